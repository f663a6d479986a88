using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payments.Sandbox;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Tests.Fixture;
using Storefront.Tests.Payments;

namespace Storefront.Tests.Orders;

public sealed class AttentionOnSqlite(SqliteShop shop) : AttentionRules(shop), IClassFixture<SqliteShop>;
public sealed class AttentionOnPostgres(PostgresShop shop) : AttentionRules(shop), IClassFixture<PostgresShop>;

/// <summary>What the shop cannot settle by itself stands before the office, and nowhere else.</summary>
public abstract class AttentionRules(Shop shop) : RunsOn(shop)
{
    async Task<(Visitor Office, Page Page)> Looks(string language = "en")
    {
        var office = Shop.Visitor();
        await office.SignIn("office");
        return (office, await office.Open($"/{language}/office/attention"));
    }

    static string RowOf(Page page, string number) => page.Document.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(number, StringComparison.Ordinal)).TextContent;

    [Fact]
    public async Task Money_of_another_amount_is_shown_with_its_order_and_what_was_expected()
    {
        var order = await Shop.StartsPaying();
        await Shop.Posts(SandboxBody.PaymentSucceeded(order.AttemptId, new(10_000), Shop.Clock.GetUtcNow()));
        foreach (var (language, says) in new[] { ("zh", "收到 ¥100.00，应为 ¥108.00"), ("en", "¥100.00 came, ¥108.00 was expected"), ("fr", "100,00\u202F¥ reçus au lieu de 108,00\u202F¥") })
            RowOf((await Looks(language)).Page, order.Number).ShouldContain(says);
    }

    [Fact]
    public async Task A_refund_that_failed_is_shown_until_it_succeeds_after_all()
    {
        var order = await Shop.HasPaidOrder();
        var refund = Guid.CreateVersion7();
        await Shop.Send(new RefundPayment(refund, order.OrderId, order.Amount, order.Shares, "cancelled"));
        await Shop.Posts(new SandboxBody($"evt_{refund:N}", "refund.failed", Shop.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
            new(order.AttemptId, refund, order.Amount.Fen, Money.Currency, "account closed")));
        var row = RowOf((await Looks()).Page, order.Number);
        row.ShouldContain("¥108.00 could not be given back");
        row.ShouldContain("account closed");

        await Shop.Posts(SandboxBody.RefundSucceeded(new(refund, order.AttemptId, order.Amount), Shop.Clock.GetUtcNow()));
        (await Looks()).Page.Text.ShouldNotContain(order.Number);
    }

    [Fact]
    public async Task A_paid_order_that_the_harvest_cannot_fill_is_shown_until_it_is_packed()
    {
        var token = await Shop.Buys(("tsering-walnuts/1000g", 2));
        var (order, listing, yesterday) = (await Shop.Order(token), Seeds.Id("listing/tsering-walnuts"), ChinaTime.Day(Shop.Clock.Now).AddDays(-1));
        await Shop.Db(db => db.Set<Storefront.Catalog.Lot>().Where(l => l.ListingId == listing).ExecuteUpdateAsync(s => s.SetProperty(l => l.BestBefore, yesterday)));
        await Shop.Pays(token);
        foreach (var (language, says) in new[] { ("zh", "还差 2\u00A0公斤"), ("en", "2\u00A0kg are missing"), ("fr", "il manque 2\u00A0kg") })
            RowOf((await Looks(language)).Page, order.Number).ShouldContain(says);

        var now = Shop.Clock.Now;
        await Shop.Db(db => db.SellerOrders.Where(s => s.OrderId == order.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.PackedAt, now)));
        (await Looks()).Page.Text.ShouldNotContain(order.Number);
    }

    [Fact]
    public async Task A_step_that_was_given_up_is_tried_again_by_the_office()
    {
        var token = await Shop.Buys(("drolma-crooked/3000g", 1));
        var order = await Shop.Order(token);
        await Shop.Pays(token);
        // As if the news of the money had been given up: the order is placed, the delivery parked.
        await Shop.Db(db => db.Orders.Where(o => o.Id == order.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.State, OrderState.Placed).SetProperty(o => o.PaymentState, PaymentState.Unpaid)
                .SetProperty(o => o.PaidBy, (Guid?)null)));
        var parked = Shop.Clock.Now;
        await Shop.Db(db => db.Set<DeliveryRow>().Where(d => d.Subject == order.Id && d.Handler == "Orders.ConfirmOrder")
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.DoneAt, (DateTime?)null).SetProperty(d => d.ParkedAt, parked).SetProperty(d => d.LeasedUntil, parked)
                .SetProperty(d => d.Attempts, 8).SetProperty(d => d.Error, "Exception: no disk\n   at Somewhere")));

        var (office, page) = await Looks();
        var row = RowOf(page, order.Number);
        row.ShouldContain("The order does not know of it yet");
        row.ShouldContain("Payments.PaymentSucceeded → Orders.ConfirmOrder");
        row.ShouldContain("no disk");
        row.ShouldNotContain("Somewhere");

        foreach (var form in page.Document.QuerySelectorAll("tbody form"))
            form.Id = form.ParentElement!.ParentElement!.TextContent.Contains(order.Number, StringComparison.Ordinal) ? "this" : "other";
        var done = await office.Submit(page, "form#this");
        done.Text.ShouldContain("It is being tried again");
        done.Text.ShouldNotContain(order.Number);
        (await office.Submit(page, "form#this")).Status.ShouldBe(HttpStatusCode.OK);
        await Shop.Settle();
        (await Shop.Order(token)).State.ShouldBe(OrderState.Confirmed);
    }

    [Fact]
    public async Task Nobody_but_the_office_sees_or_tries_again()
    {
        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        (await farmer.Open("/en/office/attention")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await farmer.Post("/en/office/attention/again", ("position", "1"), ("handler", "Orders.ConfirmOrder"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Shop.Visitor().Open("/en/office/attention")).Path.ShouldContain("sign-in");
        var (office, page) = await Looks();
        page.Document.QuerySelector("header nav a[aria-current=page]")!.TextContent.ShouldBe("Needs a person");
        (await office.Post("/en/office/attention/again", ("position", "1"), ("handler", "Orders.ConfirmOrder"))).Status.ShouldBe(HttpStatusCode.BadRequest, "without the form's token");
    }
}
