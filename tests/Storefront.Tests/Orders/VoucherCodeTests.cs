using FsCheck;
using FsCheck.Fluent;
using Storefront.Platform;

namespace Storefront.Tests.Orders;

public sealed class VoucherCodeTests
{
    /// <summary>Any one character wrong, and any two that changed places: neighbours or not, the check character among them.</summary>
    [Fact]
    public void A_wrong_or_a_swapped_character_always_shows() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        Gen.Choose(0, 12).SelectMany(at => Gen.Choose(0, 12).SelectMany(other =>
            Gen.Elements("23456789ABCDEFGHJKMNPQRSTUVWXYZ".ToCharArray()).Select(letter => (at, other, letter)))).ToArbitrary(),
        slip =>
        {
            var right = Codes.NewVoucher().Replace("-", "", StringComparison.Ordinal).ToCharArray();
            char[] wrong = [.. right], swapped = [.. right];
            wrong[slip.at] = slip.letter;
            (swapped[slip.at], swapped[slip.other]) = (swapped[slip.other], swapped[slip.at]);
            return (wrong.SequenceEqual(right) || Codes.Voucher(new(wrong)) is null) && (swapped.SequenceEqual(right) || Codes.Voucher(new(swapped)) is null);
        }));

    [Fact]
    public void A_code_is_read_however_it_is_typed()
    {
        var code = Codes.NewVoucher();
        code.Length.ShouldBe(16);
        Codes.Voucher(code).ShouldBe(code);
        Codes.Voucher($"  {code.Replace('-', ' ').ToLowerInvariant()}. ").ShouldBe(code);
        Codes.Voucher(string.Concat(code.Select(c => c == '-' ? '－' : (char)(c + 0xFEE0)))).ShouldBe(code, "as a Chinese keyboard writes it, full width");
        Enumerable.Range(0, 1000).Select(_ => Codes.NewVoucher()).Distinct(StringComparer.Ordinal).Count().ShouldBe(1000);
    }

    [Theory, InlineData(null), InlineData(""), InlineData("K7Q2"), InlineData("0000-0000-0000-0"), InlineData("K7Q2-MX5T-9RHD-8-8"), InlineData("苹果苹果苹果苹果苹果苹果苹")]
    public void What_is_no_code_is_none(string? typed) => Codes.Voucher(typed).ShouldBeNull();
}
