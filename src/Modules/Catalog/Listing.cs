using Storefront.Contracts;

namespace Storefront.Catalog;

/// <summary>What a producer offers. Its boxes are variants, its harvests are lots.</summary>
internal sealed class Listing
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required Guid ProducerId { get; init; }
    public required string Category { get; init; }
    public required Text Name { get; init; }
    public required Text Summary { get; init; }
    public required Text Description { get; init; }
    public Text? Keeping { get; init; }
    public required IReadOnlyList<KeyFact> Facts { get; init; }
    /// <summary>fresh, dry, frozen, honey or dairy: how it travels and where it may go (goods.json of Shipping); or voucher, which does not travel.</summary>
    public required string GoodsClass { get; init; }
    /// <summary>Its packs are vouchers: a tree for a harvest, a night at a farm.</summary>
    public bool Vouchers => GoodsClass == Voucher;
    public const string Voucher = "voucher";
    /// <summary>The shelf they stand on, and no goods.</summary>
    public const string VoucherShelf = "visits";
    public required int ShelfLifeDays { get; init; }
    public required ListingState State { get; init; }
    public required DateTime ListedAt { get; init; }
    /// <summary>The first day it is sold; null for at once.</summary>
    public DateOnly? Opens { get; init; }
    /// <summary>The last day it is sold; null for as long as there is any.</summary>
    public DateOnly? Closes { get; init; }
    /// <summary>Who listed it; null for what was planted.</summary>
    public Guid? ActedBy { get; init; }
    /// <summary>The producer it was listed for.</summary>
    public Guid? ActedFor { get; init; }
}

/// <summary>What was changed of a listing after it went live, by whom and for whom. Append-only.</summary>
internal sealed class ListingChange
{
    public required Guid Id { get; init; }
    public required Guid ListingId { get; init; }
    /// <summary>Null when the listing was ended, its season was set, its words or its photos were changed.</summary>
    public Guid? VariantId { get; init; }
    /// <summary>The new price; null when it stayed.</summary>
    public long? PriceFen { get; init; }
    /// <summary>Boxes that were left after it; null when their number was not touched.</summary>
    public int? Boxes { get; init; }
    /// <summary>The season was set, to <see cref="Opens"/> and <see cref="Closes"/>.</summary>
    public bool Season { get; init; }
    public DateOnly? Opens { get; init; }
    public DateOnly? Closes { get; init; }
    /// <summary>Name or description were changed or put into another language.</summary>
    public bool Words { get; init; }
    /// <summary>A photo was added, removed or put first.</summary>
    public bool Photos { get; init; }
    /// <summary>A harvest of that day came to it.</summary>
    public DateOnly? PickedOn { get; init; }
    public required DateTime At { get; init; }
    public required Guid ActedBy { get; init; }
    public required Guid ActedFor { get; init; }
}

/// <summary>Only what is live is for all to see. Submitted waits until somebody has read it; what was declined can be submitted again.</summary>
internal enum ListingState { Submitted, Declined, Live, Ended }

internal sealed record KeyFact(Text Label, Text Value);

/// <summary>A picture of a listing, the first at 0; its stem takes -320.webp, -640.webp and -1280.webp.</summary>
internal sealed class Photo
{
    public required Guid ListingId { get; init; }
    public required int Position { get; init; }
    public required string Stem { get; init; }
    public required Text Alt { get; init; }
}

internal static class Sizes
{
    /// <summary>The smallest first, whenever it was added; vouchers, which weigh nothing, as they were offered.</summary>
    public static IOrderedQueryable<Variant> BySize(this IQueryable<Variant> packs) => packs.OrderBy(v => v.Net.Grams).ThenBy(v => v.Position);
}

/// <summary>A pack size and grade with its price and the boxes that can still be sold. Of a listing of vouchers: what one is good for; of dated places one a day,
/// whose boxes are the places.</summary>
internal sealed class Variant
{
    public required Guid Id { get; init; }
    public required Guid ListingId { get; init; }
    public required string Slug { get; init; }
    public required Text Name { get; init; }
    public required Text Grade { get; init; }
    public required Mass Net { get; init; }
    public required Mass Gross { get; init; }
    public required Money Price { get; init; }
    /// <summary>In fen, what it cost when somebody last read its price, where a farmer has moved it since, or what a box that he added would have; null where that
    /// is what it costs.</summary>
    public long? ReadFen { get; init; }
    public Money ReadPrice => ReadFen is { } fen ? new(fen) : Price;
    public required int Available { get; init; }
    /// <summary>The first day on which its voucher is redeemed, and the last; null for goods that are sent.</summary>
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidUntil { get; init; }
    /// <summary>The last day on which it can be given back unredeemed.</summary>
    public DateOnly? BackUntil { get; init; }
    /// <summary>One more each time somebody changes price or boxes; what is sold does not count.</summary>
    public int Version { get; init; }
    public required int Position { get; init; }
}
