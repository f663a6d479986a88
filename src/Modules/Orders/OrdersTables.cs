using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Contracts;
using Storefront.Orders.Addresses;
using Storefront.Orders.Checkout;
using Storefront.Orders.Claims;
using Storefront.Orders.Vouchers;
using Storefront.Orders.Wishes;
using Storefront.Platform.Data;

namespace Storefront.Orders;

/// <summary>No foreign keys among what the lane writes: its rows are made together in one transaction, and each key would be checked row by row.</summary>
internal sealed class OrdersTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Basket>(b =>
        {
            b.ToTable("orders_baskets");
            b.Property(x => x.Typed).HasConversion(v => JsonSerializer.Serialize(v, Json.Compact), v => JsonSerializer.Deserialize<TypedAddress>(v, Json.Compact)!);
            b.HasIndex(x => x.UpdatedAt);
            b.HasIndex(x => x.PersonId).IsUnique().HasFilter("person_id is not null");
        });
        model.Entity<BasketLine>(l =>
        {
            l.ToTable("orders_basket_lines");
            l.HasKey(x => new { x.BasketId, x.VariantId });
        });
        model.Entity<Order>(o =>
        {
            o.ToTable("orders_orders");
            o.HasIndex(x => x.Buyer);
            o.Property(x => x.Contact).HasConversion(v => JsonSerializer.Serialize(v, Json.Compact), v => JsonSerializer.Deserialize<Contact>(v, Json.Compact)!);
            o.Property(x => x.Address).HasConversion(v => JsonSerializer.Serialize(v, Json.Compact), v => JsonSerializer.Deserialize<Address>(v, Json.Compact)!);
            o.Property(x => x.Gift).HasConversion(v => JsonSerializer.Serialize(v, Json.Compact), v => JsonSerializer.Deserialize<Gift>(v, Json.Compact)!);
            o.Property(x => x.PickUp).HasConversion(v => JsonSerializer.Serialize(v, Json.Compact), v => JsonSerializer.Deserialize<PickUp>(v, Json.Compact)!);
            o.Property(x => x.Agreed).HasConversion(v => JsonSerializer.Serialize(v, Json.Compact), v => JsonSerializer.Deserialize<IReadOnlyList<Agreed>>(v, Json.Compact)!,
                new ValueComparer<IReadOnlyList<Agreed>>((a, b) => a!.SequenceEqual(b!), v => v.Count));
            o.HasIndex(x => x.CheckoutId).IsUnique();
            o.HasIndex(x => x.Number).IsUnique();
            o.HasIndex(x => x.Token).IsUnique();
            o.HasIndex(x => x.TrackingToken).IsUnique();
            o.HasIndex(x => new { x.PersonId, x.PlacedAt }).HasFilter("person_id is not null");
            o.HasIndex(x => new { x.PlacedBy, x.PlacedAt }).HasFilter("placed_by is not null");
            o.HasIndex(x => x.HoldUntil).HasFilter("state = 'Placed'").HasDatabaseName("ix_orders_orders_held");
        });
        model.Entity<SellerOrder>(s =>
        {
            s.ToTable("orders_seller_orders");
            s.HasIndex(x => x.OrderId);
            s.HasIndex(x => new { x.ProducerId, x.Fulfilment });
        });
        model.Entity<OrderLine>(l =>
        {
            l.ToTable("orders_lines");
            l.HasIndex(x => x.OrderId);
        });
        model.Entity<Voucher>(v =>
        {
            v.ToTable("orders_vouchers");
            v.HasIndex(x => x.Code).IsUnique();
            v.HasIndex(x => new { x.LineId, x.Position }).IsUnique();     // one for each box, however often the money is heard of
            v.HasIndex(x => x.OrderId);
        });
        model.Entity<Adjustment>(a =>
        {
            a.ToTable("orders_adjustments");
            a.HasKey(x => new { x.LineId, x.RuleId });
            a.HasIndex(x => x.OrderId);
        });
        model.Entity<Claim>(c =>
        {
            c.ToTable("orders_claims");
            c.HasIndex(x => x.OrderId);
            c.HasIndex(x => x.MadeAt).HasFilter("state = 'Open'").HasDatabaseName("ix_orders_claims_open");
        });
        model.Entity<ClaimLine>(l =>
        {
            l.ToTable("orders_claim_lines");
            l.HasKey(x => new { x.ClaimId, x.LineId });
        });
        model.Entity<Fapiao>(f =>
        {
            f.ToTable("orders_fapiaos");
            f.HasKey(x => x.OrderId);
            f.HasIndex(x => x.AskedAt).HasFilter("sent_at is null").HasDatabaseName("ix_orders_fapiaos_open");
        });
        model.Entity<SavedAddress>(a =>
        {
            a.ToTable("orders_addresses");
            a.Property(x => x.Typed).HasConversion(v => JsonSerializer.Serialize(v, Json.Compact), v => JsonSerializer.Deserialize<TypedAddress>(v, Json.Compact)!);
            a.HasIndex(x => x.PersonId);
        });
        model.Entity<Wish>(w =>
        {
            w.ToTable("orders_wishes");
            w.HasKey(x => new { x.PersonId, x.VariantId });
        });
        model.Entity<Refund>(r =>
        {
            r.ToTable("orders_refunds");
            r.HasIndex(x => x.OrderId);
        });
    }
}

internal static class OrdersSets
{
    extension(StoreDb db)
    {
        internal DbSet<Basket> Baskets => db.Set<Basket>();
        internal DbSet<BasketLine> BasketLines => db.Set<BasketLine>();
        internal DbSet<Order> Orders => db.Set<Order>();
        internal DbSet<SellerOrder> SellerOrders => db.Set<SellerOrder>();
        internal DbSet<OrderLine> OrderLines => db.Set<OrderLine>();
        internal DbSet<Voucher> Vouchers => db.Set<Voucher>();
        internal DbSet<Adjustment> Adjustments => db.Set<Adjustment>();
        internal DbSet<Claim> Claims => db.Set<Claim>();
        internal DbSet<ClaimLine> ClaimLines => db.Set<ClaimLine>();
        internal DbSet<SavedAddress> SavedAddresses => db.Set<SavedAddress>();
        internal DbSet<Wish> Wishes => db.Set<Wish>();
        internal DbSet<Refund> Refunds => db.Set<Refund>();
        internal DbSet<Fapiao> Fapiaos => db.Set<Fapiao>();
    }
}
