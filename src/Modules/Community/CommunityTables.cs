using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Storefront.Platform.Data;

namespace Storefront.Community;

internal sealed class CommunityTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Counted>(c =>
        {
            c.ToTable("community_counted");
            c.HasIndex(x => new { x.CampaignId, x.Minute });
            c.HasIndex(x => x.ProducerId);
            c.HasIndex(x => x.SellerOrderId);
        });
        model.Entity<Point>(p => p.ToTable("community_points"));
        model.Entity<PointProducer>(p =>
        {
            p.ToTable("community_point_producers");
            p.HasKey(x => x.ProducerId);        // one point helps a producer, a point helps many
        });
        model.Entity<KnownCampaign>(c =>
        {
            c.ToTable("community_campaigns");
            c.HasIndex(x => x.Slug).IsUnique();
        });
        model.Entity<KnownQuota>(q => { q.ToTable("community_campaign_quotas"); q.HasKey(x => new { x.CampaignId, x.VariantId }); });
        model.Entity<KnownVariant>(v => v.ToTable("community_variants"));
        model.Entity<KnownProducer>(p => p.ToTable("community_producers"));
        model.Entity<Review>(r =>
        {
            r.ToTable("community_reviews", t => t.HasCheckConstraint("ck_community_reviews_stars", "stars between 1 and 5"));
            r.HasIndex(x => new { x.OrderId, x.ListingId }).IsUnique();     // one for each listing of an order
            r.HasIndex(x => new { x.ListingId, x.State, x.WrittenAt });
            r.HasIndex(x => new { x.State, x.WrittenAt });
            r.HasIndex(x => x.ProducerId);
            r.Property(x => x.Photos).HasConversion(
                photos => JsonSerializer.Serialize(photos, Json.Compact), json => JsonSerializer.Deserialize<IReadOnlyList<string>>(json, Json.Compact)!,
                new ValueComparer<IReadOnlyList<string>>((a, b) => a!.SequenceEqual(b!), photos => photos.Count));
        });
        model.Entity<Question>(q =>
        {
            q.ToTable("community_questions");
            q.HasIndex(x => new { x.ListingId, x.State, x.AnsweredAt });
            q.HasIndex(x => new { x.State, x.AskedAt });
            q.HasIndex(x => x.ProducerId);
        });
    }
}

internal static class CommunitySets
{
    extension(StoreDb db)
    {
        internal DbSet<Counted> Counted => db.Set<Counted>();
        internal DbSet<Point> Points => db.Set<Point>();
        internal DbSet<PointProducer> PointProducers => db.Set<PointProducer>();
        internal DbSet<KnownCampaign> KnownCampaigns => db.Set<KnownCampaign>();
        internal DbSet<KnownQuota> KnownQuotas => db.Set<KnownQuota>();
        internal DbSet<KnownVariant> KnownVariants => db.Set<KnownVariant>();
        internal DbSet<KnownProducer> KnownProducers => db.Set<KnownProducer>();
        internal DbSet<Review> Reviews => db.Set<Review>();
        internal DbSet<Question> Questions => db.Set<Question>();
    }
}
