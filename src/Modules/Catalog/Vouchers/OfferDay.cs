using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.Search;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Vouchers;

/// <summary>
/// One more day of a listing of dated places, with its number of places: a pack of its own, sold, held and returned like boxes. It costs what the latest day costs; prices and
/// places change where those of boxes do, by the same rules.
/// </summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record OfferDay(Guid ProducerId, string Slug, DateOnly? Day, decimal? Places) : ICommand<Unit>, IForProducer;

internal sealed class OfferDayRules : AbstractValidator<OfferDay>
{
    public OfferDayRules(TimeProvider clock)
    {
        RuleFor(o => o.Day).Must(day => day is { } d && Days.Ahead(d, clock)).WithMessage("day-wrong").OverridePropertyName("day");
        RuleFor(o => o.Places).Must(Days.IsPlaces).WithMessage("places-wrong").OverridePropertyName("places");
    }
}

internal sealed class OfferDayHandler(StoreDb db, IMediator shop, CatalogSettings settings, Caller caller, TimeProvider clock, IStringLocalizer<Words> words)
    : IRequestHandler<OfferDay, Unit>
{
    public async Task<Unit> Handle(OfferDay asked, CancellationToken ct)
    {
        var listing = await db.Listings.AsNoTracking().Where(l => l.Slug == asked.Slug && l.ProducerId == asked.ProducerId && l.State != ListingState.Ended)
            .SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var last = await db.Variants.AsNoTracking().Where(v => v.ListingId == listing.Id && v.ValidFrom != null && v.ValidFrom == v.ValidUntil)
            .OrderByDescending(v => v.Position).FirstOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        if (await db.Variants.AnyAsync(v => v.ListingId == listing.Id && v.ValidFrom == asked.Day, ct)) throw new Refusal("day-offered", RefusalKind.Conflict, "day", asked.Day!.Value);
        var (day, places) = (asked.Day!.Value, (int)asked.Places!.Value);
        var pack = Days.Pack(listing.Id, day, last.Grade, last.Price, places, last.Position + 1, settings, words);
        // Of two who offer the same day at once one does.
        if (await db.InsertMissing([pack], ct) == 0) throw new Refusal("day-offered", RefusalKind.Conflict, "day", day);
        db.Add(new ListingChange { Id = Guid.CreateVersion7(), ListingId = listing.Id, VariantId = pack.Id, PriceFen = pack.Price.Fen, Boxes = places,
            At = clock.GetUtcNow().UtcDateTime, ActedBy = caller.Person, ActedFor = asked.ProducerId });
        if (listing.State != ListingState.Live) return Unit.Value;
        await db.Publish(listing.Id, ct);
        await shop.Send(new IndexListing(listing.Id), ct);
        return Unit.Value;
    }
}

internal static class Days
{
    const int AtMostAhead = 730;

    public static bool Ahead(DateOnly day, TimeProvider clock) => day.DayNumber - ChinaTime.Day(clock.GetUtcNow().UtcDateTime).DayNumber is >= 1 and <= AtMostAhead;

    public static bool IsPlaces(decimal? typed) => typed is { Scale: 0 } and >= 1 and <= 1_000;

    public static Variant Pack(Guid listing, DateOnly day, Text what, Money price, int places, int position, CatalogSettings settings, IStringLocalizer<Words> words) => new()
    {
        Id = Guid.CreateVersion7(), ListingId = listing, Slug = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Name = Dated.Name(what, day, words),
        Grade = what, Net = Mass.Zero, Gross = Mass.Zero,
        Price = price, Available = places, Position = position, ValidFrom = day, ValidUntil = day, BackUntil = settings.BackUntil(day, day),
    };
}
