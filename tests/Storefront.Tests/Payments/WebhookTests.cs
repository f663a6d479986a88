using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Payments;
using Storefront.Payments;
using Storefront.Payments.Events;
using Storefront.Payments.Ledger;
using Storefront.Payments.Sandbox;
using Storefront.Platform.Data;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Payments;

public abstract class Webhooks(Shop shop) : RunsOn(shop)
{
    SandboxBody Success(PaidOrder order) => SandboxBody.PaymentSucceeded(order.AttemptId, order.Amount, Shop.Clock.GetUtcNow());
    Task<int> Received() => Shop.Db(db => db.ReceivedEvents.CountAsync());

    [Fact]
    public async Task A_forged_event_gets_a_problem_document_and_leaves_nothing()
    {
        var order = await Shop.StartsPaying();
        var before = await Received();
        var body = JsonSerializer.Serialize(Success(order), Json.Compact);

        using var forged = await Shop.PostsAnswer(body, header => header[..^4] + "0000");
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        forged.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await Shop.Posts(body, _ => "")).ShouldBe(HttpStatusCode.BadRequest);
        (await Shop.Posts(body, sentBody: body.Replace("10800", "1", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.BadRequest);
        (await Shop.Posts(new string('x', 300_000))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await Shop.Posts("not json at all")).ShouldBe(HttpStatusCode.BadRequest);

        (await Received()).ShouldBe(before);
        (await Shop.StateOf(order)).ShouldBe(AttemptState.Open);
        (await Shop.LedgerOf(order.OrderId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_captured_event_cannot_be_played_again_later()
    {
        var order = await Shop.StartsPaying();
        var body = JsonSerializer.Serialize(Success(order), Json.Compact);
        (await Shop.Posts(body, header => { Shop.Clock.Move(TimeSpan.FromMinutes(6)); return header; })).ShouldBe(HttpStatusCode.BadRequest);
        (await Shop.StateOf(order)).ShouldBe(AttemptState.Open);
    }

    [Fact]
    public async Task The_same_event_twice_and_at_once_counts_once()
    {
        var order = await Shop.StartsPaying();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Shop.Posts(Success(order))));

        answers.ShouldAllBe(a => a == HttpStatusCode.OK);
        (await Shop.Told<PaymentSucceeded>(order.OrderId)).ShouldBe(1);
        (await Shop.LedgerOf(order.OrderId)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Events_that_arrive_together_are_answered_as_if_each_came_alone()
    {
        var (one, other, seen) = (await Shop.StartsPaying(), await Shop.StartsPaying(), await Shop.HasPaidOrder());
        var again = Success(one) with { Id = $"evt_{Guid.NewGuid():N}" };
        var tooLittle = Success(other) with { Id = $"evt_{Guid.NewGuid():N}", Data = Success(other).Data with { Amount = 1 } };
        var refused = SandboxBody.PaymentRefused(other.AttemptId, other.Amount, Shop.Clock.GetUtcNow());
        SandboxBody[] together = [Success(one), tooLittle, Success(one), Success(seen), refused, again, Success(other)];

        var taken = await Shop.Send(new TakeEvents([.. together.Select(e => new Proved(SandboxProvider.ProviderName, e.Read()!))]));

        taken.ShouldBe([Taken.Applied, Taken.Unmatched, Taken.Again, Taken.Again, Taken.Applied, Taken.Applied, Taken.Applied]);
        foreach (var order in new[] { one, other, seen })
        {
            (await Shop.StateOf(order)).ShouldBe(AttemptState.Succeeded);
            (await Shop.Told<PaymentSucceeded>(order.OrderId)).ShouldBe(1);
            (await Shop.Balance(order.OrderId, Account.Clearing)).ShouldBe(order.Amount);
        }
        (await Shop.Db(db => db.ReceivedEvents.SingleAsync(e => e.Id == tooLittle.Id))).Unmatched.ShouldBe("another amount");
    }

    [Fact]
    public async Task Another_event_about_the_same_money_counts_nothing_more()
    {
        var order = await Shop.HasPaidOrder();
        (await Shop.Posts(Success(order) with { Id = $"evt_{Guid.NewGuid():N}" })).ShouldBe(HttpStatusCode.OK);

        (await Shop.Told<PaymentSucceeded>(order.OrderId)).ShouldBe(1);
        (await Shop.Balance(order.OrderId, Account.Clearing)).ShouldBe(order.Amount);
    }

    [Fact]
    public async Task Another_amount_or_currency_or_attempt_pays_nothing_and_is_kept_for_a_person()
    {
        var order = await Shop.StartsPaying();
        var good = Success(order);
        var others = new[]
        {
            good with { Id = $"evt_{Guid.NewGuid():N}", Data = good.Data with { Amount = 1 } },
            good with { Id = $"evt_{Guid.NewGuid():N}", Data = good.Data with { Currency = "usd" } },
            good with { Id = $"evt_{Guid.NewGuid():N}", Data = good.Data with { Attempt = Guid.NewGuid() } },
            SandboxBody.RefundSucceeded(new(Guid.NewGuid(), order.AttemptId, order.Amount), Shop.Clock.GetUtcNow()),
        };
        foreach (var other in others) (await Shop.Posts(other)).ShouldBe(HttpStatusCode.OK);

        (await Shop.StateOf(order)).ShouldBe(AttemptState.Open);
        (await Shop.LedgerOf(order.OrderId)).ShouldBeEmpty();
        var ids = others.Select(o => o.Id).ToList();
        (await Shop.Db(db => db.ReceivedEvents.CountAsync(e => ids.Contains(e.Id) && e.Unmatched != null))).ShouldBe(4);
    }

    [Fact]
    public async Task A_type_that_nobody_knows_yet_is_taken_and_left_alone()
    {
        var order = await Shop.StartsPaying();
        (await Shop.Posts(Success(order) with { Id = $"evt_{Guid.NewGuid():N}", Type = "payment.dreamed" })).ShouldBe(HttpStatusCode.OK);
        (await Shop.StateOf(order)).ShouldBe(AttemptState.Open);
    }

    [Fact]
    public async Task A_refusal_that_arrives_after_the_success_is_old_news()
    {
        var order = await Shop.HasPaidOrder();
        (await Shop.Posts(SandboxBody.PaymentRefused(order.AttemptId, order.Amount, Shop.Clock.GetUtcNow()))).ShouldBe(HttpStatusCode.OK);

        (await Shop.StateOf(order)).ShouldBe(AttemptState.Succeeded);
        (await Shop.Told<PaymentRefused>(order.OrderId)).ShouldBe(0);
    }

    [Fact]
    public async Task Events_are_known_for_ninety_days_and_those_that_fit_nothing_until_a_person_looked()
    {
        var order = await Shop.HasPaidOrder();
        var paid = Success(order).Id;
        var stranger = Success(order) with { Id = $"evt_{Guid.NewGuid():N}", Data = Success(order).Data with { Attempt = Guid.NewGuid() } };
        await Shop.Posts(stranger);
        Shop.Clock.Move(TimeSpan.FromDays(89));
        await Shop.Settle();
        (await Shop.Db(db => db.ReceivedEvents.CountAsync(e => e.Id == paid))).ShouldBe(1);

        Shop.Clock.Move(TimeSpan.FromDays(2));
        await Shop.Settle();
        (await Shop.Db(db => db.ReceivedEvents.CountAsync(e => e.Id == paid))).ShouldBe(0);
        (await Shop.Db(db => db.ReceivedEvents.CountAsync(e => e.Id == stranger.Id))).ShouldBe(1);
        // It is not paid twice even then: the attempt knows.
        await Shop.Posts(Success(order));
        (await Shop.Balance(order.OrderId, Account.Clearing)).ShouldBe(order.Amount);
    }

    [Fact]
    public async Task A_webhook_of_an_unknown_provider_is_not_found()
    {
        using var client = Shop.Client();
        using var content = new StringContent("{}");
        (await client.PostAsync("/payments/elsewhere/webhook", content)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}

public sealed class WebhooksOnSqlite(SqliteShop shop) : Webhooks(shop), IClassFixture<SqliteShop>;
public sealed class WebhooksOnPostgres(PostgresShop shop) : Webhooks(shop), IClassFixture<PostgresShop>;
