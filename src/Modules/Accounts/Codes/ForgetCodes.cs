using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Accounts.Codes;

/// <summary>Drops codes, with the numbers and addresses that asked for them, when they say nothing any more.</summary>
internal sealed record ForgetCodes(DateTime AskedBefore) : ICommand<int>;

sealed class ForgetCodesHandler(StoreDb db) : IRequestHandler<ForgetCodes, int>
{
    public Task<int> Handle(ForgetCodes asked, CancellationToken ct) => db.Codes.Where(c => c.AskedAt < asked.AskedBefore).ExecuteDeleteAsync(ct);
}

sealed class ForgetOldCodes(IServiceScopeFactory scopes, TimeProvider clock) : ISettles
{
    public async Task<int> WorkOnce(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - OneTimeCode.KeptFor;
        await using var scope = scopes.CreateAsyncScope();
        // Looking costs no place in the write gate.
        if (!await scope.ServiceProvider.GetRequiredService<StoreDb>().Codes.AnyAsync(c => c.AskedAt < before, ct)) return 0;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ForgetCodes(before), ct);
    }
}
