namespace Storefront.Contracts.Catalog;

/// <summary>What is known of variants, in the order asked; a variant that is unknown or no longer on offer is left out.</summary>
public sealed record DescribeVariants(IReadOnlyList<Guid> VariantIds) : IQuery<IReadOnlyList<VariantOnOffer>>;

/// <param name="Origin">The id of the place it is packed and leaves from (places.json).</param>
/// <param name="Photo">Path without width and ending: "/pictures/apples" stands for /pictures/apples-320.webp, -640, -1280.</param>
/// <param name="Available">Boxes that can still be sold now; a hint, the lane decides.</param>
/// <param name="TaxRate">What the price includes, in hundredths of a per cent.</param>
/// <param name="KeepsUntil">Best before of the freshest lot that has something left; null when no lot says.</param>
/// <param name="Voucher">The terms of the voucher that is sold; null for goods that are sent.</param>
/// <param name="Minimum">What its producer's goods in one order must come to at list prices, since each order is a way to the road; zero for any order.</param>
public sealed record VariantOnOffer(
    Guid VariantId, Guid ListingId, Guid ProducerId, string ListingSlug, Text Listing, Text Variant, Text Producer,
    string Origin, string Photo, string GoodsClass, Mass Net, Mass Gross, Money Price, int Available, int TaxRate, DateOnly? KeepsUntil,
    VoucherTerms? Voucher = null, Money Minimum = default)
{
    public bool IsSent => Voucher is null;
}

/// <summary>The days on which a voucher can be redeemed, both included, in China time.</summary>
/// <param name="BackUntil">The last day on which it can be given back for its whole price, as long as nobody redeemed it.</param>
public readonly record struct VoucherTerms(DateOnly From, DateOnly Until, DateOnly BackUntil)
{
    /// <summary>A dated place: that day and no other.</summary>
    public bool OneDay => From == Until;
    public static VoucherTerms? Of(DateOnly? from, DateOnly? until, DateOnly? back) => from is { } first && until is { } last && back is { } returned ? new(first, last, returned) : null;
}

/// <summary>Of variants that <see cref="DescribeVariants"/> left out, what they were and why they are not sold now; an unknown one is left out here too.</summary>
public sealed record DescribeOffSale(IReadOnlyList<Guid> VariantIds) : IQuery<IReadOnlyList<VariantOffSale>>;

/// <param name="OpensOn">Its season begins on that day.</param>
/// <param name="ClosedOn">Its season's last day, which is over. When neither is there the listing ended.</param>
public sealed record VariantOffSale(Guid VariantId, string ListingSlug, Text Listing, Text Variant, DateOnly? OpensOn, DateOnly? ClosedOn);

/// <summary>
/// Takes stock for checkouts in order of arrival, all lines of one or none, and keeps it as holds. Stock rows are locked and read
/// in key order; the list price of each variant is read under the same lock. Only inside the lane's transaction.
/// </summary>
public sealed record TakeStock(IReadOnlyList<StockWanted> Wanted) : ICommand<IReadOnlyList<StockTaken>>;

/// <param name="Lines">A variant stands at most once.</param>
public sealed record StockWanted(Guid OrderId, IReadOnlyList<VariantUnits> Lines);
public readonly record struct VariantUnits(Guid VariantId, int Units);

/// <param name="ShortOf">The variants there was not enough of; empty when everything was taken.</param>
/// <param name="Prices">List prices by variant.</param>
public sealed record StockTaken(Guid OrderId, IReadOnlyList<Guid> ShortOf, IReadOnlyDictionary<Guid, Money> Prices)
{
    public bool Taken => ShortOf.Count == 0;
}

/// <summary>Gives held or allocated stock back: an order expired, was cancelled, or was refused later in its batch. Lines not held are ignored, so twice is once.</summary>
public sealed record ReturnStock(IReadOnlyList<StockWanted> Returned) : ICommand<int>;

/// <summary>Gives some units of an order's hold back, the others stay: a voucher of several came back. Whoever sends it sees to it that it is sent once.</summary>
public sealed record ReturnUnits(Guid OrderId, VariantUnits Line) : ICommand<MediatR.Unit>;

/// <summary>Which of these orders are paid for more than the lots that were still good had to give.</summary>
public sealed record FindShortOrders(IReadOnlyList<Guid> OrderIds) : IQuery<IReadOnlyList<OrderShort>>;
public sealed record OrderShort(Guid OrderId, Mass Missing);

/// <summary>Keeps a photo: checked by its content, without metadata, under its hash. Answers with the stem of its address, as in <see cref="VariantOnOffer.Photo"/>;
/// the same photo again is kept once. Refusals stand at the field "photo".</summary>
/// <param name="AtLeast">Pixels that it is wide at least.</param>
public sealed record KeepPhoto(PhotoSent Photo, int AtLeast = 1) : ICommand<string>;

/// <summary>As <see cref="KeepPhoto"/>, for a form that was refused for something else: until the form is sent again and its photo used, it is kept for <see cref="For"/> only.</summary>
public sealed record KeepPhotoForNextTry(PhotoSent Photo, int AtLeast = 1) : ICommand<string>
{
    /// <summary>How long the form may name it.</summary>
    public static readonly TimeSpan For = TimeSpan.FromDays(1);
}

/// <summary>A photo as it arrives: three widths that the browser drew, or the camera's file where no script ran.</summary>
/// <param name="Kept">The stem of one that was kept when its form was refused for something else.</param>
public sealed record PhotoSent(byte[]? Small, byte[]? Middle, byte[]? Large, byte[]? Original, string? Kept = null)
{
    /// <summary>Bytes of one file.</summary>
    public const int AtMost = 8_000_000;
    public static IReadOnlyList<int> Widths { get; } = [320, 640, 1280];
    public bool IsNone => this is { Small: null, Middle: null, Large: null, Original: null, Kept: null };
}

/// <summary>When the goods of a paid order were harvested, by the lots that were given to it.</summary>
public sealed record WhenPicked(Guid OrderId) : IQuery<IReadOnlyList<PickedOn>>;
/// <param name="From">The first day of its lots' harvests, and the last.</param>
public sealed record PickedOn(Guid VariantId, DateOnly From, DateOnly To);

/// <summary>The class of goods of each of these listings, whether or not it is still on sale.</summary>
public sealed record ClassesOfGoods(IReadOnlyList<Guid> ListingIds) : IQuery<IReadOnlyDictionary<Guid, string>>;

/// <summary>Makes the search index anew from all live listings: when its rules have changed, or rows came in behind the shop's back. Answers how many there are.</summary>
public sealed record BuildSearchIndex : ICommand<int>;

/// <summary>The office took a producer in: people can be named for him before he lists anything.</summary>
/// <param name="Farmer">Whoever applied, by the mobile number to sign in with; null when the office names people itself.</param>
public sealed record ProducerAdded(Guid ProducerId, Text Name, Contact? Farmer = null) : IFact
{
    public Guid Subject => ProducerId;
}

/// <summary>A listing can be bought, or its name or packs changed.</summary>
public sealed record ListingPublished(Guid ListingId, Guid ProducerId, string Slug, Text Name, Text Producer, IReadOnlyList<VariantPublished> Variants) : IFact
{
    public Guid Subject => ListingId;
}
public sealed record VariantPublished(Guid VariantId, string Slug, Text Name);

/// <summary>A household that applied to sell was taken in, or learns why not.</summary>
/// <param name="Times">How often it has applied.</param>
/// <param name="Reason">Null when it was taken in.</param>
public sealed record ApplicationDecided(Guid ApplicationId, int Times, Contact Contact, string? Reason) : IFact
{
    public Guid Subject => ApplicationId;
}

/// <summary>What a farmer asked for was read: it is live, or he learns why not.</summary>
/// <param name="Slug">The listing's; null where it is of the producer's own page.</param>
/// <param name="Name">The listing's, or the producer's.</param>
/// <param name="Reason">Null when it was approved; else in the words of who read it.</param>
public sealed record RevisionDecided(Guid RevisionId, Guid ProducerId, string? Slug, Text Name, string? Reason) : IFact
{
    public Guid Subject => RevisionId;
}

/// <summary>A variant can be bought again that somebody waits for: told once each time it was asked for.</summary>
/// <param name="Token">Opens /back/{token}, which also stops all alerts of this contact.</param>
public sealed record BackInStock(Guid AlertId, int Times, Contact Contact, Text Listing, Text Variant, string Slug, string VariantSlug, string Token) : IFact
{
    public Guid Subject => AlertId;
}
