using FsCheck;
using FsCheck.Fluent;
using Storefront.Contracts;
using Storefront.Platform;

namespace Storefront.Tests.Platform;

public sealed class MoneyTests
{
    [Fact]
    public void Shares_sum_to_the_amount_whatever_the_weights() => Prop.ForAll(
        ArbMap.Default.ArbFor<long>().Filter(fen => Math.Abs(fen) < 1_000_000_000_000),
        ArbMap.Default.ArbFor<uint[]>().Filter(weights => weights.Length > 0),
        (fen, weights) => new Money(fen).Share([.. weights.Select(w => (long)w)]).Sum(share => share) == new Money(fen)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_share_is_further_than_a_fen_from_its_exact_part() => Prop.ForAll(
        ArbMap.Default.ArbFor<uint>(), ArbMap.Default.ArbFor<ushort[]>().Filter(weights => weights.Sum(w => w) > 0),
        (fen, weights) =>
        {
            var shares = new Money(fen).Share([.. weights.Select(w => (long)w)]);
            var whole = weights.Sum(w => (decimal)w);
            return shares.Zip(weights, (share, weight) => Math.Abs(share.Fen - fen * weight / whole) < 1).All(close => close);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_price_split_adds_up_to_the_price()
    {
        var split = PriceSplit.Of(new(6801));
        (split.Producer + split.Shop).ShouldBe(new(6801));
    }

    [Fact]
    public void A_number_with_one_wrong_character_is_not_a_number()
    {
        var number = Codes.NewNumber(new(2026, 11, 11));
        Codes.IsNumber(number).ShouldBeTrue();
        for (var i = 0; i < number.Length; i++)
            if (char.IsAsciiLetterOrDigit(number[i]))
                foreach (var wrong in "23456789ABCDEFGHJKMNPQRSTUVWXYZ".Where(c => c != number[i] && (char.IsAsciiDigit(c) || i > 4)))
                    Codes.IsNumber(number[..i] + wrong + number[(i + 1)..]).ShouldBeFalse($"{number} with {wrong} at {i}");
    }
}
