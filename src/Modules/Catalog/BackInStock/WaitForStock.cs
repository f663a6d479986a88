using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Catalog.BackInStock;

/// <summary>Somebody wants to be told when a pack can be bought again. Asked for twice, told once.</summary>
/// <param name="Contact">A phone or an e-mail, as typed.</param>
internal sealed record WaitForStock(string Slug, Guid? VariantId, string? Contact, string Language) : ICommand<Unit>;

internal sealed class WaitForStockRules : AbstractValidator<WaitForStock>
{
    public WaitForStockRules() => RuleFor(a => a.Contact).Must(contact => Reach.Of(contact) is not null).WithMessage("reach-unclear").OverridePropertyName("contact");
}

internal sealed class WaitForStockHandler(StoreDb db, TimeProvider clock) : IRequestHandler<WaitForStock, Unit>
{
    public async Task<Unit> Handle(WaitForStock asked, CancellationToken ct)
    {
        var listings = db.Listings.Where(l => l.Slug == asked.Slug && l.State == ListingState.Live);
        var variant = await db.Variants.Where(v => v.Id == asked.VariantId && listings.Any(l => l.Id == v.ListingId)).Select(v => (Guid?)v.Id).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("pack-missing", field: "variant");
        var (contact, now) = (Reach.Of(asked.Contact)!.Address, clock.GetUtcNow().UtcDateTime);
        if (await db.InsertMissing<StockAlert>([new() { Id = Guid.CreateVersion7(), VariantId = variant, Contact = contact, Language = asked.Language,
            Token = Codes.NewToken(), AskedAt = now, Times = 1 }], ct) == 0)
            await db.StockAlerts.Where(a => a.VariantId == variant && a.Contact == contact && a.ToldAt != null)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.ToldAt, (DateTime?)null).SetProperty(x => x.AskedAt, now).SetProperty(x => x.Language, asked.Language)
                    .SetProperty(x => x.Times, x => x.Times + 1), ct);
        return Unit.Value;
    }
}

/// <summary>The form on a page of its own: the packs that cannot be bought now.</summary>
internal sealed record LookAtWaiting(string Slug, string? Variant) : IQuery<WaitingPage>;

/// <param name="Chosen">The slug of the pack that was asked for.</param>
internal sealed record WaitingPage(string Slug, Text Listing, IReadOnlyList<PackAwaited> Packs, string? Chosen);
internal sealed record PackAwaited(Guid Id, string Slug, Text Name);

internal sealed class LookAtWaitingHandler(StoreDb db, TimeProvider clock) : IRequestHandler<LookAtWaiting, WaitingPage>
{
    public async Task<WaitingPage> Handle(LookAtWaiting asked, CancellationToken ct)
    {
        var listing = await db.Listings.AsNoTracking().SingleOrDefaultAsync(l => l.Slug == asked.Slug && l.State == ListingState.Live, ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var onSale = new Season(listing.Opens, listing.Closes).On(ChinaTime.Day(clock.GetUtcNow().UtcDateTime));
        return new(listing.Slug, listing.Name, await db.Variants.Where(v => v.ListingId == listing.Id && (!onSale || v.Available <= 0)).BySize()
            .Select(v => new PackAwaited(v.Id, v.Slug, v.Name)).ToListAsync(ct), asked.Variant);
    }
}
