using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Platform.Data;

namespace Storefront.Shipping;

internal sealed class ShippingTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Parcel>(p =>
        {
            p.ToTable("shipping_parcels");
            p.HasIndex(x => x.SellerOrderId).IsUnique();
            p.HasIndex(x => x.Number).IsUnique();
            p.HasIndex(x => x.TrackingToken);
            p.HasIndex(x => x.RunId).HasFilter("run_id is not null");
            // What waits is a small part of what was ever sent.
            p.HasIndex(x => x.Origin).HasFilter("state = 'Packed'").HasDatabaseName("ix_shipping_parcels_waiting");
        });
        model.Entity<Run>(r =>
        {
            r.ToTable("shipping_runs");
            r.HasIndex(x => x.Number).IsUnique();
            r.HasIndex(x => x.State);
            r.Property(x => x.Itinerary).HasConversion(v => JsonSerializer.Serialize(v, Json.Compact), v => JsonSerializer.Deserialize<Itinerary>(v, Json.Compact)!);
        });
        model.Entity<Scan>(s => { s.ToTable("shipping_scans"); s.HasIndex(x => new { x.RunId, x.HappenedAt }); });
        model.Entity<Closure>(c => { c.ToTable("shipping_closures"); c.HasIndex(x => new { x.LegId, x.From }); });
        model.Entity<Reopening>(r => { r.ToTable("shipping_reopenings"); r.HasKey(x => x.ClosureId); });
        model.Entity<Delay>(d => { d.ToTable("shipping_delays"); d.HasKey(x => new { x.ClosureId, x.ParcelId }); d.HasIndex(x => x.ParcelId); });
    }
}

internal static class ShippingSets
{
    extension(StoreDb db)
    {
        internal DbSet<Parcel> Parcels => db.Set<Parcel>();
        internal DbSet<Run> Runs => db.Set<Run>();
        internal DbSet<Scan> Scans => db.Set<Scan>();
        internal DbSet<Closure> Closures => db.Set<Closure>();
        internal DbSet<Reopening> Reopenings => db.Set<Reopening>();
        internal DbSet<Delay> Delays => db.Set<Delay>();

        /// <summary>Closures in force at an instant.</summary>
        internal IQueryable<Closure> ClosedAt(DateTime now)
        {
            var reopenings = db.Reopenings;
            return db.Closures.Where(c => c.From <= now && (c.Until == null || c.Until > now) && !reopenings.Any(r => r.ClosureId == c.Id));
        }
    }
}
