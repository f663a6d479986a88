using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.MyGoods;
using Storefront.Catalog.Search;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Revisions;

/// <summary>Somebody of the office, or of the service point that helps this producer, has read what a farmer wants: it goes live, or he is told why not.</summary>
/// <param name="Seen">What was read. Whoever approves approves that, and nothing that was written since.</param>
[Allow(Roles.Office, Roles.ServicePoint)]
internal sealed record DecideRevision(Guid ProducerId, Guid RevisionId, bool Approve, string? Reason, string? Seen) : ICommand<Unit>, IForProducer;

internal sealed class DecideRevisionHandler(StoreDb db, IMediator shop, VariantsKnown known, Caller caller, TimeProvider clock) : IRequestHandler<DecideRevision, Unit>
{
    public const int ReasonAtMost = 500;

    public async Task<Unit> Handle(DecideRevision asked, CancellationToken ct)
    {
        var (field, reason) = ($"reason-{asked.RevisionId}", (asked.Reason ?? "").Trim());
        if (!asked.Approve && reason.Length == 0) throw new Refusal("revision-reason-missing", field: field);
        if (reason.Length > ReasonAtMost) throw new Refusal("revision-reason-too-long", field: field);
        var its = db.Revisions.AsNoTracking().Where(r => r.Id == asked.RevisionId && r.ProducerId == asked.ProducerId);
        var of = await its.Select(r => new { r.ListingId }).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var packs = await db.Variants.Where(v => v.ListingId == of.ListingId).Select(v => v.Id).ToListAsync(ct);
        await db.LockRows<Variant>(packs, ct);
        if (of.ListingId is { } locked) await db.LockRows<Listing>([locked], ct);
        else await db.LockRows<Producer>([asked.ProducerId], ct);

        var (revision, wanted, now) = (await its.SingleAsync(ct), asked.Approve ? RevisionState.Approved : RevisionState.Declined, clock.GetUtcNow().UtcDateTime);
        if (revision.State == wanted) return Unit.Value;
        if (revision.State != RevisionState.Submitted) throw new Refusal("revision-decided", RefusalKind.Conflict, field);
        if (asked.Approve && (await db.Describe([revision], ct)).Single().Seen != asked.Seen) throw new Refusal("revision-changed", RefusalKind.Conflict, field);

        if (asked.Approve && revision.Kind == RevisionKind.Price) await NotInCampaign(revision, field, ct);

        var (person, why) = (caller.Person, asked.Approve ? null : reason);
        // The farmer may withdraw it at this very moment.
        if (await db.Revisions.Where(r => r.Id == revision.Id && r.State == RevisionState.Submitted)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, wanted).SetProperty(x => x.DecidedAt, now)
            .SetProperty(x => x.DecidedBy, person).SetProperty(x => x.Reason, why), ct) == 0) throw new Refusal("revision-decided", RefusalKind.Conflict, field);
        if (!asked.Approve)
        {
            await Tell(revision, why, ct);
            if (revision.Kind == RevisionKind.Listing) await db.Listings.Where(l => l.Id == revision.ListingId)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.State, ListingState.Declined), ct);
            return Unit.Value;
        }
        await Approve(revision, now, ct);
        await Tell(revision, null, ct);
        db.Afterwards(() => known.Forget(packs));
        if (revision.ListingId is { } listing) await shop.Send(new IndexListing(listing), ct);
        return Unit.Value;
    }

    /// <summary>A price that waited since before a campaign rises no more than one that is set in it.</summary>
    async Task NotInCampaign(Revision revision, string field, CancellationToken ct)
    {
        if (!await db.Variants.AnyAsync(v => v.Id == revision.VariantId && v.Price.Fen < revision.PriceFen, ct)) return;
        if ((await shop.Send(new ListingsInCampaigns([revision.ListingId!.Value]), ct)).Values.SingleOrDefault() is { } campaign)
            throw Weighing.Raised(campaign, field, RefusalKind.Conflict);
    }

    async Task Tell(Revision revision, string? reason, CancellationToken ct)
    {
        var listing = await db.Listings.AsNoTracking().Where(l => l.Id == revision.ListingId).Select(l => new { l.Slug, l.Name }).SingleOrDefaultAsync(ct);
        db.Tell(new RevisionDecided(revision.Id, revision.ProducerId, listing?.Slug,
            listing?.Name ?? await db.Producers.Where(p => p.Id == revision.ProducerId).Select(p => p.Name).SingleAsync(ct), reason));
    }

    async Task Approve(Revision revision, DateTime now, CancellationToken ct)
    {
        switch (revision.Kind)
        {
            case RevisionKind.Listing:
                await db.Variants.Where(v => v.ListingId == revision.ListingId).ExecuteUpdateAsync(v => v.SetProperty(x => x.ReadFen, (long?)null), ct);
                await db.Listings.Where(l => l.Id == revision.ListingId).ExecuteUpdateAsync(l => l.SetProperty(x => x.State, ListingState.Live).SetProperty(x => x.ListedAt, now), ct);
                await db.Publish(revision.ListingId!.Value, ct);
                return;
            case RevisionKind.Story:
                await db.SetStory(shop, revision.ProducerId, revision.Name!, revision.Description!, revision.Quote, ct);
                return;
            case RevisionKind.Price:
                await db.Variants.Where(v => v.Id == revision.VariantId)
                    .ExecuteUpdateAsync(v => v.SetProperty(x => x.Price.Fen, revision.PriceFen!.Value).SetProperty(x => x.ReadFen, (long?)null)
                        .SetProperty(x => x.Version, x => x.Version + 1), ct);
                break;
            case RevisionKind.Words:
                await db.SetWords(await db.Listings.AsNoTracking().SingleAsync(l => l.Id == revision.ListingId, ct), revision.Name!, revision.Description!, ct);
                await db.Publish(revision.ListingId!.Value, ct);
                break;
        }
        db.Add(new ListingChange
        {
            Id = Guid.CreateVersion7(), ListingId = revision.ListingId!.Value, VariantId = revision.VariantId, PriceFen = revision.PriceFen, Words = revision.Kind == RevisionKind.Words,
            At = now, ActedBy = revision.ActedBy, ActedFor = revision.ProducerId,
        });
    }
}
