using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Listings;
using Storefront.Catalog.Vouchers;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class VoucherListingOnSqlite(SqliteShop shop) : VoucherListingRules(shop), IClassFixture<SqliteShop>;
public sealed class VoucherListingOnPostgres(PostgresShop shop) : VoucherListingRules(shop), IClassFixture<PostgresShop>;

public abstract class VoucherListingRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Tashi = Seeds.Id("producer/tashi");

    DateOnly Today => ChinaTime.Day(Shop.Clock.Now);

    ListVoucher Asked() => new(Guid.CreateVersion7(), Tashi, "住一晚", null, Today.AddDays(20), Today.AddDays(20), 4, 260,
        new(null, null, null, Samples.Jpeg(800, 600, Guid.NewGuid().ToString())), "zh");

    static async Task<string> CodeOf(Func<Task> act) => await Should.ThrowAsync<Exception>(act) is var failure && failure is Refusal refusal ? refusal.Code
        : ((ValidationException)failure).Errors.Select(e => e.ErrorMessage).First();

    Task<List<Variant>> Packs(string slug) => Shop.Db(db => db.Variants.AsNoTracking()
        .Join(db.Listings.Where(l => l.Slug == slug), v => v.ListingId, l => l.Id, (v, _) => v).OrderBy(v => v.Position).ToListAsync());

    [Fact]
    public async Task A_stay_is_listed_with_its_first_day_and_stands_on_the_shelf()
    {
        var asked = Asked();
        var slug = await Shop.Send(asked);
        (await Shop.Send(asked)).ShouldBe(slug, "pressed twice it is one");
        var pack = (await Packs(slug)).Single();
        (pack.ValidFrom, pack.ValidUntil, pack.BackUntil, pack.Available, pack.Net, pack.Price)
            .ShouldBe((asked.From, asked.Until, asked.From!.Value.AddDays(-7), 4, Mass.Zero, new Money(26000)));
        (await Shop.Send(new DescribeVariants([pack.Id]))).Single().IsSent.ShouldBeFalse();
        (await Shop.Visitor().Open("/zh/c/visits")).Text.ShouldContain("住一晚");
        (await Shop.Visitor().Open($"/zh/p/{slug}")).Text.ShouldContain("还有 4 位");
    }

    [Fact]
    public async Task A_form_that_is_changed_and_comes_back_offers_something_else()
    {
        var asked = Asked();
        var slug = await Shop.Send(asked);
        var other = await Shop.Send(asked with { Name = "住两晚", Price = 480 });
        other.ShouldNotBe(slug);
        (await Packs(slug)).Single().Price.ShouldBe(new Money(26000));
        (await Packs(other)).Single().Price.ShouldBe(new Money(48000));
    }

    [Fact]
    public async Task A_voucher_for_longer_can_be_given_back_after_its_last_day()
    {
        var slug = await Shop.Send(Asked() with { Until = Today.AddDays(200) });
        var pack = (await Packs(slug)).Single();
        (pack.Slug, pack.BackUntil).ShouldBe(("voucher", Today.AddDays(230)));
    }

    [Fact]
    public async Task What_is_typed_wrong_is_said()
    {
        (await CodeOf(() => Shop.Send(Asked() with { Name = " " }))).ShouldBe("name-missing");
        (await CodeOf(() => Shop.Send(Asked() with { From = Today }))).ShouldBe("day-wrong");
        (await CodeOf(() => Shop.Send(Asked() with { Until = null }))).ShouldBe("day-wrong");
        (await CodeOf(() => Shop.Send(Asked() with { Until = Today.AddDays(800) }))).ShouldBe("day-wrong");
        (await CodeOf(() => Shop.Send(Asked() with { Until = Today.AddDays(19) }))).ShouldBe("days-backwards");
        (await CodeOf(() => Shop.Send(Asked() with { Units = 0 }))).ShouldBe("places-wrong");
        (await CodeOf(() => Shop.Send(Asked() with { Units = 1.5m }))).ShouldBe("places-wrong");
        (await CodeOf(() => Shop.Send(Asked() with { Price = 0 }))).ShouldBe("price-wrong");
        (await CodeOf(() => Shop.Send(Asked() with { Photo = new(null, null, null, null) }))).ShouldStartWith("photo-");
    }

    [Fact]
    public async Task Goods_do_not_stand_on_the_shelf_of_vouchers() =>
        (await CodeOf(() => Shop.Send(new ListProduct(Guid.CreateVersion7(), Tashi, "visits", "苹果", null, Today, 100, 5, 20, 68,
        [new(null, null, null, Samples.Jpeg(800, 600, "x"))], "zh")))).ShouldBe("category-unknown");

    [Fact]
    public async Task A_farmer_adds_a_day_once_and_it_is_sold_by_its_own_places()
    {
        var farmer = Shop.Visitor();
        await farmer.SignIn("tashi");
        var page = await farmer.Open($"/en/farm/listings/zhongde-stay?for={Tashi}");
        var day = Today.AddDays(30);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["day"] = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["places"] = "2" };
        var saved = await farmer.Submit(page, "#day", fields);
        saved.Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var pack = (await Packs("zhongde-stay")).Single(v => v.ValidFrom == day);
        (pack.Available, pack.Price, pack.BackUntil, pack.Name.Zh).ShouldBe((2, new Money(32800), day.AddDays(-7), "2026年12月11日 · 双人一晚，含晚饭、早饭"));
        foreach (var (language, shown) in new[] { ("zh", "12月11日 周五"), ("en", "Fri 11\u00A0December"), ("fr", "ven. 11\u00A0décembre") })
            (await Shop.Visitor().Open($"/{language}/p/zhongde-stay")).Document.QuerySelector($"label:has(input[value^='{pack.Id}:']) strong")!.TextContent.ShouldBe(shown);

        var again = await farmer.Submit(page, "#day", fields);
        again.Status.ShouldBe(System.Net.HttpStatusCode.Conflict);
        again.Text.ShouldContain("there already");
        foreach (var wrong in new[] { ("day", "2026-11-11"), ("day", "soon"), ("places", "0"), ("places", "many") })
            (await farmer.Submit(page, "#day", new Dictionary<string, string>(fields, StringComparer.Ordinal) { ["day"] = "2026-12-24",
                [wrong.Item1] = wrong.Item2 })).Status.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity, wrong.Item2);
        (await Packs("zhongde-stay")).Count(v => v.ValidFrom == day || v.ValidFrom == new DateOnly(2026, 12, 24)).ShouldBe(1);
    }

    [Fact]
    public async Task At_once_the_same_day_is_added_once()
    {
        var slug = await Shop.Send(Asked());
        // The shop itself acts for nobody: a person must.
        var farmer = Shop.Visitor();
        await farmer.SignIn("tashi");
        var page = await farmer.Open($"/en/farm/listings/{slug}?for={Tashi}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => farmer.Submit(page, "#day", [KeyValuePair.Create("day", "2027-01-05"), KeyValuePair.Create("places", "1")])));
        answers.Count(a => a.Status == System.Net.HttpStatusCode.OK).ShouldBe(1);
        (await Packs(slug)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Places_and_price_of_a_day_change_like_those_of_boxes()
    {
        var farmer = Shop.Visitor();
        await farmer.SignIn("point");
        var page = await farmer.Open($"/en/farm/listings/zhongde-stay?for={Tashi}");
        (await farmer.Submit(page, "#change", [KeyValuePair.Create("boxes-day-3", "5"), KeyValuePair.Create("price-day-3", "278")])).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var pack = (await Packs("zhongde-stay")).Single(v => v.Slug == "day-3");
        (pack.Available, pack.Price).ShouldBe((5, new Money(27800)));
    }

    [Fact]
    public async Task The_feed_says_no_weight_of_a_voucher()
    {
        var feed = await Shop.Client().GetStringAsync("/feeds/en/products.xml");
        var item = feed[feed.IndexOf("/p/zhongde-tree-voucher", StringComparison.Ordinal)..];
        item[..item.IndexOf("</item>", StringComparison.Ordinal)].ShouldNotContain("shipping_weight");
        feed.ShouldContain("shipping_weight");
    }
}
