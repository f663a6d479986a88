using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Shipping.Tracking;

/// <summary>Whether a tracking link leads anywhere: nobody listens to what cannot change.</summary>
internal sealed record KnowsTracking(string Token) : IQuery<bool>;

internal sealed class KnowsTrackingHandler(StoreDb db) : IRequestHandler<KnowsTracking, bool>
{
    public Task<bool> Handle(KnowsTracking asked, CancellationToken ct) => db.Parcels.AnyAsync(p => p.TrackingToken == asked.Token, ct);
}
