using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;

namespace Storefront.Platform;

/// <summary>What a module plants once into a new database. Places and roads everywhere, the demo village outside Production only.</summary>
public interface ISeed
{
    /// <summary>Stands in platform_marks once it was planted.</summary>
    string Name { get; }
    /// <summary>Small numbers first: places 0, producers 10, people 20, campaigns 30.</summary>
    int Order { get; }
    /// <summary>Demo data never enters a Production database.</summary>
    bool DemoOnly { get; }
    Task Plant(StoreDb db, DateTime now, CancellationToken ct);
}

public static class Seeds
{
    /// <summary>Plants what is missing, each seed in a transaction of its own with its mark.</summary>
    public static async Task Plant(IServiceProvider services, bool demo, CancellationToken ct)
    {
        List<string> names;
        await using (var scope = services.CreateAsyncScope())
            names = [.. scope.ServiceProvider.GetServices<ISeed>().Where(s => demo || !s.DemoOnly).OrderBy(s => s.Order).Select(s => s.Name)];

        foreach (var name in names)
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<StoreDb>();
            if (await db.Set<MarkRow>().AnyAsync(m => m.Name == name, ct)) continue;

            var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // Nodes that start together: who waited for its turn looks again, and finds it planted.
            await db.TakeTurn($"platform/seed/{name}", ct);
            if (await db.Set<MarkRow>().AnyAsync(m => m.Name == name, ct)) continue;
            await scope.ServiceProvider.GetServices<ISeed>().Single(s => s.Name == name).Plant(db, now, ct);
            db.Add(new MarkRow { Name = name, At = now });
            await db.SaveChangesAsync(ct);
            await Outbox.Write(db, db.Told, services.GetRequiredService<FactHandlers>(), now, ct);
            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>An id that is the same wherever the same name is planted ("producer/drolma"), so that modules can refer to each other's demo data.</summary>
    public static Guid Id(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16).ToArray();
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);      // version 8: made by our own rule (RFC 9562)
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
