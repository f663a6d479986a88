using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Payments;
using Storefront.Payments.Events;
using Storefront.Payments.Ledger;
using Storefront.Payments.Sandbox;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Payments;

public abstract class Paying(Shop shop) : RunsOn(shop)
{
    [Fact]
    public async Task An_order_has_one_attempt_however_often_and_at_once_it_is_started()
    {
        var order = Guid.CreateVersion7();
        var started = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Shop.StartsPaying(order)));

        started.Select(s => s.AttemptId).Distinct().ShouldHaveSingleItem();
        started[0].PayPath.ShouldBe($"/payments/sandbox/{started[0].AttemptId}?lang=en");
        (await Shop.Db(db => db.Attempts.CountAsync(a => a.OrderId == order))).ShouldBe(1);
    }

    [Fact]
    public async Task The_pay_page_says_that_it_is_a_sandbox_and_what_is_to_pay()
    {
        var order = await Shop.StartsPaying();
        var page = await Shop.Visitor().Open(order.PayPath);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("This is a sandbox");
        page.Text.ShouldContain(order.Number);
        page.Text.ShouldContain("¥108.00");
        page.Text.ShouldContain("15 min");
        page.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Pressing_pay_pays_once_by_the_signed_event()
    {
        var order = await Shop.StartsPaying();
        var visitor = Shop.Visitor();
        var page = await visitor.Open(order.PayPath);
        var back = await visitor.Submit(page, "main form", button: "choice=pay");
        await visitor.Submit(page, "main form", button: "choice=pay");

        back.Path.ShouldBe("/o/a-token?returned=1&lang=en");
        (await Shop.StateOf(order)).ShouldBe(AttemptState.Open);      // the browser alone pays nothing
        await Shop.Settle();
        (await Shop.StateOf(order)).ShouldBe(AttemptState.Succeeded);
        (await Shop.Told<PaymentSucceeded>(order.OrderId)).ShouldBe(1);
        (await visitor.Open(order.PayPath)).Text.ShouldContain("This order is paid");
    }

    [Fact]
    public async Task A_refused_payment_leaves_the_attempt_open_for_another_try()
    {
        var order = await Shop.StartsPaying();
        var visitor = Shop.Visitor();
        await visitor.Submit(await visitor.Open(order.PayPath), "main form", button: "choice=refuse");
        await Shop.Settle();

        (await Shop.StateOf(order)).ShouldBe(AttemptState.Open);
        (await Shop.Told<PaymentRefused>(order.OrderId)).ShouldBe(1);
        (await Shop.LedgerOf(order.OrderId)).ShouldBeEmpty();

        await visitor.Submit(await visitor.Open(order.PayPath), "main form", button: "choice=pay");
        await Shop.Settle();
        (await Shop.StateOf(order)).ShouldBe(AttemptState.Succeeded);
    }

    [Fact]
    public async Task Deciding_later_changes_nothing()
    {
        var order = await Shop.StartsPaying();
        var visitor = Shop.Visitor();
        var back = await visitor.Submit(await visitor.Open(order.PayPath), "main form", button: "choice=later");
        await Shop.Settle();

        back.Path.ShouldBe("/o/a-token?lang=en");
        (await Shop.StateOf(order)).ShouldBe(AttemptState.Open);
        (await Shop.Told<PaymentRefused>(order.OrderId)).ShouldBe(0);
        (await visitor.Open(order.PayPath)).Document.QuerySelectorAll("button[name=choice]").Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_choice_that_is_none_is_asked_for_again()
    {
        var order = await Shop.StartsPaying();
        var page = await Shop.Visitor().Post(order.PayPath, ("choice", "free"));

        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Text.ShouldContain("Please choose to pay");
        (await Shop.Db(db => db.SandboxEvents.CountAsync(e => e.Body.Contains(order.AttemptId.ToString())))).ShouldBe(0);
    }

    [Fact]
    public async Task A_hold_that_ends_on_the_pay_page_takes_no_money()
    {
        var order = await Shop.StartsPaying();
        var visitor = Shop.Visitor();
        var page = await visitor.Open(order.PayPath);
        Shop.Clock.Move(TimeSpan.FromMinutes(15));
        var late = await visitor.Submit(page, "main form", button: "choice=pay");

        late.Status.ShouldBe(HttpStatusCode.Conflict);
        late.Text.ShouldContain("Nothing was charged");
        await Shop.Settle();
        (await Shop.StateOf(order)).ShouldNotBe(AttemptState.Succeeded);
    }

    [Fact]
    public async Task An_unknown_attempt_is_not_found()
    {
        (await Shop.Visitor().Open($"/payments/sandbox/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Shop.Visitor().Post($"/payments/sandbox/{Guid.NewGuid()}", ("choice", "pay"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Expiry_closes_an_open_attempt_and_nothing_else()
    {
        var open = await Shop.StartsPaying();
        var paid = await Shop.HasPaidOrder();
        foreach (var order in new[] { open.OrderId, paid.OrderId })
            await Shop.In(async s => { await s.GetRequiredService<Storefront.Payments.Paying.CloseAttempt>().Handle(new OrderExpired(order), default); return 0; });

        (await Shop.StateOf(open)).ShouldBe(AttemptState.Closed);
        (await Shop.StateOf(paid)).ShouldBe(AttemptState.Succeeded);
        (await Shop.Visitor().Open(open.PayPath)).Document.QuerySelector("button[name=choice]").ShouldBeNull();
    }
}

public sealed class PayingOnSqlite(SqliteShop shop) : Paying(shop), IClassFixture<SqliteShop>;
public sealed class PayingOnPostgres(PostgresShop shop) : Paying(shop), IClassFixture<PostgresShop>;
