using Microsoft.Extensions.Configuration;
using Storefront.Contracts;

namespace Storefront.Catalog;

/// <param name="FloorPerKilogram">No box is put on sale for less, whatever a finger that slipped has typed.</param>
internal sealed record CatalogSettings(Money FloorPerKilogram)
{
    internal static CatalogSettings From(IConfiguration settings) => new(new Money(settings.GetValue("Catalog:FloorFenPerKilogram", 100L)));

    public Money FloorOf(Mass net) => new((FloorPerKilogram.Fen * net.Grams + 999) / 1000);
}
