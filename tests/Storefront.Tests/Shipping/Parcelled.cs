using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Shipping;
using Storefront.Shipping.Dispatch;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Shipping;

/// <summary>What other modules tell, told by the test: a paid order, its packing; and the first steps of a run.</summary>
static class Parcelled
{
    public const string Buyer = "李晓明", Phone = "13812345678", Street = "人民南路四段 27 号 3 单元", Gate = "武侯区";

    public static OrderConfirmed Order(int sellers = 1, long gross = 2900, int units = 2, string city = "成都市", DateTime? paidAt = null)
    {
        var parts = Enumerable.Range(0, sellers).Select(i => new SellerOrderPlaced(Guid.CreateVersion7(), Guid.CreateVersion7(), new($"农户{i}", $"Farm {i}"), "zhongde", new(68_00))).ToList();
        var at = paidAt ?? new DateTime(2026, 11, 11, 2, 0, 0, DateTimeKind.Utc);
        return new(Guid.CreateVersion7(), Codes.NewNumber(ChinaTime.Day(at)), Codes.NewToken(), Codes.NewToken(), new(Buyer, Phone, "li@example.com", "zh"),
            new("CN", "四川省", city, Gate, null, Street, "610041"), new(68_00), Money.Zero, at, at, new(new(2026, 11, 16), new(2026, 11, 17)), parts,
            [.. parts.Select(p => new LineSold(Guid.CreateVersion7(), p.SellerOrderId, p.ProducerId, Guid.CreateVersion7(), Guid.CreateVersion7(),
                new("高原苹果", "Highland apples", "Pommes"), new("2.5 公斤装", "2.5 kg box", "carton"), units, new(2500), new(gross), new(68_00), null))]);
    }

    /// <summary>Tells facts as if a module had, and delivers them.</summary>
    public static async Task Told(this Shop shop, params IFact[] facts)
    {
        foreach (var fact in facts)
            await shop.In(async services =>
            {
                var db = services.GetRequiredService<StoreDb>();
                await using var transaction = await db.Database.BeginTransactionAsync();
                await Storefront.Platform.Facts.Outbox.Write(db, [fact], services.GetRequiredService<Storefront.Platform.Facts.FactHandlers>(), shop.Clock.Now, default);
                await transaction.CommitAsync();
                return true;
            });
        await shop.Settle();
    }

    public static async Task<OrderConfirmed> Packed(this Shop shop, OrderConfirmed? order = null)
    {
        order ??= Order();
        await shop.Told([order, .. order.SellerOrders.Select(p => new SellerOrderPacked(order.OrderId, p.SellerOrderId, p.ProducerId, shop.Clock.Now, Guid.CreateVersion7(), p.ProducerId))]);
        return order;
    }

    public static async Task<(Guid Id, string Number)> NewRun(this Shop shop, int capacity = 3000, string to = "chengdu", string? via = null)
    {
        var id = Guid.CreateVersion7();
        return (id, await shop.Send(new CreateRun(id, "3 号车", "扎西", capacity, "zhongde", to, via)));
    }

    public static Task<List<Parcel>> ParcelsOf(this Shop shop, OrderConfirmed order) =>
        shop.Db(db => db.Set<Parcel>().AsNoTracking().Where(p => p.OrderId == order.OrderId).OrderBy(p => p.Id).ToListAsync());

    public static async Task<(Guid Run, string Number, OrderConfirmed Order)> OnTheRoad(this Shop shop, OrderConfirmed? order = null, string? via = null)
    {
        order = await shop.Packed(order);
        var (run, number) = await shop.NewRun(via: via);
        await shop.Send(new LoadParcels(run, [.. (await shop.ParcelsOf(order)).Select(p => p.Id)]));
        await shop.Send(new DepartRun(run));
        await shop.Settle();
        return (run, number, order);
    }

    public static Task<Progress> Seen(this Shop shop, Guid run, string place, DateTime at, Guid? scan = null, string? parcel = null) =>
        shop.Send(new RecordScan(scan ?? Guid.CreateVersion7(), run, place, at, parcel));

    /// <summary>Facts of one kind told about an order.</summary>
    public static async Task<List<T>> Facts<T>(this Shop shop, OrderConfirmed order) where T : IFact
    {
        var name = Storefront.Platform.Facts.FactHandlers.NameOf(typeof(T));
        var bodies = await shop.Db(db =>
            db.Database.SqlQuery<string>($"select body as \"Value\" from platform_facts where name = {name} and subject = {order.OrderId} order by position")
                .ToListAsync());
        return [.. bodies.Select(b => System.Text.Json.JsonSerializer.Deserialize<T>(b, Json.Compact)!)];
    }
}
