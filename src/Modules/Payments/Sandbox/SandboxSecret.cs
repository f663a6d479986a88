using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Payments.Sandbox;

/// <summary>What sandbox events are signed and checked with; read once, never written to a log.</summary>
internal sealed class SandboxSecret(IServiceScopeFactory scopes)
{
    string? known;

    public async ValueTask<string> Value(CancellationToken ct)
    {
        if (known is not null) return known;
        await using var scope = scopes.CreateAsyncScope();
        return known = await scope.ServiceProvider.GetRequiredService<StoreDb>().Set<SandboxKey>().Where(k => k.Id == SandboxSeed.Key).Select(k => k.Secret).SingleAsync(ct);
    }
}

internal sealed class SandboxSeed : ISeed
{
    internal static readonly Guid Key = Seeds.Id("payments/sandbox-key");

    public string Name => "payments/sandbox-key";
    public int Order => 0;
    public bool DemoOnly => true;

    public Task Plant(StoreDb db, DateTime now, CancellationToken ct)
    {
        db.Add(new SandboxKey { Id = Key, Secret = $"whsec_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}" });
        return Task.CompletedTask;
    }
}
