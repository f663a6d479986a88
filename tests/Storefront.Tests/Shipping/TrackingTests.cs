using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Storefront.Shipping;
using Storefront.Shipping.Dispatch;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Shipping;

public abstract class TrackingPages(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task The_page_leaks_nothing_personal_and_is_kept_by_its_reader_alone()
    {
        var (run, _, order) = await Shop.OnTheRoad(Parcelled.Order(sellers: 2));
        await Shop.Seen(run, "chengdu", Shop.Clock.Now);
        await Shop.Send(new DeliverParcel(run, (await Shop.ParcelsOf(order))[0].Id, "门卫老周", "取件码 778899"));
        foreach (var lang in new[] { "zh", "en", "fr" })
        {
            var page = await Shop.Visitor().Open($"/t/{order.TrackingToken}?lang={lang}");
            page.Status.ShouldBe(HttpStatusCode.OK);
            var html = page.Document.DocumentElement.OuterHtml;
            foreach (var secret in new[] { Parcelled.Buyer, "李", Parcelled.Phone, "5678", Parcelled.Street, "人民南路", Parcelled.Gate, "610041", "li@example.com",
                order.OrderToken, "门卫", "778899", "扎西", "3 号车" })
                html.ShouldNotContain(secret);
            page.Answer.Headers.CacheControl!.ShouldSatisfyAllConditions(c => c.NoCache.ShouldBeTrue(), c => c.Private.ShouldBeTrue());
            page.Answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            page.Document.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
            page.Document.Head!.QuerySelector("noscript").ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task An_unknown_token_is_not_found_and_who_has_just_paid_is_asked_for_a_moment()
    {
        var page = await Shop.Visitor().Open("/t/AAAAAAAAAAAAAAAAAAAAAA?lang=en");
        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Text.ShouldContain("If you have just paid, your box shows here within a minute.");
        page.Document.QuerySelector("main a.btn")!.TextContent.ShouldBe("Look again");
        page.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task The_link_ends_a_hundred_and_eighty_days_after_the_last_box_was_handed_over()
    {
        var order = await Shop.Packed(Parcelled.Order(sellers: 2));
        var address = $"/t/{order.TrackingToken}?lang=en";
        var ids = await Shop.Db(db => db.Parcels.Where(p => p.TrackingToken == order.TrackingToken).Select(p => p.Id).ToListAsync());
        async Task WasDelivered(Guid parcel, int daysAgo)
        {
            var at = Shop.Clock.Now.AddDays(-daysAgo);
            await Shop.Db(db => db.Parcels.Where(p => p.Id == parcel).ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ParcelState.Delivered).SetProperty(x => x.DeliveredAt, at)));
        }
        await WasDelivered(ids[0], 200);
        (await Shop.Visitor().Open(address)).Status.ShouldBe(HttpStatusCode.OK);
        await WasDelivered(ids[1], 180);
        (await Shop.Visitor().Open(address)).Status.ShouldBe(HttpStatusCode.OK);
        await WasDelivered(ids[1], 181);
        var ended = await Shop.Visitor().Open(address);
        ended.Status.ShouldBe(HttpStatusCode.Gone);
        ended.Text.ShouldContain("Links end 180 days after delivery");
    }

    [Fact]
    public async Task Who_looks_again_before_anything_happened_is_sent_nothing()
    {
        var (run, _, order) = await Shop.OnTheRoad();
        var client = Shop.Client();
        var address = $"/t/{order.TrackingToken}?lang=en";
        var tag = (await client.GetAsync(address)).Headers.ETag!;
        client.DefaultRequestHeaders.IfNoneMatch.Add(tag);
        using var same = await client.GetAsync(address);
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await same.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        same.Headers.ETag.ShouldBe(tag);
        await Shop.Seen(run, "kazila-pass", Shop.Clock.Now);
        using var moved = await client.GetAsync(address);
        moved.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await moved.Content.ReadAsStringAsync()).ShouldContain("Kazila");
        moved.Headers.ETag.ShouldNotBe(tag);
    }

    [Fact]
    public async Task The_page_says_where_the_box_is_in_words_and_when_each_thing_happened()
    {
        var (run, _, order) = await Shop.OnTheRoad();
        await Shop.Seen(run, "kazila-pass", Shop.Clock.Now);
        var page = await Shop.Visitor().Open($"/t/{order.TrackingToken}?lang=en");
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe("On the road, over Kazila Shan pass");
        page.Document.QuerySelectorAll(".steps .d").Length.ShouldBe(2);
        page.Document.QuerySelector(".steps [aria-current]")!.TextContent.ShouldBe("On the road");
        page.Document.QuerySelectorAll(".log time").ShouldAllBe(t => t.GetAttribute("datetime")!.EndsWith("+08:00"));
        page.Document.QuerySelectorAll("[style]").ShouldBeEmpty();
        page.Document.QuerySelector(".now.old").ShouldBeNull();
        page.Text.ShouldContain("Over Kazila Shan pass");

        Shop.Clock.Move(TimeSpan.FromHours(7));
        page = await Shop.Visitor().Open($"/t/{order.TrackingToken}?lang=en");
        page.Document.QuerySelector(".now.old").ShouldNotBeNull();
        page.Document.QuerySelector(".now")!.TextContent.ShouldStartWith("Last seen");
    }

    [Fact]
    public async Task A_shut_road_is_said_hatched_and_asks_nothing_of_the_reader()
    {
        var (run, _, order) = await Shop.OnTheRoad();
        await Shop.Seen(run, "litang", Shop.Clock.Now);
        var closure = Guid.CreateVersion7();
        await Shop.Send(new CloseLeg(closure, "litang--yajiang", ClosureKind.Snow, null));
        var page = await Shop.Visitor().Open($"/t/{order.TrackingToken}?lang=zh");
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe("在理塘等候道路恢复通行");
        page.Document.QuerySelector(".warn")!.TextContent.ShouldContain("大雪封路：理塘—雅江");
        page.Document.QuerySelector(".warn")!.TextContent.ShouldContain("您什么都不用做");
        page.Document.QuerySelector("#shut").ShouldNotBeNull();
        Shop.Clock.Move(TimeSpan.FromHours(1));
        await Shop.Send(new ReopenLeg(closure));
        page = await Shop.Visitor().Open($"/t/{order.TrackingToken}?lang=zh");
        page.Document.QuerySelector(".warn").ShouldBeNull();
        page.Text.ShouldContain("已恢复通行");
    }

    [Fact]
    public async Task Parcels_of_several_producers_stand_on_one_page_and_each_can_be_looked_at()
    {
        var order = await Shop.Packed(Parcelled.Order(sellers: 2));
        var parcels = await Shop.ParcelsOf(order);
        var page = await Shop.Visitor().Open($"/t/{order.TrackingToken}?lang=en");
        page.Text.ShouldContain("This order travels in 2 parcels");
        page = await Shop.Visitor().Open($"/t/{order.TrackingToken}?lang=en&parcel={parcels.Single(p => p.Producer.Zh == "农户1").Number}");
        page.Text.ShouldContain("Farm 1 · Zhongde");
    }

    [Fact]
    public async Task An_open_page_is_told_of_a_change_and_of_nobody_elses()
    {
        var (run, _, order) = await Shop.OnTheRoad();
        var (_, _, other) = await Shop.OnTheRoad();
        var revision = (await Shop.ParcelsOf(order)).Sum(p => p.Revision);
        using var client = Shop.Client();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var answer = await client.GetAsync($"/t/{order.TrackingToken}/events?since={revision}", HttpCompletionOption.ResponseHeadersRead, stop.Token);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        await using var stream = await answer.Content.ReadAsStreamAsync(stop.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        (await reader.ReadLineAsync(stop.Token)).ShouldBe("retry: 4000");
        await Shop.Seen(run, "litang", Shop.Clock.Now);
        string? line;
        do line = await reader.ReadLineAsync(stop.Token); while (line is not null && !line.StartsWith("id:", StringComparison.Ordinal));
        line.ShouldBe($"id: {revision + 1}");
        (await reader.ReadLineAsync(stop.Token)).ShouldBe("event: changed");
    }

    [Fact]
    public async Task Only_the_coordinator_and_the_office_open_the_dispatch_pages()
    {
        foreach (var (name, may) in new[] { ("coordinator", true), ("office", true), ("drolma", false), ("point", false), (null, false) })
        {
            var visitor = Shop.Visitor();
            if (name is not null) await visitor.SignIn(name);
            foreach (var path in new[] { "/en/dispatch", "/en/dispatch/new", "/en/dispatch/close?leg=litang--yajiang" })
            {
                var page = await visitor.Open(path);
                (page.Status == HttpStatusCode.OK && page.Path.StartsWith("/en/dispatch", StringComparison.Ordinal)).ShouldBe(may, $"{name} {path}: {page.Status} {page.Path}");
            }
        }
    }

    [Fact]
    public async Task A_run_is_made_loaded_sent_off_seen_and_its_box_handed_over_by_forms_alone()
    {
        var order = await Shop.Packed();
        var parcel = (await Shop.ParcelsOf(order))[0];
        var visitor = Shop.Visitor();
        await visitor.SignIn("coordinator");

        var page = await visitor.Open("/en/dispatch/new");
        page.Text.ShouldContain("770");
        page = await visitor.Submit(page, "main form[method=post]", [new("truck", ""), new("capacity", "")]);
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page = await visitor.Submit(page, "main form[method=post]", [new("truck", "Truck 7"), new("capacity", "2000")]);
        page.Path.ShouldMatch("^/en/dispatch/\\d{4}-");

        page = await visitor.Submit(page, "#load-form", [new("parcels", parcel.Id.ToString())]);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page = await visitor.Submit(page, "#depart-form");
        page = await visitor.Submit(page, "#scan-form", [new("place", "chengdu")]);
        page.Text.ShouldContain("Arrived");
        page = await visitor.Submit(page, "form[action$=deliver]", [new("receivedBy", "The guard"), new("note", "")]);
        page.Status.ShouldBe(HttpStatusCode.OK);
        (await Shop.ParcelsOf(order))[0].ShouldSatisfyAllConditions(p => p.State.ShouldBe(ParcelState.Delivered), p => p.Proof.ShouldBe("The guard"),
            p => p.ActedBy.ShouldBe(Storefront.Platform.Seeds.Id("person/coordinator")));

        page = await visitor.Open("/en/dispatch/close?leg=litang--yajiang&kind=Snow");
        page = await visitor.Submit(page, "#close-form");
        page.Text.ShouldContain("Closed by snow: Litang–Yajiang");
        page = await visitor.Submit(page, "form[action$=reopen]");
        page.Text.ShouldNotContain("Closed by snow");
    }
}

public sealed class TrackingPagesOnSqlite(SqliteShop shop) : TrackingPages(shop), IClassFixture<SqliteShop>;
public sealed class TrackingPagesOnPostgres(PostgresShop shop) : TrackingPages(shop), IClassFixture<PostgresShop>;
