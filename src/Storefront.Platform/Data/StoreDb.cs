using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Platform.Facts;

namespace Storefront.Platform.Data;

/// <summary>What a module adds to the one model. Its entity types are internal to it, so no other module can name them.</summary>
public interface ITables
{
    void Map(ModelBuilder model);
}

/// <summary>
/// The one database of all modules (docs/decisions/0004). It has no sets of its own: each module adds its tables through <see cref="ITables"/>
/// and reaches them by extension properties that exist only inside it. Across modules there are ids, never navigations.
/// </summary>
public abstract class StoreDb(DbContextOptions options) : DbContext(options)
{
    readonly List<IFact> told = [];
    readonly List<Action> afterwards = [];

    /// <summary>True on PostgreSQL; else SQLite. Only <see cref="Sets"/>, the outbox and the gate have a reason to ask.</summary>
    public abstract bool OnPostgres { get; }

    /// <summary>Writes the fact with this transaction; its handlers run after the commit, each once.</summary>
    public void Tell(IFact fact) => told.Add(fact);

    internal IReadOnlyList<IFact> Told => told;

    /// <summary>Runs when this transaction has committed, in this process only: for waking a worker that would look by itself a second later.</summary>
    public void Afterwards(Action act) => afterwards.Add(act);

    internal IReadOnlyList<Action> TakeAfterwards()
    {
        Action[] acts = [.. afterwards];
        afterwards.Clear();
        return acts;
    }

    /// <summary>A pooled context goes to the next request: what this one told and did not commit must not go with it.</summary>
    public override void Dispose()
    {
        told.Clear();
        afterwards.Clear();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    public override ValueTask DisposeAsync()
    {
        told.Clear();
        afterwards.Clear();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    /// <summary>Forgets what a failed try left behind, so that the next try starts clean.</summary>
    internal void Forget()
    {
        ChangeTracker.Clear();
        told.Clear();
        afterwards.Clear();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.ComplexProperties<Money>();
        conventions.ComplexProperties<Mass>();
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();
        conventions.Properties<Text>().HaveConversion<TextConverter>();
        conventions.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        PlatformTables.Map(model);
        // From the application's services, since a pooled context is made from its options alone.
        var modules = this.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider?.GetServices<ITables>() ?? [];
        foreach (var module in modules.OrderBy(m => m.GetType().FullName, StringComparer.Ordinal)) module.Map(model);

        foreach (var entity in model.Model.GetEntityTypes())
        {
            Name(entity, "");
            foreach (var key in entity.GetKeys().SelectMany(k => k.Properties).Where(p => p.ClrType == typeof(Guid)))
                key.ValueGenerated = ValueGenerated.Never;      // version-7 ids come from the application
        }
    }

    /// <summary>Columns in snake_case, so that set-based SQL needs no quotes on either engine; a value's part is called after it: price_fen.</summary>
    static void Name(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetProperties())
            property.SetColumnName(prefix + Snake(property.Name));
        foreach (var complex in type.GetComplexProperties()) Name(complex.ComplexType, prefix + Snake(complex.Name) + "_");
    }

    static string Snake(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(v => v, v => DateTime.SpecifyKind(v, DateTimeKind.Utc));

    sealed class TextConverter() : ValueConverter<Text, string>(v => JsonSerializer.Serialize(v, Json.Compact), v => JsonSerializer.Deserialize<Text>(v, Json.Compact)!);
}

public static class Json
{
    /// <summary>How values are stored: camelCase, without nulls, Chinese and Tibetan as they are.</summary>
    public static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
