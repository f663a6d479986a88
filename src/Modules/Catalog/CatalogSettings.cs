using Microsoft.Extensions.Configuration;
using Storefront.Contracts;

namespace Storefront.Catalog;

/// <param name="FloorPerKilogram">No box is put on sale for less, whatever a finger that slipped has typed.</param>
/// <param name="FreePercent">A farmer moves a price by so much of it at once; further away somebody reads it first.</param>
internal sealed record CatalogSettings(Money FloorPerKilogram, int FreePercent)
{
    internal static CatalogSettings From(IConfiguration settings) => new(new Money(settings.GetValue("Catalog:FloorFenPerKilogram", 100L)), settings.GetValue("Catalog:FreePricePercent", 30));

    public bool IsFar(Money from, Money to) => Math.Abs(to.Fen - from.Fen) * 100 > from.Fen * FreePercent;

    public Money FloorOf(Mass net) => new((FloorPerKilogram.Fen * net.Grams + 999) / 1000);
}
