using System.Collections.Frozen;
using FsCheck;
using FsCheck.Fluent;
using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Promotions;
using Storefront.Promotions.Pricing;

namespace Storefront.Tests.Promotions;

/// <summary>The price of a basket as a rule alone, without a shop around it.</summary>
public sealed class PricesTests
{
    static readonly DateTime Now = new(2026, 11, 11, 2, 0, 0, DateTimeKind.Utc);
    static readonly Guid[] Listings = [.. Enumerable.Range(1, 4).Select(Id)];
    static readonly Guid[] Variants = [.. Enumerable.Range(101, 8).Select(Id)];

    static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
    static Guid ListingOf(int variant) => Listings[variant / 2];

    static Rule Percent(int percent, int? listing = null, int? limit = null) => new()
        { Id = Id(1000 + percent + 100 * (listing ?? 9)), CampaignId = Id(1), Kind = RuleKind.PercentOff, Percent = percent,
            ListingId = listing is { } l ? Listings[l] : null, LimitPerPerson = limit, Label = new("减"), Position = 0 };
    static Rule Fixed(long fen, int variant) => new()
        { Id = Id(2000 + variant), CampaignId = Id(1), Kind = RuleKind.FixedPrice, Amount = new(fen), VariantId = Variants[variant], Label = new("价"), Position = 1 };
    static Rule SpendSave(long threshold, long saving) => new()
        { Id = Id(300000 + (int)threshold), CampaignId = Id(1), Kind = RuleKind.SpendSave, Threshold = new(threshold), Amount = new(saving), Label = new("满减"), Position = 2 };

    static Terms Campaign(IEnumerable<Rule> rules, IReadOnlyDictionary<Guid, Guid>? quotas = null, int listings = 4, int id = 1) => new(
        Id(id), $"c{id}", new("活动"), new("好"), Now.AddDays(-1), Now, Now.AddDays(1), Listings.Take(listings).ToFrozenSet(), [.. rules],
        (quotas ?? new Dictionary<Guid, Guid>()).ToFrozenDictionary());

    static LineToPrice Line(int variant, int units, long fen) => new(Variants[variant], ListingOf(variant), Id(50 + variant / 4), units, new(1000), new(fen));
    static PricedBasket Price(IReadOnlyList<LineToPrice> lines, Terms campaign, Left? left = null, string? buyer = null, DateTime? now = null) =>
        Prices.Of(new(Id(7), buyer, lines), [campaign], left ?? new(), now ?? Now).Basket;

    [Fact]
    public void A_quarter_off_is_taken_from_each_box()
    {
        var priced = Price([Line(0, 2, 3200), Line(1, 1, 6200)], Campaign([Percent(25)]));
        priced.Lines.Select(l => l.UnitPrice.Fen).ShouldBe([2400, 4650]);
        priced.Total.ShouldBe(new(9450));
        priced.Discount.ShouldBe(Money.Zero);
    }

    [Theory]
    [InlineData(1999, 25, 1499)]        // 1499.25
    [InlineData(1998, 25, 1499)]        // 1498.5: half away from zero
    [InlineData(1, 99, 1)]              // never free
    public void A_percentage_is_rounded_to_the_fen_for_each_box(long list, int percent, long price) =>
        Price([Line(0, 3, list)], Campaign([Percent(percent)])).Lines[0].UnitPrice.ShouldBe(new(price));

    [Fact]
    public void Of_two_rules_the_lower_price_holds_and_a_dearer_fixed_price_changes_nothing()
    {
        Price([Line(0, 1, 2600)], Campaign([Percent(10), Fixed(1990, 0)])).Total.ShouldBe(new(1990));
        var dearer = Price([Line(0, 1, 2600)], Campaign([Fixed(2700, 0)]));
        dearer.Total.ShouldBe(new(2600));
        dearer.Lines[0].CampaignId.ShouldBeNull();
    }

    [Fact]
    public void Spend_and_save_counts_over_producers_and_its_shares_sum_to_the_fen()
    {
        // 24.00 + 19.90 + 18.01 = 61.91 reaches 60: save 5 over three lines.
        var priced = Price([Line(0, 1, 2400), Line(2, 1, 1990), Line(4, 1, 1801)], Campaign([SpendSave(6000, 500), SpendSave(12000, 1200)]));
        priced.Discount.ShouldBe(new(500));
        priced.Total.ShouldBe(new(5691));
        priced.Lines.SelectMany(l => l.Adjustments).Sum(a => a.Amount).ShouldBe(new(500));
        priced.Lines.Select(l => l.Total.Fen).ShouldBe([2206, 1829, 1656]);
    }

    [Fact]
    public void A_saving_larger_than_the_goods_leaves_a_fen_of_each_line_to_pay()
    {
        var priced = Price([Line(0, 2, 50), Line(2, 1, 1), Line(4, 1, 30)], Campaign([SpendSave(100, 100000)]));
        priced.Lines.Select(l => l.Total.Fen).ShouldBe([1, 1, 1]);
        priced.Discount.ShouldBe(new(128));
    }

    [Fact]
    public void Only_the_highest_threshold_reached_saves_and_only_on_the_campaigns_lines()
    {
        var rules = new[] { SpendSave(6000, 500), SpendSave(12000, 1200) };
        Price([Line(0, 5, 2400)], Campaign(rules)).Discount.ShouldBe(new(1200));
        Price([Line(0, 1, 5999), Line(6, 1, 90000)], Campaign(rules, listings: 3)).Discount.ShouldBe(Money.Zero);
    }

    [Fact]
    public void A_line_that_the_quota_is_short_of_keeps_its_list_price_with_all_its_boxes()
    {
        var (quotas, left) = (new Dictionary<Guid, Guid> { [Variants[0]] = Id(900) }, new Left());
        left.Quota(Id(900), 2);
        Price([Line(0, 2, 2000)], Campaign([Percent(25)], quotas), left).Total.ShouldBe(new(3000));
        Price([Line(0, 3, 2000)], Campaign([Percent(25), SpendSave(1000, 100)], quotas), left).Total.ShouldBe(new(6000));
        int? CampaignLeft(int units, Rule rule) => Price([Line(0, units, 2000)], Campaign([rule], quotas), left).Lines[0].CampaignLeft;
        CampaignLeft(3, Percent(25)).ShouldBe(2);
        CampaignLeft(2, Percent(25)).ShouldBeNull();
        CampaignLeft(3, Fixed(2500, 0)).ShouldBeNull("a dearer price is not missed");
        // Two lines of one variant are one wish.
        Price([Line(0, 2, 2000), Line(0, 1, 2000)], Campaign([Percent(25)], quotas), left).Total.ShouldBe(new(6000));
    }

    [Fact]
    public void The_limit_counts_all_packs_of_its_rule_and_what_the_person_has_already()
    {
        var (rule, left) = (Percent(25, listing: 0, limit: 5), new Left());
        Price([Line(0, 3, 2000), Line(1, 2, 3200)], Campaign([rule])).Refused.ShouldBeNull();
        var priced = Price([Line(0, 3, 2000), Line(1, 3, 3200), Line(2, 9, 2000)], Campaign([rule]));
        priced.Lines.Select(l => l.OverLimit).ShouldBe([new(5, 5), new(5, 5), null], "each line it is about knows it");
        var over = priced.Refused!;
        (over.Code, over.Arguments).ShouldSatisfyAllConditions(r => r.Code.ShouldBe("limit-per-person"), r => r.Arguments.ShouldBe([5, 5]));

        left.Person(PersonCount.IdOf(rule.Id, "13800001234"), 4);
        Price([Line(0, 2, 2000)], Campaign([rule]), left, "13800001234").Refused!.Arguments.ShouldBe([5, 1], "and how many are left for her");
        Price([Line(0, 2, 2000)], Campaign([rule]), left, "13800005678").Refused.ShouldBeNull();
    }

    [Fact]
    public void A_campaign_begins_at_its_instant_and_is_over_at_its_last()
    {
        var campaign = Campaign([Percent(25)]);
        long At(DateTime now) => Price([Line(0, 1, 2000)], campaign, now: now).Total.Fen;
        At(campaign.StartsAt.AddTicks(-1)).ShouldBe(2000);
        At(campaign.StartsAt).ShouldBe(1500);
        At(campaign.EndsAt.AddTicks(-1)).ShouldBe(1500);
        At(campaign.EndsAt).ShouldBe(2000);
    }

    // ---- what must hold for any basket ----

    static readonly Gen<LineToPrice[]> Baskets =
        (from variant in Gen.Choose(0, 7) from units in Gen.Choose(1, 9) from fen in Gen.OneOf(Gen.Choose(1, 5), Gen.Choose(100, 20000)) select Line(variant, units, fen))
        .NonEmptyListOf().Select(lines => lines.DistinctBy(l => l.VariantId).ToArray());

    static readonly Gen<Terms[]> Campaigns =
        from count in Gen.Choose(0, 2)
        from campaigns in Gen.ArrayOf(
            from percents in Gen.ListOf(from percent in Gen.Choose(1, 99) from listing in Gen.Choose(0, 3) select Percent(percent, listing))
            from prices in Gen.ListOf(from fen in Gen.Choose(1, 20000) from variant in Gen.Choose(0, 7) select Fixed(fen, variant))
            from savings in Gen.ListOf(from threshold in Gen.Choose(1, 30000) from saving in Gen.Choose(1, 40000) select SpendSave(threshold, saving))
            from listings in Gen.Choose(1, 4)
            from limited in Gen.SubListOf(Variants)
            from id in Gen.Choose(1, 1_000_000)
            select Campaign([.. percents, .. prices, .. savings], limited.ToDictionary(v => v, v => new Guid(v.ToByteArray().Reverse().ToArray())), listings, id), count)
        select campaigns;

    static readonly Config TenThousand = Config.QuickThrowOnFailure.WithMaxTest(10_000);
    static readonly Config TwoThousand = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    static Left SomeLeft(IEnumerable<Terms> campaigns)
    {
        var left = new Left();
        foreach (var (variant, quota) in campaigns.SelectMany(c => c.QuotaOf)) left.Quota(quota, variant.GetHashCode() & 7);
        return left;
    }

    static void Holds(Func<PricedBasket, bool> what, Config? baskets = null) => Prop.ForAll(
        Baskets.ToArbitrary(), Campaigns.ToArbitrary(), (lines, campaigns) => what(Prices.Of(new(Id(7), null, lines), campaigns, SomeLeft(campaigns), Now).Basket))
        .Check(baskets ?? TenThousand);

    [Fact]
    public void Totals_and_shares_sum_to_the_fen_in_ten_thousand_baskets() => Holds(basket =>
        basket.Total == basket.Lines.Sum(l => l.Total)
        && basket.Discount == basket.Lines.SelectMany(l => l.Adjustments).Sum(a => a.Amount)
        && basket.Goods == basket.Lines.Sum(l => l.UnitPrice * l.Units)
        && basket.Total == basket.Goods - basket.Discount
        && basket.Lines.All(l => l.Total == l.UnitPrice * l.Units - l.Adjustments.Sum(a => a.Amount)));

    [Fact]
    public void No_line_and_no_box_is_free_or_above_its_list_price() => Holds(basket =>
        basket.Lines.All(l => l.Total >= new Money(1) && l.UnitPrice >= new Money(1) && l.UnitPrice <= l.ListPrice && l.Adjustments.All(a => a.Amount > Money.Zero)), TwoThousand);

    [Fact]
    public void The_order_of_lines_does_not_change_the_total() => Prop.ForAll(
        Baskets.ToArbitrary(), Campaigns.ToArbitrary(), (lines, campaigns) =>
        {
            Money Total(IEnumerable<LineToPrice> inOrder) => Prices.Of(new(Id(7), null, [.. inOrder]), campaigns, SomeLeft(campaigns), Now).Basket.Total;
            return Total(lines) == Total(lines.Reverse()) && Total(lines) == Total(lines.OrderBy(l => l.ListPrice));
        }).Check(TwoThousand);
}
