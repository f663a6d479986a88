using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Orders.Baskets;

/// <summary>Drops baskets, with the address typed into them, that nobody has touched for <see cref="Basket.KeptFor"/>.</summary>
internal sealed record ForgetBaskets(DateTime UntouchedSince) : ICommand<int>;

internal sealed class ForgetBasketsHandler(StoreDb db) : IRequestHandler<ForgetBaskets, int>
{
    public async Task<int> Handle(ForgetBaskets asked, CancellationToken ct)
    {
        var old = await db.Baskets.Where(b => b.UpdatedAt < asked.UntouchedSince).OrderBy(b => b.UpdatedAt).Select(b => b.Id).Take(500).ToListAsync(ct);
        await db.LockRows<Basket>(old, ct);     // before the lines, as the lane does
        // Looked at again: somebody may have come back to one just now.
        old = await db.Baskets.Where(b => old.Contains(b.Id) && b.UpdatedAt < asked.UntouchedSince).Select(b => b.Id).ToListAsync(ct);
        await db.BasketLines.Where(l => old.Contains(l.BasketId)).ExecuteDeleteAsync(ct);
        return await db.Baskets.Where(b => old.Contains(b.Id)).ExecuteDeleteAsync(ct);
    }
}

internal sealed class ForgetOldBaskets(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    public async Task<int> WorkOnce(CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime - Basket.KeptFor;
        await using var scope = scopes.CreateAsyncScope();
        // Looking costs no place in the write gate.
        if (!await scope.ServiceProvider.GetRequiredService<StoreDb>().Baskets.AnyAsync(b => b.UpdatedAt < since, ct)) return 0;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetBaskets(since), ct);
    }
}
