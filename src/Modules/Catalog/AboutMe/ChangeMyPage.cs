using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.AboutMe;

/// <summary>
/// Whether the producer's page says what was sold: the producer's leave, given or taken back by the farmer or who acts for the farmer; and how much one order must
/// come to. Who did is kept with every command.
/// </summary>
/// <param name="Minimum">In yuan; null for any order.</param>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record ChangeMyPage(Guid ProducerId, bool ShowsSold, decimal? Minimum) : ICommand<Unit>, IForProducer
{
    /// <summary>In yuan: above it nobody would buy any more.</summary>
    public const int MinimumAtMost = 500;
}

internal sealed class ChangeMyPageRules : AbstractValidator<ChangeMyPage>
{
    public ChangeMyPageRules() => RuleFor(c => c.Minimum).Must(m => m is null or 0 || (Typed.IsPrice(m) && m <= ChangeMyPage.MinimumAtMost))
        .WithMessage("minimum-wrong").OverridePropertyName("minimum");
}

internal sealed class ChangeMyPageHandler(StoreDb db, VariantsKnown known) : IRequestHandler<ChangeMyPage, Unit>
{
    public async Task<Unit> Handle(ChangeMyPage asked, CancellationToken ct)
    {
        var fen = (long)((asked.Minimum ?? 0) * 100);
        if (await db.Producers.Where(p => p.Id == asked.ProducerId)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.ShowsSold, asked.ShowsSold).SetProperty(x => x.Minimum.Fen, fen), ct) == 0)
            throw new Refusal("not-found", RefusalKind.NotFound);
        var listings = db.Listings;
        var packs = await db.Variants.Where(v => listings.Any(l => l.Id == v.ListingId && l.ProducerId == asked.ProducerId)).Select(v => v.Id).ToListAsync(ct);
        db.Afterwards(() => known.Forget(packs));
        return Unit.Value;
    }
}

/// <param name="For">Null for the first of those the person may act for. The office may for all.</param>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record LookAtMyPage(Guid? For) : IQuery<MyPage>;

/// <param name="Producer">Null when the person acts for nobody yet.</param>
/// <param name="Waiting">A story that somebody has still to read.</param>
/// <param name="Declined">The last that was handed in, if it was not approved.</param>
internal sealed record MyPage(ProducerActedFor? Producer, Producer? Page = null, Revision? Waiting = null, Revision? Declined = null, bool MustBeRead = false)
{
    /// <summary>What the form starts from: what was handed in last, as long as it waits.</summary>
    public (Text Household, Text Story, Text? Quote) Words => Waiting is { } its ? (its.Name!, its.Description!, its.Quote) : (Page!.Household, Page.Story, Page.Quote);
}

internal sealed class LookAtMyPageHandler(StoreDb db, IMediator shop, Caller caller) : IRequestHandler<LookAtMyPage, MyPage>
{
    public async Task<MyPage> Handle(LookAtMyPage asked, CancellationToken ct)
    {
        var producers = await shop.Send(new ProducersOf(caller.Person), ct);
        var producer = asked.For is { } wanted ? producers.FirstOrDefault(p => p.ProducerId == wanted) : producers.Count > 0 ? producers[0] : null;
        if (producer is null && asked.For is not null && !caller.Is(Roles.Office)) throw new Refusal("not-your-producer", RefusalKind.Forbidden);
        if ((producer?.ProducerId ?? asked.For) is not { } id) return new(null);
        var page = await db.Producers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var last = await db.Revisions.AsNoTracking().Where(r => r.ProducerId == id && r.Kind == RevisionKind.Story && r.State != RevisionState.Withdrawn)
            .OrderByDescending(r => r.At).ThenByDescending(r => r.Id).FirstOrDefaultAsync(ct);
        return new(producer ?? new(id, page.Name, Own: false), page, last?.State == RevisionState.Submitted ? last : null,
            last?.State == RevisionState.Declined ? last : null, caller.MustBeRead());
    }
}
