using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Search;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Revisions;

/// <summary>
/// A listing's name and description are written anew, or put into another language. They are live at once, unless a farmer claims something of the food with them.
/// A listing that was declined is asked for again with them.
/// </summary>
/// <param name="ChangeId">Made by the form, so that a second press changes nothing twice.</param>
/// <param name="Names">By language; those that are left empty fall back.</param>
/// <param name="Seen">The words that stood there when the form was opened.</param>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record ChangeWords(Guid ChangeId, Guid ProducerId, string Slug, IReadOnlyDictionary<string, string> Names,
    IReadOnlyDictionary<string, string> Descriptions, string? Seen) : ICommand<Unit>, IForProducer;

internal sealed class ChangeWordsRules : AbstractValidator<ChangeWords>
{
    public const int NameAtMost = 60, DescriptionAtMost = 2000;

    public ChangeWordsRules()
    {
        foreach (var language in Languages.All)
        {
            RuleFor(w => w.Names).Must(n => n.GetValueOrDefault(language) is not { Length: > NameAtMost }).WithMessage("name-too-long").OverridePropertyName($"name-{language}");
            RuleFor(w => w.Descriptions).Must(d => d.GetValueOrDefault(language) is not { Length: > DescriptionAtMost }).WithMessage("words-too-long")
                .OverridePropertyName($"about-{language}");
        }
    }
}

internal sealed class ChangeWordsHandler(StoreDb db, IMediator shop, VariantsKnown known, Caller caller, TimeProvider clock) : IRequestHandler<ChangeWords, Unit>
{
    public async Task<Unit> Handle(ChangeWords asked, CancellationToken ct)
    {
        var own = db.Listings.AsNoTracking().Where(l => l.Slug == asked.Slug && l.ProducerId == asked.ProducerId && l.State != ListingState.Ended);
        var id = await own.Select(l => (Guid?)l.Id).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        await db.LockRows<Listing>([id], ct);
        if (await db.ListingChanges.AnyAsync(c => c.Id == asked.ChangeId, ct) || await db.Revisions.AnyAsync(r => r.Id == asked.ChangeId, ct)) return Unit.Value;

        var listing = await own.SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var source = listing.Name.Source ?? Languages.Default;
        if (!asked.Names.ContainsKey(source)) throw new Refusal("name-missing", field: $"name-{source}");
        if (!asked.Descriptions.ContainsKey(source)) throw new Refusal("description-missing", field: $"about-{source}");
        var (name, description) = (Text.Written(source, asked.Names), Text.Written(source, asked.Descriptions));
        var waiting = await db.Revisions.AsNoTracking().Where(r => r.ListingId == id && r.Kind == RevisionKind.Words && r.State == RevisionState.Submitted)
            .Select(r => new { r.Name, r.Description }).SingleOrDefaultAsync(ct);
        if ((waiting is null ? name == listing.Name && description == listing.Description : name == waiting.Name && description == waiting.Description)
            && listing.State != ListingState.Declined) return Unit.Value;
        if (asked.Seen != Revising.Mark(listing.Name, listing.Description)) throw new Refusal("words-changed-since", RefusalKind.Conflict, $"name-{source}");

        var (now, person) = (clock.GetUtcNow().UtcDateTime, caller.Person);
        var asksAgain = listing.State == ListingState.Declined;
        var waits = caller.MustBeRead() && listing.State == ListingState.Live
            && FoodClaims.MustBeRead([listing.Name, listing.Summary, listing.Description], [name, listing.Summary, description]);
        if (waits || !asksAgain) await db.Withdraw(id, now, person, ct, RevisionKind.Words);
        if (waits || asksAgain)
            db.Add(new Revision
            {
                Id = asked.ChangeId, ListingId = id, ProducerId = asked.ProducerId, Kind = waits ? RevisionKind.Words : RevisionKind.Listing,
                Name = waits ? name : null, Description = waits ? description : null,
                State = RevisionState.Submitted, At = now, ActedBy = person,
            });
        if (waits) return Unit.Value;

        await db.SetWords(listing, name, description, ct);
        if (asksAgain) await db.Listings.Where(l => l.Id == id).ExecuteUpdateAsync(l => l.SetProperty(x => x.State, ListingState.Submitted), ct);
        else db.Add(new ListingChange { Id = asked.ChangeId, ListingId = id, Words = true, At = now, ActedBy = person, ActedFor = asked.ProducerId });
        if (listing.State == ListingState.Live)
        {
            await db.Publish(id, ct);
            var packs = await db.Variants.Where(v => v.ListingId == id).Select(v => v.Id).ToListAsync(ct);
            db.Afterwards(() => known.Forget(packs));
            await shop.Send(new IndexListing(id), ct);
        }
        return Unit.Value;
    }
}
