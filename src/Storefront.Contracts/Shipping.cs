namespace Storefront.Contracts.Shipping;

/// <summary>When a box that leaves <paramref name="Origin"/> on <paramref name="Ready"/> arrives in the area.</summary>
/// <param name="Origin">Place id.</param>
/// <param name="Area">Where it goes: a place id of the network (chengdu, shanghai, ...) or an ISO country code in capitals.</param>
/// <param name="Ready">The first day it can leave the village.</param>
/// <param name="ToPoint">It waits at a pick-up point of the area's city: the day of the last mile is saved.</param>
public sealed record PromiseWindow(string Origin, string Area, DateOnly Ready, bool ToPoint = false) : IQuery<Promise>
{
    /// <summary>What is ordered now is picked and packed the day after: the product page shows it, and checkout promises it.</summary>
    public static DateOnly ReadyFor(DateTime now) => ChinaTime.Day(now).AddDays(1);
}

/// <param name="Kilometres">Road from origin to the area's city; 0 when it goes on by air.</param>
public sealed record Promise(ArrivalWindow Window, int Kilometres, double HoursP50, double HoursP90);

/// <summary>The area that an address lies in: the nearest city of the network for mainland addresses, else the country's code. Free text is understood as far as it goes.</summary>
public sealed record FindArea(Address Address) : IQuery<string>;

/// <summary>Areas a shopper can choose to see arrival windows for, with their names.</summary>
public sealed record ListAreas : IQuery<IReadOnlyList<AreaNamed>>;
public sealed record AreaNamed(string Area, Text Name);

/// <summary>What delivery costs for boxes of this gross mass: included in the price on the mainland, by weight abroad.</summary>
public sealed record QuoteDelivery(string Area, Mass Gross) : IQuery<Money>;

/// <summary>Where somebody of the area can fetch boxes; none by air.</summary>
public sealed record ListPickUpPoints(string Area) : IQuery<IReadOnlyList<PickUpPoint>>;
/// <param name="Where">In words.</param>
/// <param name="Hours">When it is open, in words.</param>
public sealed record PickUpPoint(string PointId, Text Name, Text Where, Text Hours);

/// <summary>Of these goods those that may not go to the area, with the reason; what each class of goods can bear is data (goods.json).</summary>
public sealed record FindUnsendable(string Area, IReadOnlyList<GoodsToSend> Goods) : IQuery<IReadOnlyList<Unsendable>>;
/// <param name="Leaves">The first day it can leave the village.</param>
/// <param name="Arrives">The last day of its arrival window.</param>
/// <param name="KeepsUntil">Best before; null when nobody said.</param>
public readonly record struct GoodsToSend(Guid VariantId, string GoodsClass, DateOnly Leaves, DateOnly Arrives, DateOnly? KeepsUntil);
/// <param name="Why">A sentence for the buyer.</param>
public sealed record Unsendable(Guid VariantId, Text Why);

/// <summary>Whether any of these classes of goods perishes, so that it cannot be returned within seven days without a reason.</summary>
public sealed record AnyPerishable(IReadOnlyList<string> GoodsClasses) : IQuery<bool>;

/// <summary>How warm goods of these classes may get on their way and after it; classes that do not mind are left out.</summary>
public sealed record KeepAt(IReadOnlyList<string> GoodsClasses) : IQuery<IReadOnlyDictionary<string, Temperatures>>;

/// <summary>Names, altitudes of places for pages of other modules; unknown ids are left out.</summary>
public sealed record DescribePlaces(IReadOnlyList<string> PlaceIds) : IQuery<IReadOnlyDictionary<string, PlaceKnown>>;
public sealed record PlaceKnown(string PlaceId, Text Name, Text? County, int AltitudeMetres);

/// <summary>The villages and towns that goods can leave from: a road leads away from each.</summary>
public sealed record ListOrigins : IQuery<IReadOnlyList<PlaceKnown>>;

/// <summary>Every name that places and what lies above them go by (township, county, prefecture), other romanisations among them: what people may type.</summary>
public sealed record ListPlaceNames(IReadOnlyList<string> PlaceIds) : IQuery<IReadOnlyDictionary<string, IReadOnlyList<string>>>;

/// <summary>The road from a place to an area as points for the altitude figure: the way that a box ordered now is promised by, passes included.</summary>
public sealed record DescribeRoad(string Origin, string Area) : IQuery<IReadOnlyList<RoadPoint>>;
/// <param name="Kind">village, township, county, prefecture, city or pass.</param>
public sealed record RoadPoint(string PlaceId, Text Name, string Kind, double Kilometres, int AltitudeMetres);

/// <summary>The places and roads around the usual way from a place to the market, by their coordinates; null where no road leads.</summary>
public sealed record DescribeMap(string Place, string To = DescribeMap.Market) : IQuery<MapKnown?>
{
    public const string Market = "chengdu";
}
public sealed record MapKnown(IReadOnlyList<MapPoint> Points, IReadOnlyList<MapRoad> Roads);
/// <param name="Latitude">WGS 84, in degrees, as is Longitude.</param>
public sealed record MapPoint(string PlaceId, Text Name, string Kind, double Latitude, double Longitude);
public sealed record MapRoad(string From, string To, bool OnTheWay);

/// <summary>The number that a seller order's parcel travels under, for its label; null until the parcel is made.</summary>
public sealed record WaybillOf(Guid SellerOrderId) : IQuery<string?>;

/// <summary>A seller order's parcels left on a run.</summary>
public sealed record ParcelsDeparted(Guid OrderId, Guid SellerOrderId, string RunNumber, DateTime DepartedAt, ArrivalWindow Expected) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>The arrival moved; told only when the old window no longer holds.</summary>
/// <param name="Version">1 for the first delay of this order's part, 2 for the next, ...</param>
public sealed record ParcelsDelayed(Guid OrderId, Guid SellerOrderId, int Version, Text Reason, ArrivalWindow Was, ArrivalWindow Expected) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>A seller order's last parcel was handed over.</summary>
public sealed record ParcelsDelivered(Guid OrderId, Guid SellerOrderId, DateTime DeliveredAt, string Proof) : IFact
{
    public Guid Subject => OrderId;
}
