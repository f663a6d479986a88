using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Storefront.Catalog.Listings;
using Storefront.Catalog.Pictures;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Search;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Vouchers;

/// <summary>A farmer, or a service point for one, offers what is not sent: a tree for a harvest, or a dated place. Read before it is live by the same rule as goods.</summary>
/// <param name="FormId">Made by the form, so that a second press offers nothing twice.</param>
/// <param name="From">The first day on which its vouchers are redeemed; of a dated place the same as <paramref name="Until"/>.</param>
/// <param name="Units">How many of them there are, or places on that day.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record ListVoucher(
    Guid FormId, Guid ProducerId, string Name, string? About, DateOnly? From, DateOnly? Until, decimal? Units, decimal? Price, PhotoSent Photo, string Language)
    : ICommand<string>, IForProducer
{
    /// <summary>Of the form and what it says: whoever goes back, changes it and presses again offers something else.</summary>
    public Guid ListingId => Seeds.Id(string.Create(CultureInfo.InvariantCulture, $"{FormId}/{ProducerId}/{Name.Trim()}/{About?.Trim()}/{From:O}/{Until:O}/{Units}/{Price}"));
}

internal sealed class ListVoucherRules : AbstractValidator<ListVoucher>
{
    public ListVoucherRules(TimeProvider clock)
    {
        RuleFor(l => l.Photo).Must(photo => !photo.IsNone).WithMessage("photo-missing").OverridePropertyName("photo");
        RuleFor(l => l.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithMessage("name-missing").AtMost(60).WithMessage("name-too-long").OverridePropertyName("name");
        RuleFor(l => l.About).AtMost(1000).WithMessage("about-too-long").OverridePropertyName("about");
        RuleFor(l => l.From).Must(day => day is { } d && Days.Ahead(d, clock)).WithMessage("day-wrong").OverridePropertyName("from");
        RuleFor(l => l.Until).Must(day => day is { } d && Days.Ahead(d, clock)).WithMessage("day-wrong").OverridePropertyName("until");
        RuleFor(l => l.Until).Must((l, until) => !(until < l.From)).WithMessage("days-backwards").OverridePropertyName("until");
        RuleFor(l => l.Units).Must(Days.IsPlaces).WithMessage("places-wrong").OverridePropertyName("units");
        RuleFor(l => l.Price).Must(Typed.IsPrice).WithMessage("price-wrong").OverridePropertyName("price");
    }
}

internal sealed class ListVoucherHandler(StoreDb db, IMediator shop, Caller caller, CatalogSettings settings, TimeProvider clock, IStringLocalizer<Words> words)
    : IRequestHandler<ListVoucher, string>
{
    public async Task<string> Handle(ListVoucher asked, CancellationToken ct)
    {
        var producer = await db.Producers.AsNoTracking().Where(p => p.Id == asked.ProducerId).Select(p => p.Slug).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var (name, from, until) = (ListProductHandler.In(asked.Language, asked.Name.Trim()), asked.From!.Value, asked.Until!.Value);
        var about = string.IsNullOrWhiteSpace(asked.About) ? name : ListProductHandler.In(asked.Language, asked.About.Trim());
        var listing = new Listing
        {
            Id = asked.ListingId, Slug = ListProductHandler.NewSlug(producer, asked.Name), ProducerId = asked.ProducerId, Category = Listing.VoucherShelf,
            Name = name, Summary = about, Description = about, Facts = [],
            GoodsClass = Listing.Voucher, ShelfLifeDays = until.DayNumber - from.DayNumber + 1,
            State = caller.MustBeRead() ? ListingState.Submitted : ListingState.Live, ListedAt = clock.GetUtcNow().UtcDateTime,
            ActedBy = caller.PersonId, ActedFor = asked.ProducerId,
        };
        // Of two presses at once the second waits here for the first.
        if (await db.InsertMissing([listing], ct) == 0)
            return await db.Listings.Where(l => l.Id == listing.Id).Select(l => l.Slug).SingleAsync(ct);

        var stem = await db.KeepPhoto(asked.Photo, ct, KeepingPhotos.GoodsAtLeast);
        var (what, price, units) = (ListProductHandler.InAll(() => words["voucher.one"]), new Money((long)Math.Round(asked.Price!.Value * 100)), (int)asked.Units!.Value);
        db.AddRange(new Photo { ListingId = listing.Id, Position = 0, Stem = stem, Alt = name },
            from == until ? Days.Pack(listing.Id, from, what, price, units, 0, settings, words) : new Variant
        {
            Id = Guid.CreateVersion7(), ListingId = listing.Id, Slug = "voucher", Name = what, Grade = what, Net = Mass.Zero, Gross = Mass.Zero, Price = price,
            Available = units, Position = 0,
            ValidFrom = from, ValidUntil = until, BackUntil = settings.BackUntil(from, until),
        });
        if (listing.State == ListingState.Submitted)
        {
            db.Add(new Revision { Id = Guid.CreateVersion7(), ListingId = listing.Id, ProducerId = asked.ProducerId, Kind = RevisionKind.Listing,
                State = RevisionState.Submitted, At = listing.ListedAt, ActedBy = caller.Person });
            return listing.Slug;
        }
        await db.SaveChangesAsync(ct);
        await db.Publish(listing.Id, ct);
        await shop.Send(new IndexListing(listing.Id), ct);
        return listing.Slug;
    }
}
