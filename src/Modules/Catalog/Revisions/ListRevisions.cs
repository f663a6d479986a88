using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Revisions;

/// <summary>What waits to be read, the oldest first: all of it for the office, for a service point that of the producers it acts for.</summary>
[Allow(Roles.Office, Roles.ServicePoint)]
internal sealed record ListRevisions : IQuery<RevisionsSeen>
{
    internal const int AtOnce = 20;
}

/// <param name="By">Who asked for each, by person.</param>
internal sealed record RevisionsSeen(int Waiting, IReadOnlyList<RevisionSeen> First, IReadOnlyDictionary<Guid, PersonNamed> By);

/// <param name="Slug">Null of a producer's story, as is the category.</param>
/// <param name="Name">The listing's; of a story the producer's.</param>
/// <param name="Packs">Of a new listing, as are its photos and harvests.</param>
/// <param name="Price">Of a price that is to change.</param>
/// <param name="Words">What changes of the words; of a new listing all of them.</param>
/// <param name="Seen">Of all that stands here, so that nobody approves what he has not read.</param>
internal sealed record RevisionSeen(
    Guid Id, Guid ProducerId, Text Producer, RevisionKind Kind, DateTime At, Guid ActedBy, string? Slug, Text Name, Text? Category, IReadOnlyList<string> Photos,
    IReadOnlyList<PackSubmitted> Packs, IReadOnlyList<LotSubmitted> Lots, PriceDifference? Price, IReadOnlyList<WordsDifference> Words, IReadOnlyList<string> Claims, string Seen);

internal sealed record PackSubmitted(Text Name, Mass Net, Money Price, int Boxes);
internal sealed record LotSubmitted(DateOnly HarvestedOn, Mass Mass);
/// <param name="Read">The price that somebody last read.</param>
internal sealed record PriceDifference(Text Pack, Mass Net, Money From, Money Read, Money To)
{
    /// <summary>In per cent of the price that was last read.</summary>
    public int Percent => (int)Math.Round((To.Fen - Read.Fen) * 100m / Read.Fen, MidpointRounding.AwayFromZero);
}

/// <param name="Field">name or about; of a story household, story or quote.</param>
internal sealed record WordsDifference(string Field, string Language, Difference Says);

internal sealed class ListRevisionsHandler(StoreDb db, IMediator shop, Caller caller) : IRequestHandler<ListRevisions, RevisionsSeen>
{
    public async Task<RevisionsSeen> Handle(ListRevisions asked, CancellationToken ct)
    {
        var waiting = db.Revisions.AsNoTracking().Where(r => r.State == RevisionState.Submitted);
        if (!caller.Is(Roles.Office))
        {
            var producers = (await shop.Send(new ProducersOf(caller.Person), ct)).Select(p => p.ProducerId).ToList();
            waiting = waiting.Where(r => producers.Contains(r.ProducerId));
        }
        var first = await db.Describe(await waiting.OrderBy(r => r.At).ThenBy(r => r.Id).Take(ListRevisions.AtOnce).ToListAsync(ct), ct);
        return new(await waiting.CountAsync(ct), first, await shop.Send(new NamePeople([.. first.Select(r => r.ActedBy).Distinct()]), ct));
    }
}

internal static class DescribingRevisions
{
    extension(StoreDb db)
    {
        /// <summary>Each beside what is live now, in the order given.</summary>
        internal async Task<IReadOnlyList<RevisionSeen>> Describe(IReadOnlyList<Revision> revisions, CancellationToken ct)
        {
            var ids = revisions.Select(r => r.ListingId).OfType<Guid>().Distinct().ToList();
            var told = revisions.Where(r => r.Kind == RevisionKind.Story).Select(r => r.ProducerId).ToList();
            var producers = await db.Producers.AsNoTracking().Where(p => told.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
            var listings = await (from l in db.Listings.AsNoTracking()
                                  join p in db.Producers on l.ProducerId equals p.Id
                                  join c in db.Categories on l.Category equals c.Slug
                                  where ids.Contains(l.Id)
                                  select new { Listing = l, Producer = p.Name, Category = c.Name }).ToDictionaryAsync(l => l.Listing.Id, ct);
            var photos = (await db.Photos.AsNoTracking().Where(p => ids.Contains(p.ListingId)).OrderBy(p => p.Position).ToListAsync(ct)).ToLookup(p => p.ListingId, p => p.Stem);
            var packs = (await db.Variants.AsNoTracking().Where(v => ids.Contains(v.ListingId)).BySize().ToListAsync(ct)).ToLookup(v => v.ListingId);
            var lots = (await db.Lots.AsNoTracking().Where(l => ids.Contains(l.ListingId)).OrderByDescending(l => l.HarvestedOn).ThenByDescending(l => l.Id)
                .ToListAsync(ct)).ToLookup(l => l.ListingId, l => new LotSubmitted(l.HarvestedOn, l.Mass));

            return [.. revisions.Select(r => r.ListingId is { } id ? OfListing(r, id) : OfStory(r, producers[r.ProducerId]))];

            RevisionSeen OfListing(Revision r, Guid id)
            {
                var (isNew, found, listing) = (r.Kind == RevisionKind.Listing, listings[id], listings[id].Listing);
                var price = packs[id].Where(v => v.Id == r.VariantId).Select(v => new PriceDifference(v.Name, v.Net, v.Price, v.ReadPrice, new(r.PriceFen!.Value))).FirstOrDefault();
                IReadOnlyList<PackSubmitted> submitted = isNew ? [.. packs[id].Select(v => new PackSubmitted(v.Name, v.Net, v.Price, v.Available))] : [];
                IReadOnlyList<LotSubmitted> picked = isNew ? [.. lots[id]] : [];
                IReadOnlyList<string> shown = isNew ? [.. photos[id]] : [];
                IReadOnlyList<WordsDifference> words = isNew ? [.. Between("name", null, listing.Name), .. Between("about", null, listing.Description)]
                    : r.Kind == RevisionKind.Words ? [.. Between("name", listing.Name, r.Name), .. Between("about", listing.Description, r.Description)] : [];
                var claims = isNew ? FoodClaims.Of(listing.Name, listing.Description) : FoodClaims.Of(r.Name, r.Description);
                return new RevisionSeen(r.Id, r.ProducerId, found.Producer, r.Kind, r.At, r.ActedBy, listing.Slug, listing.Name, found.Category, shown, submitted,
                    picked, price, words, claims,
                    Revising.Mark(shown, submitted, picked, price, words));
            }
        }
    }

    static RevisionSeen OfStory(Revision r, Producer producer)
    {
        List<WordsDifference> words = [.. Between("household", producer.Household, r.Name), .. Between("story", producer.Story, r.Description), .. Between("quote", producer.Quote, r.Quote)];
        return new(r.Id, r.ProducerId, producer.Name, r.Kind, r.At, r.ActedBy, null, producer.Name, null, [], [], [], null, words,
            FoodClaims.Of(r.Name, r.Description, r.Quote), Revising.Mark(words));
    }

    static IEnumerable<WordsDifference> Between(string field, Text? before, Text? after) => Languages.All
        .Select(language => (language, From: before?.Exact(language) ?? "", To: after?.Exact(language) ?? "")).Where(x => x.From != x.To)
        .Select(x => new WordsDifference(field, x.language, Difference.Between(x.From, x.To)));
}
