using System.Globalization;
using System.Text;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;

namespace Storefront.Catalog.Maps;

/// <summary>
/// A place and the roads around it, drawn from the shop's own table of places: north is up, a degree of longitude is as much narrower as it is there. Names
/// stand where they do not meet.
/// </summary>
internal sealed record DrawnMap(int Height, string Roads, string Way, IReadOnlyList<MapDot> Dots, MapPoint At, Text To)
{
    public const int Width = 360;
    const int Edge = 20, LabelHeight = 15, LabelWidth = 76;

    /// <summary>Null when there is nothing to draw.</summary>
    public static DrawnMap? Draw(MapKnown? known, string place, string to)
    {
        if (known is null || known.Points.Count < 2) return null;
        var (south, north) = (known.Points.Min(p => p.Latitude), known.Points.Max(p => p.Latitude));
        var (west, east) = (known.Points.Min(p => p.Longitude), known.Points.Max(p => p.Longitude));
        var narrower = Math.Cos((south + north) / 2 * Math.PI / 180);
        var scale = (Width - 2.0 * Edge) / ((east - west) * narrower);
        var height = (int)Math.Clamp((north - south) * scale + 2 * Edge, 120, 320);
        scale = Math.Min(scale, (height - 2.0 * Edge) / (north - south));
        var left = (Width - (east - west) * narrower * scale) / 2;
        (double X, double Y) Drawn(MapPoint p) => (left + (p.Longitude - west) * narrower * scale, Edge + (north - p.Latitude) * scale);

        var at = known.Points.ToDictionary(p => p.PlaceId, Drawn, StringComparer.Ordinal);
        string Lines(bool onTheWay) => known.Roads.Where(r => r.OnTheWay == onTheWay).Aggregate(new StringBuilder(), (path, r) =>
            path.Append('M').Append(Number(at[r.From].X)).Append(' ').Append(Number(at[r.From].Y)).Append('L').Append(Number(at[r.To].X)).Append(' ').Append(Number(at[r.To].Y))).ToString();

        var named = new List<MapDot>();
        var onTheWay = known.Roads.Where(r => r.OnTheWay).SelectMany(r => new[] { r.From, r.To }).ToHashSet(StringComparer.Ordinal);
        foreach (var p in known.Points.OrderByDescending(p => p.PlaceId == place).ThenByDescending(p => p.PlaceId == to)
            .ThenByDescending(p => onTheWay.Contains(p.PlaceId)).ThenBy(p => p.Kind is "city" or "county" ? 0 : 1).ThenBy(p => p.PlaceId, StringComparer.Ordinal))
        {
            var (x, y) = at[p.PlaceId];
            var before = x > Width - LabelWidth;
            var free = named.TrueForAll(o => !o.Named || Math.Abs(o.Y - y) > LabelHeight || Math.Abs((o.Before ? o.X - LabelWidth : o.X) - (before ? x - LabelWidth : x)) > LabelWidth);
            named.Add(new(p.Name, x, y, p.PlaceId == place, free && (p.PlaceId == place || p.PlaceId == to || p.Kind is "city" or "county"), before));
        }
        return new(height, Lines(false), Lines(true), named, known.Points.First(p => p.PlaceId == place), known.Points.FirstOrDefault(p => p.PlaceId == to)?.Name ?? known.Points[^1].Name);
    }

    public static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <param name="Here">The place that the map is about.</param>
/// <param name="Named">There is room for its name.</param>
/// <param name="Before">Its name stands to the left of it.</param>
internal sealed record MapDot(Text Name, double X, double Y, bool Here, bool Named, bool Before);
