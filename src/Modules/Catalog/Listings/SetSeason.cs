using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Search;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Listings;

/// <summary>When a listing is sold: it opens and closes by itself on those days.</summary>
/// <param name="Opens">As it was typed; empty for at once, as <paramref name="Closes"/> is for as long as there is any.</param>
/// <param name="Seen">What stood on the page. Null when the page did not say.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record SetSeason(Guid ProducerId, string Slug, string? Opens, string? Closes, Season? Seen) : ICommand<Unit>, IForProducer
{
    public Season Wanted => new(Typed.Day(Opens), Typed.Day(Closes));
}

internal sealed class SetSeasonRules : AbstractValidator<SetSeason>
{
    public SetSeasonRules(TimeProvider clock)
    {
        RuleFor(s => s.Opens).Must(IsDay).WithMessage("season-day-wrong").OverridePropertyName("opens");
        RuleFor(s => s.Closes).Must(IsDay).WithMessage("season-day-wrong").OverridePropertyName("closes");
        RuleFor(s => s.Wanted).Must(s => !(s.Closes < s.Opens)).WithMessage("season-backwards").OverridePropertyName("closes");

        bool IsDay(string? typed) => string.IsNullOrWhiteSpace(typed)
            || (Typed.Day(typed) is { } day && Math.Abs(day.DayNumber - ChinaTime.Day(clock.GetUtcNow().UtcDateTime).DayNumber) <= 730);
    }
}

internal sealed class SetSeasonHandler(StoreDb db, IMediator shop, VariantsKnown known, Caller caller, TimeProvider clock) : IRequestHandler<SetSeason, Unit>
{
    public async Task<Unit> Handle(SetSeason asked, CancellationToken ct)
    {
        var open = db.Listings.AsNoTracking().Where(l => l.Slug == asked.Slug && l.ProducerId == asked.ProducerId && l.State != ListingState.Ended);
        var listing = await open.Select(l => (Guid?)l.Id).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var packs = await db.Variants.Where(v => v.ListingId == listing).Select(v => v.Id).ToListAsync(ct);
        await db.LockRows<Variant>(packs, ct);

        var found = await open.Select(l => new { l.Opens, l.Closes }).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var (now, wanted) = (new Season(found.Opens, found.Closes), asked.Wanted);
        if (wanted == now) return Unit.Value;
        if (asked.Seen != now) throw now is { Opens: null, Closes: null } ? new Refusal("season-unset-since", RefusalKind.Conflict, "opens")
            : new Refusal("season-set-since", RefusalKind.Conflict, "opens", Said(now.Opens), Said(now.Closes));
        if (wanted.EndsBefore(now)) await db.MustKeepPromises(listing, wanted.Closes!.Value, "closes", ct);

        await db.Listings.Where(l => l.Id == listing).ExecuteUpdateAsync(l => l.SetProperty(x => x.Opens, wanted.Opens).SetProperty(x => x.Closes, wanted.Closes), ct);
        db.Add(new ListingChange
        {
            Id = Guid.CreateVersion7(), ListingId = listing, Season = true, Opens = wanted.Opens, Closes = wanted.Closes, At = clock.GetUtcNow().UtcDateTime,
            ActedBy = caller.Person, ActedFor = asked.ProducerId,
        });
        await shop.Send(new IndexListing(listing), ct);
        db.Afterwards(() => known.Forget(packs));
        return Unit.Value;
    }

    static object Said(DateOnly? day) => day is { } known ? known : "–";
}
