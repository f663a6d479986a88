using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Platform.Data;

/// <summary>Lets what saves by itself, outside any command (ASP.NET Core Identity does), pass the write gate too.</summary>
public sealed class GatedSaves(WriteGate gate) : SaveChangesInterceptor
{
    readonly ConditionalWeakTable<DbContext, IDisposable> inside = [];

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData data, InterceptionResult<int> result, CancellationToken ct = default)
    {
        if (data.Context is StoreDb db && db.Database.CurrentTransaction is null && await gate.Enter(db, ct) is { } entered) inside.Add(db, entered);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData data, int result, CancellationToken ct = default)
    {
        Leave(data.Context);
        return new(result);
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData data, CancellationToken ct = default)
    {
        Leave(data.Context);
        return Task.CompletedTask;
    }

    public override Task SaveChangesCanceledAsync(DbContextEventData data, CancellationToken ct = default)
    {
        Leave(data.Context);
        return Task.CompletedTask;
    }

    void Leave(DbContext? context)
    {
        if (context is null || !inside.TryGetValue(context, out var entered)) return;
        inside.Remove(context);
        entered.Dispose();
    }
}
