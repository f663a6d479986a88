using Microsoft.EntityFrameworkCore;
using Storefront.Platform.Data;

namespace Storefront.Promotions;

internal sealed class PromotionsTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Campaign>(c =>
        {
            c.ToTable("promotions_campaigns", t => t.HasCheckConstraint("ck_promotions_campaigns_times", "warms_up_at <= starts_at and starts_at < ends_at"));
            c.HasIndex(x => x.Slug).IsUnique();
            c.HasIndex(x => x.EndsAt);
        });
        model.Entity<CampaignListing>(l =>
        {
            l.ToTable("promotions_campaign_listings");
            l.HasKey(x => new { x.CampaignId, x.ListingId });
        });
        model.Entity<Rule>(r =>
        {
            r.ToTable("promotions_rules");
            r.HasIndex(x => x.CampaignId);
        });
        model.Entity<Quota>(q =>
        {
            q.ToTable("promotions_quotas", t => t.HasCheckConstraint("ck_promotions_quotas_available", "available >= 0 and available <= total"));
            q.HasIndex(x => new { x.CampaignId, x.VariantId }).IsUnique();
        });
        model.Entity<Taking>(t =>
        {
            t.ToTable("promotions_takings");
            t.HasIndex(x => x.OrderId);
        });
        model.Entity<KnownListing>(l =>
        {
            l.ToTable("promotions_listings");
            l.HasIndex(x => x.Slug);
        });
        model.Entity<KnownPack>(p =>
        {
            p.ToTable("promotions_packs");
            p.HasIndex(x => x.ListingId);
        });
        model.Entity<PersonCount>(p => p.ToTable("promotions_person_counts", t => t.HasCheckConstraint("ck_promotions_person_counts_units", "units >= 0")));
    }
}

internal static class PromotionsSets
{
    extension(StoreDb db)
    {
        internal DbSet<Campaign> Campaigns => db.Set<Campaign>();
        internal DbSet<CampaignListing> CampaignListings => db.Set<CampaignListing>();
        internal DbSet<Rule> Rules => db.Set<Rule>();
        internal DbSet<Quota> Quotas => db.Set<Quota>();
        internal DbSet<Taking> Takings => db.Set<Taking>();
        internal DbSet<KnownListing> KnownListings => db.Set<KnownListing>();
        internal DbSet<KnownPack> KnownPacks => db.Set<KnownPack>();
        internal DbSet<PersonCount> PersonCounts => db.Set<PersonCount>();
    }
}
