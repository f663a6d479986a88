using Microsoft.EntityFrameworkCore;

namespace Storefront.Platform.Data;

/// <summary>A fact as it was told. <see cref="Position"/> is given by the database, so facts that cause each other stand in order.</summary>
sealed class FactRow
{
    public long Position { get; init; }
    public required string Name { get; init; }
    public required Guid Subject { get; init; }
    public required string Body { get; init; }
    public required DateTime ToldAt { get; init; }
}

/// <summary>One fact for one handler: the work still to do, and once <see cref="DoneAt"/> stands, the proof that it took effect (the inbox).</summary>
sealed class DeliveryRow
{
    public required long Position { get; init; }
    public required string Handler { get; init; }
    public required Guid Subject { get; init; }
    public required DateTime DueAt { get; init; }
    public required DateTime LeasedUntil { get; init; }
    public int Attempts { get; init; }
    public DateTime? DoneAt { get; init; }
    public DateTime? ParkedAt { get; init; }
    public string? Error { get; init; }
}

/// <summary>Something that was done once for this database, such as planting the demo village.</summary>
sealed class MarkRow
{
    public required string Name { get; init; }
    public required DateTime At { get; init; }
}

/// <summary>Data Protection's key ring: sign-ins survive restarts and are shared by nodes.</summary>
sealed class KeyRow
{
    public required Guid Id { get; init; }
    public required string Xml { get; init; }
}

/// <summary>Who did what for whom: one row a command that a signed-in person sent. Append-only.</summary>
sealed class ActRow
{
    public required Guid Id { get; init; }
    public required DateTime At { get; init; }
    public required Guid PersonId { get; init; }
    public Guid? ProducerId { get; init; }
    public required string Command { get; init; }
    public string? TraceId { get; init; }
}

static class PlatformTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<FactRow>(f =>
        {
            f.ToTable("platform_facts");
            f.HasKey(x => x.Position);
            f.Property(x => x.Position).ValueGeneratedOnAdd();
        });
        model.Entity<DeliveryRow>(d =>
        {
            d.ToTable("platform_deliveries");
            d.HasKey(x => new { x.Position, x.Handler });
            // Only what is still to do is indexed, so the worker's look costs the same after ten million orders.
            d.HasIndex(x => new { x.Handler, x.Subject, x.Position }).HasFilter("done_at is null").HasDatabaseName("ix_platform_deliveries_pending");
            // By position, as they are claimed: the look ends at the first that are due, and PostgreSQL forgets on the way what was done since its last vacuum.
            d.HasIndex(x => x.Position).HasFilter("done_at is null").HasDatabaseName("ix_platform_deliveries_claim");
            d.HasIndex(x => x.ParkedAt).HasFilter("parked_at is not null").HasDatabaseName("ix_platform_deliveries_parked");
        });
        model.Entity<MarkRow>(m => { m.ToTable("platform_marks"); m.HasKey(x => x.Name); });
        model.Entity<KeyRow>(k => k.ToTable("platform_keys"));
        model.Entity<ActRow>(a => { a.ToTable("platform_acts"); a.HasIndex(x => new { x.ProducerId, x.At }); });
    }
}
