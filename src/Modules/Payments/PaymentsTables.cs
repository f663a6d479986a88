using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Contracts.Payments;
using Storefront.Payments.Events;
using Storefront.Payments.Ledger;
using Storefront.Payments.Sandbox;
using Storefront.Platform.Data;

namespace Storefront.Payments;

internal sealed class PaymentsTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Attempt>(a =>
        {
            a.ToTable("payments_attempts", t => t.HasCheckConstraint("ck_payments_attempts_refunded", "refunded_fen >= 0 and refunded_fen <= amount_fen"));
            a.HasIndex(x => x.OrderId).IsUnique();
            Json(a.Property(x => x.Shares));
        });
        model.Entity<Refund>(r =>
        {
            r.ToTable("payments_refunds");
            r.HasIndex(x => x.OrderId);
            r.HasIndex(x => x.DueAt).HasFilter("due_at is not null");
            r.HasIndex(x => x.RequestedAt).HasFilter("state = 'Failed'").HasDatabaseName("ix_payments_refunds_failed");
            Json(r.Property(x => x.Shares));
        });
        model.Entity<ReceivedEvent>(e => { e.ToTable("payments_events"); e.HasKey(x => new { x.Provider, x.Id }); e.HasIndex(x => x.ReceivedAt)
            .HasFilter("unmatched is not null").HasDatabaseName("ix_payments_events_unmatched"); });
        model.Entity<LedgerEntry>(l =>
        {
            l.ToTable("payments_ledger");
            l.HasKey(x => new { x.PostingId, x.Line });
            l.HasIndex(x => x.OrderId);
            l.HasIndex(x => new { x.ProducerId, x.OrderId }).HasFilter("producer_id is not null");
        });
        model.Entity<SandboxEvent>(e => { e.ToTable("payments_sandbox_events"); e.HasIndex(x => x.DueAt).HasFilter("due_at is not null"); });
        model.Entity<SandboxKey>(k => k.ToTable("payments_sandbox_keys"));
    }

    static void Json(PropertyBuilder<IReadOnlyList<ProducerShare>> shares) => shares.HasConversion(
        v => JsonSerializer.Serialize(v, Platform.Data.Json.Compact),
        v => JsonSerializer.Deserialize<List<ProducerShare>>(v, Platform.Data.Json.Compact)!,
        new ValueComparer<IReadOnlyList<ProducerShare>>((a, b) => a!.SequenceEqual(b!), v => v.Count, v => v));
}

internal static class PaymentsSets
{
    extension(StoreDb db)
    {
        internal DbSet<Attempt> Attempts => db.Set<Attempt>();
        internal DbSet<Refund> Refunds => db.Set<Refund>();
        internal DbSet<ReceivedEvent> ReceivedEvents => db.Set<ReceivedEvent>();
        internal DbSet<LedgerEntry> Ledger => db.Set<LedgerEntry>();
        internal DbSet<SandboxEvent> SandboxEvents => db.Set<SandboxEvent>();
    }
}
