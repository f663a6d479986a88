using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Contracts.Payments;
using Storefront.Payments;
using Storefront.Payments.Events;
using Storefront.Payments.Ledger;
using Storefront.Payments.Sandbox;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Payments;

/// <summary>An order that exists only for Payments, which keeps to what it is told: nothing else of the shop is needed.</summary>
sealed record PaidOrder(Guid OrderId, string Number, Money Amount, IReadOnlyList<ProducerShare> Shares, Guid AttemptId, string PayPath);

static class PaidVerbs
{
    internal static readonly Guid Drolma = Seeds.Id("producer/drolma"), Tashi = Seeds.Id("producer/tashi");

    extension(Shop shop)
    {
        /// <summary>108.00 yuan: 68.00 of Drolma's goods, 25.00 of Tashi's, the rest delivery.</summary>
        internal async Task<PaidOrder> StartsPaying(Guid? orderId = null)
        {
            var (order, number) = (orderId ?? Guid.CreateVersion7(), Codes.NewNumber(new(2026, 11, 11)));
            ProducerShare[] shares = [new(Drolma, new(6800)), new(Tashi, new(2500))];
            var page = await shop.Send(new StartPayment(order, number, new(10800), shares, "/o/a-token", shop.Clock.Now.AddMinutes(15), "en"));
            return new(order, number, new(10800), shares, page.AttemptId, page.Url);
        }

        internal async Task<PaidOrder> HasPaidOrder()
        {
            var order = await shop.StartsPaying();
            (await shop.Posts(SandboxBody.PaymentSucceeded(order.AttemptId, order.Amount, shop.Clock.GetUtcNow()))).ShouldBe(HttpStatusCode.OK);
            return order;
        }

        internal Task<HttpStatusCode> Posts(SandboxBody body) => shop.Posts(JsonSerializer.Serialize(body, Json.Compact));

        /// <summary>Posts an event as the provider would; sign makes another header of the right one.</summary>
        internal async Task<HttpStatusCode> Posts(string body, Func<string, string>? sign = null, string? sentBody = null)
        {
            using var answer = await shop.PostsAnswer(body, sign, sentBody);
            return answer.StatusCode;
        }

        internal async Task<HttpResponseMessage> PostsAnswer(string body, Func<string, string>? sign = null, string? sentBody = null)
        {
            var secret = await shop.Services.GetRequiredService<SandboxSecret>().Value(default);
            var header = WebhookSignature.Sign(secret, Encoding.UTF8.GetBytes(body), shop.Clock.GetUtcNow());
            using var client = shop.Client();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/payments/sandbox/webhook") { Content = new StringContent(sentBody ?? body, Encoding.UTF8, "application/json") };
            request.Headers.Add(SandboxProvider.SignatureHeader, sign?.Invoke(header) ?? header);
            return await client.SendAsync(request);
        }

        internal Task<AttemptState> StateOf(PaidOrder order) => shop.Db(db => db.Attempts.Where(a => a.Id == order.AttemptId).Select(a => a.State).SingleAsync());
        internal Task<List<LedgerEntry>> LedgerOf(Guid orderId) => shop.Db(db => db.Ledger.AsNoTracking().Where(l => l.OrderId == orderId).ToListAsync());
        internal async Task<Money> Balance(Guid orderId, Account account, Guid? producer = null) =>
            (await shop.LedgerOf(orderId)).Where(l => l.Account == account && (producer is null || l.ProducerId == producer)).Sum(l => l.Amount);

        /// <summary>How many facts of a kind were told about an order.</summary>
        internal Task<int> Told<T>(Guid orderId) where T : IFact =>
            shop.Db(db => db.Database.SqlQuery<int>($"select cast(count(*) as int) as \"Value\" from platform_facts where name = {"Payments." + typeof(T).Name} and subject = {orderId}")
                .SingleAsync());
    }
}
