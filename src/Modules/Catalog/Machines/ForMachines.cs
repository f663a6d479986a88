using System.Globalization;
using Storefront.Catalog.Cards;
using Storefront.Catalog.Product;
using Storefront.Catalog.Villages;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Machines;

/// <summary>Goods as search engines and assistants read them (schema.org). Prices and what is left are those that the page shows.</summary>
internal static class ForMachines
{
    /// <summary>One pack is a product; several are a group of products that differ in size, each with its offer.</summary>
    public static LinkedData Goods(ProductPage page, string site)
    {
        var (listing, address) = (page.Listing, $"{site}/{Languages.Current}/p/{page.Listing.Slug}");
        var brand = new LinkedData("Brand", ("name", page.Producer.Name.Here));
        var images = page.Photos.Select(p => $"{site}{p.Stem}-1280.webp").ToList();
        if (page.Packs is [var only])
            return new("Product", ("name", listing.Name.Here), ("description", listing.Summary.Here), ("url", address), ("image", images), ("category", page.Category.Here), ("brand", brand),
                ("sku", Sku(only)), ("weight", Weight(only)), ("offers", OfferOf(page, only, site, address)), ("aggregateRating", RatingOf(page.Said)), ("review", ReviewsOf(page.Said)));
        return new("ProductGroup", ("name", listing.Name.Here), ("description", listing.Summary.Here), ("url", address), ("image", images),
            ("category", page.Category.Here), ("brand", brand),
            ("productGroupID", listing.Slug), ("variesBy", "https://schema.org/size"), ("hasVariant", page.Packs.Select(pack => new LinkedData("Product",
                ("name", $"{listing.Name.Here} {pack.Name.Here}"), ("image", images.FirstOrDefault()), ("size", pack.Name.Here), ("sku", Sku(pack)), ("weight", Weight(pack)),
                ("offers", OfferOf(page, pack, site, address))))), ("aggregateRating", RatingOf(page.Said)), ("review", ReviewsOf(page.Said)));
    }

    /// <summary>Nothing where nobody has said anything: no stars are better than made up ones. Of one to five, as schema.org takes it when nothing is said.</summary>
    static LinkedData? RatingOf(ReviewsShown said) => said.Rating.Reviews == 0 ? null : new("AggregateRating",
        ("ratingValue", said.Rating.Average.ToString("0.0", CultureInfo.InvariantCulture)), ("reviewCount", said.Rating.Reviews));

    static IReadOnlyList<LinkedData>? ReviewsOf(ReviewsShown said) => said.Reviews.Count == 0 ? null : [.. said.Reviews.Select(r => new LinkedData("Review",
        ("author", new LinkedData("Person", ("name", r.Name))), ("datePublished", Show.Machine(ChinaTime.Day(r.WrittenAt))), ("reviewBody", r.Words),
        ("reviewRating", new LinkedData("Rating", ("ratingValue", r.Stars)))))];

    public static LinkedData Place(VillagePage page, string site) =>
        new("Place", ("name", page.Place.Name.Here), ("description", page.Told?.Story.Here), ("url", $"{site}/{Languages.Current}/villages/{page.Place.PlaceId}"),
        ("image", $"{site}{page.Picture}-1280.webp"), ("geo", page.Map is not { } map ? null
            : new LinkedData("GeoCoordinates", ("latitude", map.At.Latitude), ("longitude", map.At.Longitude), ("elevation", page.Place.AltitudeMetres))),
        ("containedInPlace", page.Place.County is { } county ? new LinkedData("AdministrativeArea", ("name", county.Here)) : null));

    static LinkedData OfferOf(ProductPage page, Pack pack, string site, string address) => new("Offer",
        ("url", $"{address}?v={pack.Slug}"), ("price", Amount(pack.Price)), ("priceCurrency", Money.Currency), ("itemCondition", "https://schema.org/NewCondition"),
        ("availability", $"https://schema.org/{(!page.InSeason ? "OutOfStock" : pack.SoldOut ? "SoldOut" : "InStock")}"), ("seller", LinkedData.Shop(site)),
        ("priceValidUntil", pack.Offer is { } offer ? Show.Machine(ChinaTime.Day(offer.EndsAt)) : null),
        ("shippingDetails", ShippingOf(page, pack)), ("hasMerchantReturnPolicy", ReturnsOf(page, pack)));

    /// <summary>Where and by when, as the page says it. What it costs is known for the pack that the page shows; where that one costs nothing, delivery is a part of every price.</summary>
    static LinkedData? ShippingOf(ProductPage page, Pack pack) => pack.Voucher is not null || !page.InSeason || page.NotSent is not null ? null : new("OfferShippingDetails",
        ("shippingRate", pack.Id != page.Chosen.Id && page.Delivery != Money.Zero ? null : new LinkedData("MonetaryAmount", ("value", Amount(page.Delivery)), ("currency", Money.Currency))),
        ("shippingDestination", Region(page.To)),
        ("deliveryTime", new LinkedData("ShippingDeliveryTime",
            ("handlingTime", Days(page.Ready, page.Ready, page.Today)),
            ("transitTime", Days(page.Promise.Window.From, page.Promise.Window.To, page.Ready)))));

    static LinkedData Days(DateOnly from, DateOnly to, DateOnly after) =>
        new("QuantitativeValue", ("minValue", from.DayNumber - after.DayNumber), ("maxValue", to.DayNumber - after.DayNumber), ("unitCode", "DAY"));

    /// <summary>What perishes cannot be returned, a voucher until its last day for that. Of other goods the shop says nothing of its own, so it says nothing here.</summary>
    static LinkedData? ReturnsOf(ProductPage page, Pack pack)
    {
        if (pack.Voucher is { } voucher && voucher.BackUntil >= page.Today)
            return new("MerchantReturnPolicy", ("applicableCountry", Country(page.To)), ("returnPolicyCategory", "https://schema.org/MerchantReturnFiniteReturnWindow"),
                ("merchantReturnDays", Show.Machine(voucher.BackUntil)), ("returnFees", "https://schema.org/FreeReturn"), ("refundType", "https://schema.org/FullRefund"));
        return pack.Voucher is null && !page.Perishable ? null
            : new("MerchantReturnPolicy", ("applicableCountry", Country(page.To)), ("returnPolicyCategory", "https://schema.org/MerchantReturnNotPermitted"));
    }

    static LinkedData Region(Destination to) => Abroad(to)
        ? new("DefinedRegion", ("addressCountry", Country(to)))
        : new("DefinedRegion", ("addressCountry", Country(to)), ("addressRegion", to.Name.Here));

    static bool Abroad(Destination to) => to.Area is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'];
    static string Country(Destination to) => Abroad(to) ? to.Area : "CN";

    static LinkedData? Weight(Pack pack) => pack.Voucher is not null ? null : new("QuantitativeValue", ("value", pack.Net.Kilograms), ("unitCode", "KGM"));

    /// <summary>As the product feed names it: the pages and the feed are compared.</summary>
    public static string Sku(Pack pack) => pack.Id.ToString("N");

    public static string Amount(Money money) => (money.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>The way to a page, from the home page on.</summary>
    /// <param name="steps">Name and path behind the language.</param>
    public static LinkedData Crumbs(string site, params IReadOnlyList<(string Name, string Path)> steps) => new("BreadcrumbList",
        ("itemListElement", steps.Select((step, i) => new LinkedData("ListItem", ("position", i + 1), ("name", step.Name), ("item", $"{site}/{Languages.Current}{step.Path}")))));
}
