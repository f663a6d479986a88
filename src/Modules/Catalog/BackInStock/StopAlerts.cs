using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Catalog.BackInStock;

/// <summary>By the link of a message: what it was about.</summary>
internal sealed record LookAtAlert(string Token) : IQuery<AlertPage>;

/// <param name="Waiting">For how many packs this contact still waits.</param>
internal sealed record AlertPage(string Token, string Slug, string VariantSlug, Text Listing, Text Variant, int Waiting);

internal sealed class LookAtAlertHandler(StoreDb db) : IRequestHandler<LookAtAlert, AlertPage>
{
    public async Task<AlertPage> Handle(LookAtAlert asked, CancellationToken ct)
    {
        var all = db.StockAlerts;
        return await (from a in all
                      join v in db.Variants on a.VariantId equals v.Id
                      join l in db.Listings on v.ListingId equals l.Id
                      where a.Token == asked.Token
                      select new AlertPage(a.Token, l.Slug, v.Slug, l.Name, v.Name, all.Count(o => o.Contact == a.Contact && o.ToldAt == null))).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
    }
}

/// <summary>Nothing more to this phone or e-mail: all its alerts are forgotten.</summary>
internal sealed record StopAlerts(string Token) : ICommand<Unit>;

internal sealed class StopAlertsHandler(StoreDb db) : IRequestHandler<StopAlerts, Unit>
{
    public async Task<Unit> Handle(StopAlerts asked, CancellationToken ct)
    {
        var contact = await db.StockAlerts.Where(a => a.Token == asked.Token).Select(a => a.Contact).SingleOrDefaultAsync(ct);
        if (contact is not null) await db.StockAlerts.Where(a => a.Contact == contact).ExecuteDeleteAsync(ct);
        return Unit.Value;
    }
}
