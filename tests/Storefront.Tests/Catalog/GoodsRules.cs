using System.Net;
using System.Text;
using AngleSharp;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Listings;
using Storefront.Catalog.MyGoods;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Platform.Web;
using Storefront.Promotions;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class GoodsOnSqlite(SqliteShop shop) : GoodsRules(shop), IClassFixture<SqliteShop>;
public sealed class GoodsOnPostgres(PostgresShop shop) : GoodsRules(shop), IClassFixture<PostgresShop>;

/// <summary>Prices and boxes of many goods at once, on a page and by a sheet.</summary>
public abstract class GoodsRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");

    /// <summary>Twenty boxes of 5 kg at 68 yuan, of a harvest of 103 kg.</summary>
    async Task<Mine> Lists(string name = "黄元帅")
    {
        Shop.Clock.Move(TimeSpan.FromSeconds(1));      // the newest stand on the first page
        var slug = await Shop.Send(new ListProduct(Guid.CreateVersion7(), Drolma, "fruit", name, null, ChinaTime.Day(Shop.Clock.Now), 103, 5, 20, 68,
            [new(Samples.Webp(320, 240, "here"), Samples.Webp(640, 480, "here"), Samples.Webp(1280, 960, "here"), null)], "zh"));
        return new(slug, (await Pack(slug)).Id);
    }

    sealed record Mine(string Slug, Guid Pack)
    {
        public string Key => $"{Slug}_5000g";
        public string Price => $"price-{Key}";
        public string Boxes => $"boxes-{Key}";
    }

    Task<Variant> Pack(string slug) => Shop.Db(db => db.Variants.AsNoTracking().Join(db.Listings.Where(x => x.Slug == slug), v => v.ListingId, x => x.Id, (v, _) => v).SingleAsync());
    async Task<(long Yuan, int Boxes)> Now(Mine mine) => await Pack(mine.Slug) is var pack ? (pack.Price.Fen / 100, pack.Available) : default;
    Task<IReadOnlyList<StockTaken>> Sell(Mine mine, int boxes) => Shop.Send(new TakeStock([new(Guid.CreateVersion7(), [new(mine.Pack, boxes)])]));

    async Task<Visitor> SignedIn(string name = "drolma")
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn(name);
        return visitor;
    }

    static Task<Page> Goods(Visitor farmer) => farmer.Open($"/en/farm/goods?for={Drolma}");
    static Dictionary<string, string> Types(params (string Field, string Value)[] fields) => fields.ToDictionary(f => f.Field, f => f.Value, StringComparer.Ordinal);
    static string? Value(Page page, string field) => page.Document.GetElementById($"f-{field}")?.GetAttribute("value");
    static string? Error(Page page, string field) => page.Document.GetElementById($"f-{field}-error")?.TextContent;

    [Fact]
    public async Task Many_prices_and_boxes_are_changed_by_one_save_and_the_rest_stays()
    {
        var (one, two, three, farmer) = (await Lists(), await Lists(), await Lists(), await SignedIn());
        var page = await farmer.Submit(await Goods(farmer), "#change", Types((one.Price, "59,5"), (one.Boxes, "12"), (two.Boxes, "７")));
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("Saved");
        ((await Pack(one.Slug)).Price, (await Now(one)).Boxes).ShouldBe((new Money(5950), 12));
        (await Now(two)).ShouldBe((68, 7));
        (await Now(three)).ShouldBe((68, 20));
        var changes = await Shop.Db(db => db.ListingChanges.AsNoTracking().Where(c => c.VariantId == one.Pack || c.VariantId == two.Pack || c.VariantId == three.Pack).ToListAsync());
        changes.Select(c => (c.VariantId, c.PriceFen, c.Boxes)).ShouldBe([(one.Pack, 5950L, 12), (two.Pack, null, 7)], ignoreOrder: true);
        changes.ShouldAllBe(c => c.ActedBy == Seeds.Id("person/drolma") && c.ActedFor == Drolma);
    }

    [Fact]
    public async Task Each_error_stands_beside_its_field_and_nothing_at_all_is_changed()
    {
        var (good, bad, worse, farmer) = (await Lists(), await Lists(), await Lists(), await SignedIn());
        var page = await farmer.Submit(await Goods(farmer), "#change", Types((good.Price, "60"), (bad.Price, "0"), (bad.Boxes, "1.5"), (worse.Boxes, "21")));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Error(page, bad.Price).ShouldNotBeNull().ShouldContain("between 1 and 100,000 yuan");
        Error(page, bad.Boxes).ShouldNotBeNull();
        Error(page, worse.Boxes).ShouldNotBeNull().ShouldContain("105");
        Error(page, good.Price).ShouldBeNull();
        page.Document.QuerySelectorAll("#errors a").Length.ShouldBe(3);
        (Value(page, good.Price), Value(page, bad.Price), Value(page, bad.Boxes), Value(page, worse.Boxes)).ShouldBe(("60", "0", "1.5", "21"));
        foreach (var mine in new[] { good, bad, worse }) (await Now(mine)).ShouldBe((68, 20));
    }

    [Theory]
    [InlineData("4.99", "at least ¥1.00 a kilogram, so ¥5.00 for this box")]
    [InlineData("-1", "between 1 and 100,000")]
    [InlineData("", "between 1 and 100,000")]
    public async Task A_price_below_the_floor_is_refused(string price, string says)
    {
        var (mine, farmer) = (await Lists(), await SignedIn("point"));      // whom nobody reads first
        var page = await farmer.Submit(await Goods(farmer), "#change", Types((mine.Price, price)));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Error(page, mine.Price).ShouldNotBeNull().ShouldContain(says);
        (await Now(mine)).ShouldBe((68, 20));
        (await farmer.Submit(page, "#change", Types((mine.Price, "5")))).Status.ShouldBe(HttpStatusCode.OK);
        (await Now(mine)).ShouldBe((5, 20));
    }

    /// <summary>A campaign of 20 % off, that began its warm-up and its sale so many days ago.</summary>
    async Task<Guid> InCampaign(Mine mine, int warmedUp, int started, int ends)
    {
        var (id, listing) = (Guid.CreateVersion7(), (await Pack(mine.Slug)).ListingId);
        await Shop.Db(async db =>
        {
            db.Add(new Campaign { Id = id, Slug = $"c-{id:N}", Name = new("丰收节", "Harvest week", "Semaine de récolte"), Promise = new(""),
                WarmsUpAt = Shop.Clock.Now.AddDays(-warmedUp), StartsAt = Shop.Clock.Now.AddDays(-started), EndsAt = Shop.Clock.Now.AddDays(ends) });
            db.Add(new CampaignListing { CampaignId = id, ListingId = listing });
            db.Add(new Rule { Id = Guid.CreateVersion7(), CampaignId = id, Kind = RuleKind.PercentOff, Percent = 20, Label = new("八折"), Position = 0 });
            return await db.SaveChangesAsync();
        });
        return id;
    }

    [Theory]
    [InlineData("drolma", 3, 1)]
    [InlineData("point", 3, 1)]
    [InlineData("drolma", 1, -2)]
    public async Task While_a_campaign_warms_up_or_runs_no_price_of_its_goods_rises(string person, int warmedUp, int started)
    {
        var (mine, other, farmer) = (await Lists(), await Lists(), await SignedIn(person));
        await InCampaign(mine, warmedUp, started, 5);
        var page = await farmer.Submit(await Goods(farmer), "#change", Types((mine.Price, "69"), (other.Price, "70")));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Error(page, mine.Price).ShouldNotBeNull().ShouldContain($"“Harvest week” runs until {Languages.In("en", () => Show.Moment(Shop.Clock.Now.AddDays(5)))}");
        Error(page, other.Price).ShouldBeNull();
        (await Now(mine)).ShouldBe((68, 20));
        (await farmer.Submit(page, "#change", Types((mine.Price, "60"), (mine.Boxes, "19")))).Status.ShouldBe(HttpStatusCode.OK);
        ((await Now(mine)), (await Now(other)).Yuan).ShouldBe(((60, 19), 70));
        (await farmer.Submit(await Goods(farmer), "#change", Types((mine.Price, "68")))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "lowered, it does not rise again either");
    }

    [Theory]
    [InlineData(9, 8, -1)]
    [InlineData(-1, -2, 5)]
    public async Task Before_and_after_a_campaign_prices_rise_as_ever(int warmedUp, int started, int ends)
    {
        var (mine, farmer) = (await Lists(), await SignedIn());
        await InCampaign(mine, warmedUp, started, ends);
        (await farmer.Submit(await Goods(farmer), "#change", Types((mine.Price, "69")))).Status.ShouldBe(HttpStatusCode.OK);
        (await Now(mine)).Yuan.ShouldBe(69);
    }

    [Fact]
    public async Task No_size_that_had_no_price_before_is_added_to_a_campaign()
    {
        var (mine, farmer) = (await Lists(), await SignedIn());
        await InCampaign(mine, 3, 1, 5);
        var page = await farmer.Submit(await farmer.Open($"/en/farm/listings/{mine.Slug}?for={Drolma}"), "form#pack", Types(("box", "2.5"), ("price-pack", "35"), ("boxes-pack", "1")));
        page.Document.QuerySelector("#pack #f-box-error")!.TextContent.ShouldContain("Harvest week");
    }

    [Fact]
    public async Task A_sheet_and_the_listings_own_form_raise_no_price_in_a_campaign()
    {
        var (mine, farmer) = (await Lists(), await SignedIn());
        await InCampaign(mine, 3, 1, 5);
        var lines = await Lines(farmer);
        Faults(await Uploads(farmer, $"{lines[0]}\n{LineOf(lines, mine).Replace(",68,20,", ",69,20,", StringComparison.Ordinal)}")).ShouldHaveSingleItem().ShouldContain("Harvest week");
        (await Uploads(farmer, $"{lines[0]}\n{LineOf(lines, mine).Replace(",68,20,", ",67,20,", StringComparison.Ordinal)}")).Document.QuerySelector("#do").ShouldNotBeNull();
        var page = await farmer.Submit(await farmer.Open($"/en/farm/listings/{mine.Slug}?for={Drolma}"), "form#change", Types(("price-5000g", "69")));
        Error(page, "price-5000g").ShouldNotBeNull().ShouldContain("Harvest week");
        (await Now(mine)).ShouldBe((68, 20));
    }

    [Fact]
    public async Task A_higher_price_that_waited_since_before_a_campaign_goes_live_after_it()
    {
        var (mine, farmer, point) = (await Lists(), await SignedIn(), await SignedIn("point"));
        await farmer.Submit(await Goods(farmer), "#change", Types((mine.Price, "99")));
        var campaign = await InCampaign(mine, 3, 1, 5);
        var revision = await Shop.Db(db => db.Revisions.Where(r => r.VariantId == mine.Pack).Select(r => r.Id).SingleAsync());
        async Task<Page> Approves() => await point.Submit(await point.Open("/en/revisions"), $"form:has([name=revision][value='{revision}'])", button: "decision=approve");
        (await Approves()).Text.ShouldContain("Harvest week");
        (await Now(mine)).Yuan.ShouldBe(68);
        await Shop.Db(db => db.Campaigns.Where(c => c.Id == campaign).ExecuteUpdateAsync(c => c.SetProperty(x => x.EndsAt, Shop.Clock.Now)));
        await Approves();
        (await Now(mine)).Yuan.ShouldBe(99);
    }

    [Fact]
    public async Task A_form_that_comes_twice_lists_once_and_one_that_was_changed_lists_something_else()
    {
        var asked = new ListProduct(Guid.CreateVersion7(), Drolma, "fruit", "苹果", null, ChinaTime.Day(Shop.Clock.Now), 103, 5, 20, 68,
            [new(Samples.Webp(320, 240, "x"), Samples.Webp(640, 480, "x"), Samples.Webp(1280, 960, "x"), null)], "zh");
        var slug = await Shop.Send(asked);
        (await Shop.Send(asked)).ShouldBe(slug);
        (await Shop.Send(asked with { Name = " 苹果 " })).ShouldBe(slug);
        var changed = asked with { Name = "梨子" };
        var other = await Shop.Send(changed);
        other.ShouldNotBe(slug);
        (await Shop.Send(changed)).ShouldBe(other);
        (await Shop.Db(db => db.Listings.Where(l => l.Slug == other).Select(l => l.Name).SingleAsync())).Zh.ShouldBe("梨子");
    }

    [Fact]
    public async Task A_new_listing_holds_the_floor_too()
    {
        var asked = new ListProduct(Guid.CreateVersion7(), Drolma, "fruit", "苹果", null, ChinaTime.Day(Shop.Clock.Now), 103, 5, 20, 4.99m,
            [new(Samples.Webp(320, 240, "x"), Samples.Webp(640, 480, "x"), Samples.Webp(1280, 960, "x"), null)], "zh");
        (await Should.ThrowAsync<FluentValidation.ValidationException>(() => Shop.Send(asked))).Errors.Single().ErrorMessage.ShouldBe("price-below-floor");
        await Shop.Send(asked with { Price = 5 });
    }

    [Fact]
    public async Task Of_two_people_the_second_sees_what_is_now_and_what_he_typed_and_decides()
    {
        var (mine, other, farmer) = (await Lists(), await Lists(), await SignedIn());
        var (first, second) = (await Goods(farmer), await Goods(farmer));
        await farmer.Submit(first, "#change", Types((mine.Price, "70"), (mine.Boxes, "15")));

        var page = await farmer.Submit(second, "#change", Types((mine.Price, "66"), (other.Price, "50")));
        page.Status.ShouldBe(HttpStatusCode.Conflict);
        Error(page, mine.Price).ShouldNotBeNull().ShouldContain("now ¥70.00 and 15 boxes");
        (Value(page, mine.Price), Value(page, other.Price)).ShouldBe(("66", "50"));
        ((await Now(mine)), (await Now(other))).ShouldBe(((70, 15), (68, 20)));

        (await farmer.Submit(page, "#change")).Status.ShouldBe(HttpStatusCode.OK);
        ((await Now(mine)), (await Now(other))).ShouldBe(((66, 15), (50, 20)), "the price that he typed; the boxes that he did not touch stay as the other left them");
    }

    [Fact]
    public async Task A_row_that_was_left_alone_does_not_undo_what_somebody_else_did_to_it()
    {
        var (mine, other, farmer) = (await Lists(), await Lists(), await SignedIn());
        var (first, second) = (await Goods(farmer), await Goods(farmer));
        await farmer.Submit(first, "#change", Types((mine.Price, "70")));
        (await farmer.Submit(second, "#change", Types((other.Price, "0")))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await farmer.Submit(second, "#change", Types((other.Price, "50")))).Status.ShouldBe(HttpStatusCode.OK);
        ((await Now(mine)).Yuan, (await Now(other)).Yuan).ShouldBe((70, 50));
    }

    [Fact]
    public async Task What_was_sold_meanwhile_is_no_edit_and_stays_sold()
    {
        var (mine, farmer) = (await Lists(), await SignedIn());
        var page = await Goods(farmer);
        await Sell(mine, 3);
        await farmer.Submit(page, "#change", Types((mine.Boxes, "19")));
        (await Now(mine)).Boxes.ShouldBe(16);

        page = await Goods(farmer);
        await Sell(mine, 10);
        page = await farmer.Submit(page, "#change", Types((mine.Boxes, "2")));
        page.Status.ShouldBe(HttpStatusCode.Conflict);
        Error(page, mine.Boxes).ShouldNotBeNull().ShouldContain("6 are left now");
        (await farmer.Submit(page, "#change")).Status.ShouldBe(HttpStatusCode.OK);
        (await Now(mine)).Boxes.ShouldBe(2);
    }

    [Fact]
    public async Task Pressed_twice_it_is_saved_once()
    {
        var (mine, farmer) = (await Lists(), await SignedIn());
        var page = await Goods(farmer);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => farmer.Submit(page, "#change", Types((mine.Price, "61"), (mine.Boxes, "15")))));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        (await Now(mine)).ShouldBe((61, 15));
        (await Shop.Db(db => db.ListingChanges.CountAsync(c => c.VariantId == mine.Pack))).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_changes_what_another_sells_whatever_he_writes_into_the_form()
    {
        var (mine, farmer) = (await Lists(), await SignedIn("tashi"));
        var tashi = Seeds.Id("producer/tashi");
        var page = await farmer.Open($"/en/farm/goods?for={tashi}");
        page.Text.ShouldNotContain("黄元帅");
        (await farmer.Submit(page, "#change", Types((mine.Price, "10"), (mine.Boxes, "20"), ($"seen-{mine.Key}", "v0 b20 p6800")))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await farmer.Submit(page, "#change", Types(("for", Drolma.ToString())))).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var path in new[] { "goods", "goods/sheet", "goods/import" }) (await farmer.Open($"/en/farm/{path}?for={Drolma}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Now(mine)).ShouldBe((68, 20));
        (await Shop.Visitor().Open("/en/farm/goods")).Path.ShouldContain("sign-in");
    }

    [Fact]
    public async Task Of_a_listing_that_ended_meanwhile_what_was_typed_is_shown_and_the_rest_can_be_saved()
    {
        var (mine, other, farmer) = (await Lists("快下架的苹果"), await Lists(), await SignedIn());
        var page = await Goods(farmer);
        await farmer.Submit(await farmer.Open($"/en/farm/listings/{mine.Slug}?for={Drolma}"), "#end");
        page = await farmer.Submit(page, "#change", Types((mine.Price, "66.6"), (other.Price, "50")));
        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Text.ShouldContain("66.6");
        Error(page, mine.Price).ShouldNotBeNull().ShouldContain("ended meanwhile");
        (await farmer.Submit(page, "#change")).Status.ShouldBe(HttpStatusCode.OK);
        (await Now(other)).Yuan.ShouldBe(50);
    }

    [Fact]
    public async Task Goods_without_end_stand_on_pages()
    {
        var (pear, producer) = (Guid.CreateVersion7(), Seeds.Id("producer/tashi"));
        await Shop.Db(async db =>
        {
            db.Listings.Add(new() { Id = pear, Slug = $"many-{pear:N}", ProducerId = producer, Category = "fruit", Name = new("梨"), Summary = new("梨"),
                Description = new("梨"), Facts = [], GoodsClass = "fresh", ShelfLifeDays = 45, State = ListingState.Live, ListedAt = Shop.Clock.Now });
            db.Variants.AddRange(Enumerable.Range(0, 45).Select(i =>
                new Variant { Id = Guid.CreateVersion7(), ListingId = pear, Slug = $"s{i}", Name = new($"第 {i} 种"), Grade = new("一级"), Net = new(1000),
                    Gross = new(1200), Price = new(1000), Available = 0, Position = i }));
            return await db.SaveChangesAsync();
        });
        var farmer = await SignedIn("tashi");
        var page = await farmer.Open($"/en/farm/goods?for={producer}&page=2");
        page.Document.QuerySelectorAll("[name^='price-']").Length.ShouldBe(20);
        page.Text.ShouldContain("Page 2 of 3");
        page = await farmer.Submit(page, "#change", Types(($"price-many-{pear:N}_s25", "11")));
        page.Path.ShouldContain("page=2");
        (await Shop.Db(db => db.Variants.SingleAsync(v => v.ListingId == pear && v.Slug == "s25"))).Price.ShouldBe(new Money(1100));
        foreach (var odd in new[] { "0", "-1", "99", "x" }) (await farmer.Open($"/en/farm/goods?for={producer}&page={odd}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    static async Task<byte[]> Sheet(Visitor farmer, string language = "en", string more = "") => await farmer.Client.GetByteArrayAsync($"/{language}/farm/goods/sheet?for={Drolma}{more}");

    static async Task<Page> Uploads(Visitor farmer, byte[] file, string language = "en")
    {
        var page = await farmer.Open($"/{language}/farm/goods/import?for={Drolma}");
        using var content = new MultipartFormDataContent();
        foreach (var hidden in page.Document.QuerySelectorAll("#sheet input[type=hidden]")) content.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
        content.Add(new ByteArrayContent(file), "sheet", "my goods.csv");
        var answer = await farmer.Client.PostAsync($"/{language}/farm/goods/import", content);
        var html = await answer.Content.ReadAsStringAsync();
        return new($"/{language}/farm/goods/import", answer.StatusCode, await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html)), answer);
    }

    static Task<Page> Uploads(Visitor farmer, string text) => Uploads(farmer, Encoding.UTF8.GetBytes(text));
    static async Task<string[]> Lines(Visitor farmer) => Encoding.UTF8.GetString(await Sheet(farmer)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    static string LineOf(string[] lines, Mine mine) => lines.Single(l => l.StartsWith($"{mine.Slug},", StringComparison.Ordinal));
    static string[] Faults(Page page) => [.. page.Document.QuerySelectorAll("table[aria-labelledby=faults] tbody tr")
        .Select(r => string.Join(" | ", r.Children.Select(c => c.TextContent.Trim())))];

    [Fact]
    public async Task A_sheet_that_comes_back_as_it_went_out_changes_nothing_whatever_the_goods_are_called()
    {
        var farmer = await SignedIn();
        foreach (var name in new[] { "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(1)", "'=1", "'", "a,\"b\";c", "<b>苹果</b> 🍎", "ཀུ་ཤུ།" }) await Lists(name);
        var gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        foreach (var language in new[] { "zh", "en", "fr", "bo" })
        {
            var file = await Sheet(farmer, language);
            file[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
            var text = Encoding.UTF8.GetString(file);
            text.ShouldContain("'+1");
            foreach (var sent in new[] { file, gb18030.GetBytes(text.TrimStart('\uFEFF')), await Sheet(farmer, language, "&template=1") })
            {
                var page = await Uploads(farmer, sent);
                page.Status.ShouldBe(HttpStatusCode.OK, $"{language}: {string.Join('\n', Faults(page))}");
                page.Text.ShouldContain("all is as it stands already");
                page.Document.QuerySelector("#do").ShouldBeNull();
            }
        }
    }

    [Fact]
    public async Task A_sheet_first_shows_what_it_would_change_and_one_press_does_it_once()
    {
        var (one, two, farmer) = (await Lists(), await Lists(), await SignedIn());
        var lines = await Lines(farmer);
        await Sell(two, 3);
        var page = await Uploads(farmer, string.Join('\n', lines.Select(l =>
            l == LineOf(lines, one) ? l.Replace(",68,20,", ",61.5,,", StringComparison.Ordinal)
                : l == LineOf(lines, two) ? l.Replace(",68,20,", ",68,18,", StringComparison.Ordinal) : l)));
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelectorAll("#do tbody tr").Select(r =>
            string.Concat(r.QuerySelectorAll("td").Select(d => string.Join(' ', d.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) + ";")))
            .ShouldBe(["before ¥68.00 → ¥61.50;20;", "¥68.00;before 17 → 15;"], ignoreOrder: true);
        ((await Now(one)), (await Now(two))).ShouldBe(((68, 20), (68, 17)), "so far it was only looked at");

        (await farmer.Submit(page, "#do")).Text.ShouldContain("Saved");
        (await farmer.Submit(page, "#do")).Status.ShouldBe(HttpStatusCode.OK, "a second press");
        ((await Pack(one.Slug)).Price, (await Now(two))).ShouldBe((new Money(6150), (68, 15)));
        (await Shop.Db(db => db.ListingChanges.CountAsync(c => c.VariantId == one.Pack || c.VariantId == two.Pack))).ShouldBe(2);

        var again = await Uploads(farmer, string.Join('\n', lines.Select(l => l == LineOf(lines, one) ? l.Replace(",68,20,", ",60,20,", StringComparison.Ordinal) : l)));
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "the sheet is older than the change");
        Faults(again).ShouldHaveSingleItem().ShouldContain("now ¥61.50 and 20 boxes");
    }

    [Fact]
    public async Task What_changed_between_the_look_and_the_press_is_refused_whole_with_the_difference()
    {
        var (one, two, farmer) = (await Lists(), await Lists(), await SignedIn());
        var lines = await Lines(farmer);
        var page = await Uploads(farmer, string.Join('\n', lines.Select(l =>
            l == LineOf(lines, one) || l == LineOf(lines, two) ? l.Replace(",68,20,", ",60,20,", StringComparison.Ordinal) : l)));
        await farmer.Submit(await Goods(farmer), "#change", Types((two.Price, "75")));
        var refused = await farmer.Submit(page, "#do");
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Document.QuerySelectorAll("[name^='price-']").Length.ShouldBe(2, "the rows of the sheet, and no others");
        Error(refused, two.Price).ShouldNotBeNull().ShouldContain("now ¥75.00");
        Value(refused, two.Price).ShouldBe("60");
        ((await Now(one)).Yuan, (await Now(two)).Yuan).ShouldBe((68, 75));
    }

    [Fact]
    public async Task Everything_wrong_with_a_sheet_is_told_by_line_and_column_and_nothing_is_changed()
    {
        var (mine, farmer) = (await Lists(), await SignedIn());
        var lines = await Lines(farmer);
        var line = LineOf(lines, mine);
        string[] wrong =
        [
            lines[0], line.Replace(",68,20,", ",0,1.5,", StringComparison.Ordinal), line, line.Replace(mine.Slug, "no-such-goods", StringComparison.Ordinal),
            line.Replace(mine.Slug, "tashi-apples", StringComparison.Ordinal),
            line.Replace(",5000g,", ",9000g,", StringComparison.Ordinal), line[..line.LastIndexOf(',')] + ",",
        ];
        var page = await Uploads(farmer, string.Join('\n', wrong));
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Text.ShouldContain("Nothing was changed");
        page.Document.QuerySelector("#do").ShouldBeNull();
        Faults(page).ShouldBe(
        [
            "Line 2 | E · Price of a box (yuan) | The price must be between 1 and 100,000 yuan, with two decimals at most.",
            "Line 2 | F · Boxes left to sell | Please give a whole number of boxes from 0 to 1,000,000.",
            "Line 3 | B · Pack | These goods stand in an earlier line already; keep one of the two.",
            "Line 4 | A · Listing | There is no such listing. Please copy it from a downloaded sheet.",
            "Line 5 | A · Listing | These goods are somebody else’s; you cannot change them.",
            "Line 6 | B · Pack | The listing has no such pack. Please copy it from a downloaded sheet.",
            "Line 7 | G · As downloaded | What it says as downloaded is missing or was altered. Please download the sheet again and change that one.",
        ]);
        (await Now(mine)).ShouldBe((68, 20));
        (await Uploads(farmer, Encoding.UTF8.GetBytes(string.Join('\n', wrong)), "zh")).Text.ShouldContain("第 2 行");
    }

    [Fact]
    public async Task A_column_that_was_sorted_by_itself_is_noticed()
    {
        var (mine, farmer) = (await Lists("黄元帅"), await SignedIn());
        var lines = await Lines(farmer);
        var page = await Uploads(farmer, $"{lines[0]}\n{LineOf(lines, mine).Replace("黄元帅", "核桃", StringComparison.Ordinal)}");
        Faults(page).ShouldHaveSingleItem().ShouldContain("This line is of “黄元帅”");
    }

    [Fact]
    public async Task A_sheet_holds_the_floor_and_the_harvest_too()
    {
        var (mine, farmer) = (await Lists(), await SignedIn());
        var lines = await Lines(farmer);
        Faults(await Uploads(farmer, $"{lines[0]}\n{LineOf(lines, mine).Replace(",68,20,", ",4.99,21,", StringComparison.Ordinal)}")).Length.ShouldBe(1);
        Faults(await Uploads(farmer, $"{lines[0]}\n{LineOf(lines, mine).Replace(",68,20,", ",68,21,", StringComparison.Ordinal)}")).ShouldHaveSingleItem().ShouldContain("105");
    }

    [Theory]
    [InlineData(1_000_001, "at most 1 MB")]
    [InlineData(5_000_000, "at most 1 MB")]
    [InlineData(0, "choose the file")]
    public async Task A_file_that_cannot_be_is_told_so_beside_its_field(int bytes, string says)
    {
        var page = await Uploads(await SignedIn(), new byte[bytes]);
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Error(page, "sheet").ShouldNotBeNull().ShouldContain(says);
    }

    [Fact]
    public async Task A_file_without_end_is_answered_with_the_reason()
    {
        var page = await Uploads(await SignedIn(), new byte[17_000_000]);
        page.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        page.Text.ShouldContain("at most 1 MB");
    }

    [Fact]
    public async Task What_is_no_sheet_of_ours_is_told_why()
    {
        var farmer = await SignedIn();
        Error(await Uploads(farmer, (byte[])[.. "PK"u8, 3, 4]), "sheet").ShouldNotBeNull().ShouldContain("not a CSV file");
        Error(await Uploads(farmer, "name,price\napples,68"), "sheet").ShouldNotBeNull().ShouldContain("lacks these headings: Listing · Pack · Price of a box (yuan)");
    }
}
