using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.Revisions;

/// <summary>What a listing says in each language, for those who may write it.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record LookAtWords(Guid ProducerId, string Slug) : IQuery<WordsOpen>, IForProducer;

/// <param name="Waiting">Words that somebody has still to read: the form starts from them.</param>
internal sealed record WordsOpen(Guid ProducerId, Text Producer, string Slug, Text Name, Text Description, bool Declined, Revision? Waiting, bool MustBeRead)
{
    public Text FormName => Waiting?.Name ?? Name;
    public Text FormDescription => Waiting?.Description ?? Description;
    public string Source => Name.Source ?? "zh";
    public string Seen => Revising.Mark(Name, Description);
}

internal sealed class LookAtWordsHandler(StoreDb db, Caller caller) : IRequestHandler<LookAtWords, WordsOpen>
{
    public async Task<WordsOpen> Handle(LookAtWords asked, CancellationToken ct)
    {
        var mustBeRead = caller.MustBeRead();
        var waiting = db.Revisions.AsNoTracking().Where(r => r.State == RevisionState.Submitted && r.Kind == RevisionKind.Words);
        return await db.Listings.AsNoTracking().Where(l => l.Slug == asked.Slug && l.ProducerId == asked.ProducerId && l.State != ListingState.Ended)
            .Join(db.Producers, l => l.ProducerId, p => p.Id, (l, p) =>
                new WordsOpen(p.Id, p.Name, l.Slug, l.Name, l.Description, l.State == ListingState.Declined, waiting.SingleOrDefault(r => r.ListingId == l.Id),
                    mustBeRead))
            .SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
    }
}
