using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping.Dispatch;

/// <param name="ReceivedBy">Who took it: the buyer, a neighbour, the guard at the gate.</param>
/// <param name="Note">A code the buyer said, or where it was left.</param>
[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record DeliverParcel(Guid RunId, Guid ParcelId, string ReceivedBy, string? Note) : ICommand<bool>;

internal sealed class DeliverParcelRules : AbstractValidator<DeliverParcel>
{
    public DeliverParcelRules()
    {
        RuleFor(d => d.ReceivedBy).NotEmpty().WithMessage("proof-missing").AtMost(60).WithMessage("too-long");
        RuleFor(d => d.Note).AtMost(200).WithMessage("too-long");
    }
}

internal sealed class DeliverParcelHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<DeliverParcel, bool>
{
    /// <returns>False when it had been handed over already, with the same proof.</returns>
    public async Task<bool> Handle(DeliverParcel asked, CancellationToken ct)
    {
        await db.LockRows<Run>([asked.RunId], ct);      // a closing of the road that is being reckoned ends first
        var now = clock.GetUtcNow().UtcDateTime;
        var proof = string.IsNullOrWhiteSpace(asked.Note) ? asked.ReceivedBy.Trim() : $"{asked.ReceivedBy.Trim()} · {asked.Note.Trim()}";
        var delivered = await db.Parcels.Where(p => p.Id == asked.ParcelId && p.RunId == asked.RunId && (p.State == ParcelState.OnTheRoad || p.State == ParcelState.AtHub))
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ParcelState.Delivered).SetProperty(x => x.DeliveredAt, now).SetProperty(x => x.Proof, proof)
                .SetProperty(x => x.ActedBy, caller.PersonId).SetProperty(x => x.Revision, x => x.Revision + 1), ct);
        var parcel = await db.Parcels.AsNoTracking().Where(p => p.Id == asked.ParcelId && p.RunId == asked.RunId)
            .Select(p => new { p.OrderId, p.SellerOrderId, p.Area, p.State, p.Proof }).FirstOrDefaultAsync(ct) ?? throw new Refusal("parcel-unknown", RefusalKind.NotFound);
        if (delivered == 0)
        {
            if (parcel.State == ParcelState.Delivered && parcel.Proof == proof) return false;
            throw new Refusal(parcel.State == ParcelState.Delivered ? "parcel-delivered" : "parcel-not-on-the-way", RefusalKind.Conflict);
        }
        db.Add(new Scan { Id = Guid.CreateVersion7(), RunId = asked.RunId, ParcelId = asked.ParcelId, Place = Area.CityOf(parcel.Area), Kind = ScanKind.Delivered,
            HappenedAt = now, ReceivedAt = now, ActedBy = caller.PersonId });
        db.Tell(new ParcelsDelivered(parcel.OrderId, parcel.SellerOrderId, now, proof));
        return true;
    }
}
