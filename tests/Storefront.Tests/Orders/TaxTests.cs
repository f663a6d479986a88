using FsCheck;
using FsCheck.Fluent;
using Storefront.Contracts;
using Storefront.Orders.Fapiaos;
using Storefront.Orders.OrderPage;

namespace Storefront.Tests.Orders;

public sealed class TaxTests
{
    [Fact]
    public void Prices_include_the_tax_and_it_is_rounded_once_a_rate()
    {
        TaxIncluded.Of([(900, new(10_900)), (0, new(5_000)), (1300, new(11_300)), (900, new(5_450))]).ShouldBe([new(900, new(16_350), new(1_350)), new(1300, new(11_300), new(1_300))]);
        TaxIncluded.Of([(900, new(6)), (900, new(6))]).ShouldBe([new(900, new(12), new(1))], "half a fen twice is one");
        TaxIncluded.Of([(0, new(5_000)), (900, Money.Zero)]).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_left_without_the_tax_gives_the_tax_by_the_rate_again() => Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<PositiveInt>(), (fen, some) =>
    {
        var rate = some.Get % 3000 + 1;
        var tax = TaxIncluded.Of([(rate, new(fen.Get))]).Single().Tax.Fen;
        return Math.Abs((decimal)(fen.Get - tax) * rate / 10_000 - tax) <= 0.5m * (10_000 + rate) / 10_000;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("9144030071526726XG", "9144030071526726XG"), InlineData("91330100799655058B", "91330100799655058B"),
        InlineData(" 9144 0300 1922 0382 16 ", "914403001922038216"), InlineData("９１４４０３００７１５２６７２６ｘｇ", "9144030071526726XG")]
    [InlineData("9144030071526726XH", null), InlineData("9144030071526762XG", null), InlineData("914403007152672XG", null), InlineData("914403007I526726XG", null),
        InlineData("", null), InlineData(null, null)]
    public void A_tax_number_is_checked_by_its_last_character(string? typed, string? read) => TaxNumber.Read(typed).ShouldBe(read);
}
