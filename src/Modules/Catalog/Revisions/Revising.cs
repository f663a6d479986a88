using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Search;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Revisions;

/// <summary>What is shared by those who ask for a change and those who decide of it.</summary>
internal static class Revising
{
    /// <summary>What a service point or the office does itself has been read by somebody who may.</summary>
    public static bool MustBeRead(this Caller caller) => caller.PersonId is not null && !caller.Is(Roles.ServicePoint) && !caller.Is(Roles.Office);

    /// <summary>What somebody saw, in a few characters that travel with the form.</summary>
    public static string Mark(params object?[] seen) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(seen, Json.Compact))).AsSpan(0, 8));

    extension(StoreDb db)
    {
        /// <summary>Whoever asks anew asks no longer for what he asked before: of the listing, or of the kind or the pack alone.</summary>
        internal Task Withdraw(Guid listing, DateTime at, Guid? by, CancellationToken ct, RevisionKind? kind = null, List<Guid>? packs = null) =>
            db.Revisions.Where(r => r.ListingId == listing && r.State == RevisionState.Submitted && (kind == null || r.Kind == kind) && (packs == null || packs.Contains(r.VariantId!.Value)))
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RevisionState.Withdrawn).SetProperty(x => x.DecidedAt, at).SetProperty(x => x.DecidedBy, by), ct);

        /// <summary>A listing is there for all to see, under the words that it has now: those who keep names learn them.</summary>
        internal async Task Publish(Guid id, CancellationToken ct)
        {
            var listing = await db.Listings.AsNoTracking().Where(l => l.Id == id)
                .Join(db.Producers, l => l.ProducerId, p => p.Id, (l, p) => new { l.ProducerId, l.Slug, l.Name, Producer = p.Name }).SingleAsync(ct);
            var packs = await db.Variants.AsNoTracking().Where(v => v.ListingId == id).BySize().Select(v => new VariantPublished(v.Id, v.Slug, v.Name)).ToListAsync(ct);
            db.Tell(new ListingPublished(id, listing.ProducerId, listing.Slug, listing.Name, listing.Producer, packs));
        }

        /// <summary>Puts a story on a producer's page; his goods are found by its words.</summary>
        internal async Task SetStory(IMediator shop, Guid producer, Text household, Text story, Text? quote, CancellationToken ct)
        {
            await db.Producers.Where(p => p.Id == producer).ExecuteUpdateAsync(p =>
                p.SetProperty(x => x.Household, household).SetProperty(x => x.Story, story).SetProperty(x => x.Quote, quote), ct);
            foreach (var listing in await db.Listings.Where(l => l.ProducerId == producer && l.State == ListingState.Live).OrderBy(l => l.Id).Select(l => l.Id)
                .ToListAsync(ct)) await shop.Send(new IndexListing(listing), ct);
        }

        /// <summary>Puts words on a listing. A summary goes with the description that it sums up, as the photo's text goes with the name; a description that was
        /// only translated keeps it.</summary>
        internal async Task SetWords(Listing listing, Text name, Text description, CancellationToken ct)
        {
            var source = listing.Description.Source ?? Languages.Default;
            var summary = listing.Summary == listing.Description || description.Exact(source) != listing.Description.Exact(source) ? description : listing.Summary;
            await db.Listings.Where(l => l.Id == listing.Id).ExecuteUpdateAsync(l =>
                l.SetProperty(x => x.Name, name).SetProperty(x => x.Description, description).SetProperty(x => x.Summary, summary), ct);
            await db.Photos.Where(p => p.ListingId == listing.Id && p.Alt == listing.Name).ExecuteUpdateAsync(p => p.SetProperty(x => x.Alt, name), ct);
        }
    }
}
