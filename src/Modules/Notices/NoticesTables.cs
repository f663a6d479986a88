using Microsoft.EntityFrameworkCore;
using Storefront.Platform.Data;

namespace Storefront.Notices;

internal sealed class NoticesTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Notice>(n =>
        {
            n.ToTable("notices_messages");
            n.HasIndex(x => new { x.OrderId, x.Topic, x.Part, x.Version, x.Channel }).IsUnique();
            n.HasIndex(x => x.DueAt).HasFilter("due_at is not null");
        });
        model.Entity<SaleToTell>(s => { s.ToTable("notices_sales"); s.HasKey(x => x.SellerOrderId); });
        model.Entity<SalesTold>(t => { t.ToTable("notices_sales_told"); t.HasKey(x => x.ProducerId); });
        model.Entity<KnownOrder>(o => { o.ToTable("notices_orders"); o.HasKey(x => x.OrderId); });
        model.Entity<KnownPart>(p => { p.ToTable("notices_parts"); p.HasKey(x => x.SellerOrderId); p.HasIndex(x => x.OrderId); });
    }
}

internal static class NoticesSets
{
    extension(StoreDb db)
    {
        internal DbSet<Notice> Notices => db.Set<Notice>();
        internal DbSet<KnownOrder> KnownOrders => db.Set<KnownOrder>();
        internal DbSet<KnownPart> KnownParts => db.Set<KnownPart>();
        internal DbSet<SaleToTell> SalesToTell => db.Set<SaleToTell>();
        internal DbSet<SalesTold> SalesTold => db.Set<SalesTold>();
    }
}
