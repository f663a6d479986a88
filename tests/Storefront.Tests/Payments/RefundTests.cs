using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Payments;
using Storefront.Payments.Ledger;
using Storefront.Payments.Paying;
using Storefront.Payments.Sandbox;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Payments;

public abstract class Refunding(Shop shop) : RunsOn(shop)
{
    Task Refund(PaidOrder order, Guid id, Money amount, params ProducerShare[] shares) => Shop.Send(new RefundPayment(id, order.OrderId, amount, shares, "cancelled"));
    Task Refund(PaidOrder order, Guid id) => Shop.Send(new RefundPayment(id, order.OrderId, order.Amount, order.Shares, "cancelled"));
    Task<Refund> RefundRow(Guid id) => Shop.Db(db => db.Refunds.AsNoTracking().SingleAsync(r => r.Id == id));

    [Fact]
    public async Task A_sale_is_posted_by_the_published_split()
    {
        var order = await Shop.HasPaidOrder();

        (await Shop.Balance(order.OrderId, Account.Clearing)).ShouldBe(new Money(10800));
        (await Shop.Balance(order.OrderId, Account.Producers, PaidVerbs.Drolma)).ShouldBe(new Money(-4148));
        (await Shop.Balance(order.OrderId, Account.Producers, PaidVerbs.Tashi)).ShouldBe(new Money(-1525));
        (await Shop.Balance(order.OrderId, Account.Shop)).ShouldBe(new Money(-5127));
    }

    [Fact]
    public async Task A_full_refund_goes_out_once_and_leaves_every_account_at_zero()
    {
        var order = await Shop.HasPaidOrder();
        var id = Guid.CreateVersion7();
        await Task.WhenAll(Refund(order, id), Refund(order, id));
        await Refund(order, id);

        (await RefundRow(id)).State.ShouldBe(RefundState.Requested);
        (await Shop.Balance(order.OrderId, Account.Refunds)).ShouldBe(new Money(-10800));
        await Shop.Settle();
        await Refund(order, id);
        await Shop.Settle();

        (await RefundRow(id)).State.ShouldBe(RefundState.Succeeded);
        (await Shop.Told<RefundSucceeded>(order.OrderId)).ShouldBe(1);
        foreach (var account in Enum.GetValues<Account>()) (await Shop.Balance(order.OrderId, account)).ShouldBe(Money.Zero, account.ToString());
        (await Shop.Balance(order.OrderId, Account.Producers, PaidVerbs.Drolma)).ShouldBe(Money.Zero);
    }

    [Fact]
    public async Task Never_more_goes_back_than_was_paid_even_at_once()
    {
        var order = await Shop.HasPaidOrder();
        var refunds = Enumerable.Range(0, 4).Select(async _ =>
        {
            try { await Refund(order, Guid.CreateVersion7(), new(4000)); return true; }
            catch (Refusal refused) { refused.Code.ShouldBe("refund-too-much"); return false; }
        });

        (await Task.WhenAll(refunds)).Count(done => done).ShouldBe(2);
        (await Shop.Db(db => db.Refunds.CountAsync(r => r.OrderId == order.OrderId))).ShouldBe(2);
        (await Shop.Balance(order.OrderId, Account.Refunds)).ShouldBe(new Money(-8000));
    }

    [Fact]
    public async Task A_producer_gives_back_no_more_than_was_sold()
    {
        var order = await Shop.HasPaidOrder();
        await Refund(order, Guid.CreateVersion7(), new(2000), new ProducerShare(PaidVerbs.Tashi, new(2000)));
        (await Should.ThrowAsync<Refusal>(() => Refund(order, Guid.CreateVersion7(), new(1000), new ProducerShare(PaidVerbs.Tashi, new(1000))))).Code.ShouldBe("refund-too-much");
        (await Should.ThrowAsync<Refusal>(() => Refund(order, Guid.CreateVersion7(), new(1000), new ProducerShare(Guid.NewGuid(), new(1000))))).Code.ShouldBe("refund-too-much");

        (await Shop.Db(db => db.Attempts.Where(a => a.Id == order.AttemptId).Select(a => a.Refunded.Fen).SingleAsync())).ShouldBe(2000);
    }

    [Fact]
    public async Task What_was_not_paid_cannot_be_refunded()
    {
        var order = await Shop.StartsPaying();
        (await Should.ThrowAsync<Refusal>(() => Refund(order, Guid.CreateVersion7()))).Kind.ShouldBe(RefusalKind.Conflict);
        (await Shop.Db(db => db.Refunds.AnyAsync(r => r.OrderId == order.OrderId))).ShouldBeFalse();
        (await Shop.LedgerOf(order.OrderId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Money_that_arrives_after_expiry_is_recorded_told_and_can_go_back()
    {
        var order = await Shop.StartsPaying();
        await Expire(order);
        (await Shop.Posts(SandboxBody.PaymentSucceeded(order.AttemptId, order.Amount, Shop.Clock.GetUtcNow()))).ShouldBe(HttpStatusCode.OK);

        (await Shop.StateOf(order)).ShouldBe(AttemptState.Succeeded);
        (await Shop.Told<PaymentSucceeded>(order.OrderId)).ShouldBe(1);
        await Refund(order, Guid.CreateVersion7());
        await Shop.Settle();
        (await Shop.Told<RefundSucceeded>(order.OrderId)).ShouldBe(1);
        foreach (var account in Enum.GetValues<Account>()) (await Shop.Balance(order.OrderId, account)).ShouldBe(Money.Zero);
    }

    [Fact]
    public async Task A_refund_that_failed_stays_owed_and_a_later_success_still_counts()
    {
        var order = await Shop.HasPaidOrder();
        var id = Guid.CreateVersion7();
        await Refund(order, id);
        var success = SandboxBody.RefundSucceeded(new(id, order.AttemptId, order.Amount), Shop.Clock.GetUtcNow());
        await Shop.Posts(success with { Id = $"evt_{Guid.NewGuid():N}", Type = "refund.failed" });

        (await RefundRow(id)).State.ShouldBe(RefundState.Failed);
        (await Shop.Balance(order.OrderId, Account.Refunds)).ShouldBe(new Money(-10800));
        await Shop.Posts(success);
        (await RefundRow(id)).State.ShouldBe(RefundState.Succeeded);
        (await Shop.Balance(order.OrderId, Account.Refunds)).ShouldBe(Money.Zero);
    }

    /// <summary>Whatever order the events of one story arrive in, and however often: the same end.</summary>
    [Fact]
    public async Task Any_order_and_repetition_of_a_history_ends_the_same()
    {
        foreach (var seed in Enumerable.Range(1, 12))
        {
            var random = new Random(seed);
            var order = await Shop.StartsPaying();
            var refund = Guid.CreateVersion7();
            var now = Shop.Clock.GetUtcNow();
            SandboxBody[] history =
            [
                SandboxBody.PaymentRefused(order.AttemptId, order.Amount, now),
                SandboxBody.PaymentRefused(order.AttemptId, order.Amount, now),
                SandboxBody.PaymentSucceeded(order.AttemptId, order.Amount, now),
            ];
            var deliveries = history.Concat(history).Concat(history.Where(_ => random.Next(2) == 0)).Select(e => (Func<Task>)(() => Shop.Posts(e))).Append(() => Expire(order)).ToArray();
            random.Shuffle(deliveries);
            foreach (var deliver in deliveries) await deliver();

            var refunded = SandboxBody.RefundSucceeded(new(refund, order.AttemptId, order.Amount), now);
            Func<Task>[] back = [() => Refund(order, refund), () => Shop.Posts(refunded), () => Shop.Posts(history[random.Next(3)]), () => Shop.Posts(refunded), () => Refund(order, refund)];
            await back[0]();
            random.Shuffle(back);
            foreach (var deliver in back) await deliver();
            await Shop.Settle();

            (await Shop.StateOf(order)).ShouldBe(AttemptState.Succeeded);
            (await RefundRow(refund)).State.ShouldBe(RefundState.Succeeded);
            (await Shop.Told<PaymentSucceeded>(order.OrderId)).ShouldBe(1);
            (await Shop.Told<RefundSucceeded>(order.OrderId)).ShouldBe(1);
            (await Shop.LedgerOf(order.OrderId)).Count.ShouldBe(10);
            foreach (var account in Enum.GetValues<Account>()) (await Shop.Balance(order.OrderId, account)).ShouldBe(Money.Zero, $"{account}, seed {seed}");
        }
    }

    Task Expire(PaidOrder order) => Shop.In(async s =>
    {
        await s.GetRequiredService<CloseAttempt>().Handle(new OrderExpired(order.OrderId), default);
        return 0;
    });
}

public sealed class RefundingOnSqlite(SqliteShop shop) : Refunding(shop), IClassFixture<SqliteShop>;
public sealed class RefundingOnPostgres(PostgresShop shop) : Refunding(shop), IClassFixture<PostgresShop>;

public sealed class LedgerLaws
{
    static readonly Guid[] Producers = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
    /// <summary>The last of them sells vouchers.</summary>
    static bool Vouchers(Guid producer) => producer == Producers[2];

    /// <summary>A sale to up to three producers with delivery, then refunds of random parts until nothing is left.</summary>
    [Fact]
    public void Every_posting_balances_and_after_all_is_refunded_nobody_holds_a_fen() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(
        Gen.Choose(0, 90_000).ListOf(3).SelectMany(goods => Gen.Choose(0, 5_000).SelectMany(delivery => Gen.Choose(0, int.MaxValue).Select(seed => (goods, delivery, seed)))).ToArbitrary(),
        story =>
        {
            var random = new Random(story.seed);
            var order = Guid.NewGuid();
            var shares = story.goods.Select((fen, i) => new ProducerShare(Producers[i], new(fen), Vouchers(Producers[i]))).Where(s => s.Goods > Money.Zero).ToList();
            var amount = shares.Sum(s => s.Goods) + new Money(story.delivery);
            var ledger = Postings.Sale(order, amount, shares, default);
            var left = shares.ToDictionary(s => s.ProducerId, s => s.Goods);
            var rest = new Money(story.delivery);
            while (rest > Money.Zero || left.Values.Any(l => l > Money.Zero))
            {
                var parts = left.Where(l => l.Value > Money.Zero && random.Next(2) == 0)
                    .Select(l => new ProducerShare(l.Key, new(random.NextInt64(1, l.Value.Fen + 1)), Vouchers(l.Key))).ToList();
                var delivery = new Money(random.NextInt64(0, rest.Fen + 1));
                var back = parts.Sum(p => p.Goods) + delivery;
                if (back == Money.Zero) continue;
                ledger.AddRange(Postings.RefundAsked(order, back, parts, left.ToDictionary(l => new SplitAlike(l.Key, Vouchers(l.Key)), l => l.Value), default));
                ledger.AddRange(Postings.RefundSent(order, back, default));
                rest -= delivery;
                foreach (var part in parts) left[part.ProducerId] -= part.Goods;
            }
            return ledger.GroupBy(l => l.PostingId).All(p => p.Sum(l => l.Amount) == Money.Zero)
                && ledger.GroupBy(l => (l.Account, l.ProducerId)).All(a => a.Sum(l => l.Amount) == Money.Zero && a.Sum(l => l.Goods) == Money.Zero);
        }));
}
