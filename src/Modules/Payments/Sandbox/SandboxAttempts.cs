using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Payments.Sandbox;

/// <summary>What the pay page needs of an attempt.</summary>
internal sealed record SandboxAttempt(string Number, Money Amount, AttemptState State, DateTime ExpiresAt, string ReturnTo);

internal static class SandboxAttempts
{
    static readonly Compiled<Guid, SandboxAttempt> Attempts = new((db, id) => db.Set<Attempt>().AsNoTracking().Where(a => a.Id == id && a.Provider == SandboxProvider.ProviderName)
        .Select(a => new SandboxAttempt(a.Number, a.Amount, a.State, a.ExpiresAt, a.ReturnTo)));

    extension(StoreDb db)
    {
        /// <summary>The attempt, or null when this provider knows none by that id.</summary>
        internal async Task<SandboxAttempt?> SandboxAttempt(Guid id, CancellationToken ct) => (await Attempts.Of(db, id, ct)).SingleOrDefault();
    }
}
