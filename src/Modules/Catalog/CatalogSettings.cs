using Microsoft.Extensions.Configuration;
using Storefront.Contracts;

namespace Storefront.Catalog;

/// <param name="FloorPerKilogram">No box is put on sale for less, whatever a finger that slipped has typed.</param>
/// <param name="VoucherBackDays">How long after its last day a voucher that nobody redeemed can still be given back.</param>
/// <param name="StayBackDays">How long before its day a dated place can last be given back: whoever keeps it must be able to give it to somebody else.</param>
/// <param name="FreePercent">A farmer moves a price by so much of it at once; further away somebody reads it first.</param>
internal sealed record CatalogSettings(Money FloorPerKilogram, int FreePercent, int VoucherBackDays, int StayBackDays)
{
    internal static CatalogSettings From(IConfiguration settings) => new(new Money(settings.GetValue("Catalog:FloorFenPerKilogram", 100L)), settings.GetValue("Catalog:FreePricePercent", 30),
        settings.GetValue("Catalog:VoucherBackDays", 30), settings.GetValue("Catalog:StayBackDays", 7));

    public bool IsFar(Money from, Money to) => Math.Abs(to.Fen - from.Fen) * 100 > from.Fen * FreePercent;

    public DateOnly BackUntil(DateOnly from, DateOnly until) => from == until ? until.AddDays(-StayBackDays) : until.AddDays(VoucherBackDays);

    public Money FloorOf(Mass net) => new((FloorPerKilogram.Fen * net.Grams + 999) / 1000);
}
