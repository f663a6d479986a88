using FsCheck;
using FsCheck.Fluent;
using Storefront.Catalog.Stock;
using Storefront.Contracts;

namespace Storefront.Tests.Catalog;

public sealed class FirstExpiredFirstTests
{
    static readonly DateOnly Today = new(2026, 11, 11);

    static List<FreeLot> Lots((byte Days, ushort Free)[] lots) =>
        [.. lots.Select((l, i) => new FreeLot(new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]), Today.AddDays(l.Days - 20), new(l.Free)))];

    static void Holds(Func<List<FreeLot>, long, IReadOnlyList<LotShare>, bool> law) => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Days, ushort Free)[]>(), ArbMap.Default.ArbFor<ushort>(),
        (given, wanted) =>
        {
            var lots = Lots(given);
            return law(lots, wanted, FirstExpiredFirst.Share(lots, new(wanted), Today, Today));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_given_is_what_was_wanted_or_all_that_is_good() => Holds((lots, wanted, shares) =>
        shares.Sum(s => s.Mass.Grams) == Math.Min(wanted, lots.Where(l => l.BestBefore >= Today).Sum(l => l.Free.Grams)));

    [Fact]
    public void No_lot_gives_more_than_it_has_or_twice_or_nothing() => Holds((lots, _, shares) =>
        shares.Select(s => s.LotId).Distinct().Count() == shares.Count
        && shares.All(s => s.Mass > Mass.Zero && s.Mass <= lots.Single(l => l.LotId == s.LotId).Free));

    [Fact]
    public void No_lot_is_touched_while_one_that_expires_before_it_has_some_left() => Holds((lots, _, shares) =>
        shares.All(s => lots.Where(l => l.BestBefore >= Today && l.BestBefore < lots.Single(x => x.LotId == s.LotId).BestBefore)
            .All(earlier => shares.Where(x => x.LotId == earlier.LotId).Sum(x => x.Mass.Grams) == earlier.Free.Grams)));

    [Fact]
    public void What_will_not_keep_until_it_arrives_is_given_only_when_nothing_else_is_left()
    {
        var lots = Lots([(22, 1000), (30, 1000)]);      // best before in two days and in ten
        FirstExpiredFirst.Share(lots, new(600), Today, Today.AddDays(5)).ShouldBe([new(lots[1].LotId, new(600))]);
        FirstExpiredFirst.Share(lots, new(1500), Today, Today.AddDays(5)).ShouldBe([new(lots[1].LotId, new(1000)), new(lots[0].LotId, new(500))]);
        FirstExpiredFirst.Share(lots, new(600), Today, Today.AddDays(2)).ShouldBe([new(lots[0].LotId, new(600))]);
    }

    [Fact]
    public void What_is_past_its_date_is_never_given() => Holds((lots, _, shares) =>
        shares.All(s => lots.Single(l => l.LotId == s.LotId).BestBefore >= Today));
}
