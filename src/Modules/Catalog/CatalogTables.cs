using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Uploads;
using Storefront.Platform.Data;

namespace Storefront.Catalog;

internal sealed class CatalogTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Category>(c => { c.ToTable("catalog_categories"); c.HasKey(x => x.Slug); });
        model.Entity<Producer>(p => { p.ToTable("catalog_producers"); p.HasIndex(x => x.Slug).IsUnique(); p.HasIndex(x => x.Place); });
        model.Entity<Application>(a => { a.ToTable("catalog_applications"); a.Ignore(x => x.Mark); a.HasIndex(x => new { x.State, x.AppliedAt }); });
        model.Entity<VillageTold>(v => { v.ToTable("catalog_villages"); v.HasKey(x => x.Place); });
        model.Entity<Listing>(l =>
        {
            l.ToTable("catalog_listings");
            l.HasIndex(x => x.Slug).IsUnique();
            l.HasIndex(x => new { x.Category, x.ListedAt });
            l.HasIndex(x => x.ListedAt);
            l.HasIndex(x => x.ProducerId);
            l.Property(x => x.Facts).HasConversion(
                facts => JsonSerializer.Serialize(facts, Json.Compact),
                json => JsonSerializer.Deserialize<IReadOnlyList<KeyFact>>(json, Json.Compact)!,
                new ValueComparer<IReadOnlyList<KeyFact>>((a, b) => a!.SequenceEqual(b!), facts => facts.Count));
        });
        model.Entity<ListingChange>(c => { c.ToTable("catalog_listing_changes"); c.HasIndex(x => x.ListingId); });
        model.Entity<Revision>(r => { r.ToTable("catalog_revisions"); r.HasIndex(x => new { x.State, x.At }); r.HasIndex(x => x.ListingId); r.HasIndex(x => new { x.ProducerId, x.Kind }); });
        model.Entity<Photo>(p => { p.ToTable("catalog_photos"); p.HasKey(x => new { x.ListingId, x.Position }); });
        model.Entity<Variant>(v =>
        {
            v.ToTable("catalog_variants", t => t.HasCheckConstraint("ck_catalog_variants_available", "available >= 0"));
            v.HasIndex(x => new { x.ListingId, x.Slug }).IsUnique();
        });
        model.Entity<Lot>(l =>
        {
            l.ToTable("catalog_lots", t => t.HasCheckConstraint("ck_catalog_lots_allocated", "allocated_grams >= 0 and allocated_grams <= mass_grams"));
            l.HasIndex(x => x.ListingId);
        });
        model.Entity<Hold>(h => { h.ToTable("catalog_holds"); h.HasKey(x => new { x.OrderId, x.VariantId }); h.HasIndex(x => x.VariantId); });
        model.Entity<Allocation>(a => { a.ToTable("catalog_allocations"); a.HasKey(x => new { x.OrderId, x.VariantId, x.LotId }); });
        model.Entity<StockAlert>(a =>
        {
            a.ToTable("catalog_stock_alerts");
            a.HasIndex(x => new { x.VariantId, x.Contact }).IsUnique();     // asked for twice, told once
            a.HasIndex(x => x.Token).IsUnique();
            a.HasIndex(x => x.Contact);
            a.HasIndex(x => x.ToldAt);
        });
        model.Entity<MediaFile>(m => { m.ToTable("catalog_media"); m.HasKey(x => new { x.Hash, x.Width }); m.HasIndex(x => x.UnusedSince).HasFilter("unused_since is not null"); });
        model.Entity<Upload>(u => { u.ToTable("catalog_uploads"); u.HasKey(x => new { x.PersonId, x.Hash }); u.HasIndex(x => x.At); });
        model.Entity<SearchEntry>(e => { e.ToTable("catalog_search_entries"); e.HasKey(x => x.Number); e.Property(x => x.Number)
            .ValueGeneratedNever(); e.HasIndex(x => x.ListingId).IsUnique(); });
        model.Entity<SearchWord>(w =>
        {
            w.ToTable("catalog_search_words");
            // The whole row is the key, so that a question reads nothing but this one index.
            w.HasKey(x => new { x.Word, x.Number, x.Rank, x.Fen });
            w.HasIndex(x => x.Number);
        });
        model.Entity<SearchTerm>(t => { t.ToTable("catalog_search_terms"); t.HasKey(x => x.Word); t.HasIndex(x => x.Kind); });
        model.Entity<SearchSpelling>(s => { s.ToTable("catalog_search_spellings"); s.HasKey(x => new { x.Form, x.Word }); });
    }
}

internal static class CatalogSets
{
    extension(StoreDb db)
    {
        internal DbSet<Category> Categories => db.Set<Category>();
        internal DbSet<Producer> Producers => db.Set<Producer>();
        internal DbSet<Application> Applications => db.Set<Application>();
        internal DbSet<VillageTold> Villages => db.Set<VillageTold>();
        internal DbSet<Listing> Listings => db.Set<Listing>();
        internal DbSet<ListingChange> ListingChanges => db.Set<ListingChange>();
        internal DbSet<Revision> Revisions => db.Set<Revision>();
        internal DbSet<Photo> Photos => db.Set<Photo>();
        internal DbSet<Variant> Variants => db.Set<Variant>();
        internal DbSet<Lot> Lots => db.Set<Lot>();
        internal DbSet<Hold> Holds => db.Set<Hold>();
        internal DbSet<Allocation> Allocations => db.Set<Allocation>();
        internal DbSet<StockAlert> StockAlerts => db.Set<StockAlert>();
        internal DbSet<MediaFile> Media => db.Set<MediaFile>();
        internal DbSet<Upload> Uploads => db.Set<Upload>();
        internal DbSet<SearchEntry> SearchEntries => db.Set<SearchEntry>();
        internal DbSet<SearchWord> SearchWords => db.Set<SearchWord>();
        internal DbSet<SearchTerm> SearchTerms => db.Set<SearchTerm>();
        internal DbSet<SearchSpelling> SearchSpellings => db.Set<SearchSpelling>();
    }
}
