using System.Globalization;
using System.Text;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;

namespace Storefront.Catalog.Product;

/// <summary>The road as an altitude profile in a box of 100 x 40 that stretches; its labels are HTML, placed by per cent.</summary>
internal sealed record RoadFigure(string Line, string Area, IReadOnlyList<RoadLabel> Labels, double Kilometres, RoadPoint Highest)
{
    const double Top = 5240;        // metres at the upper edge: no pass of the region is higher

    /// <summary>Null when there is nothing to draw.</summary>
    public static RoadFigure? Draw(IReadOnlyList<RoadPoint> road)
    {
        if (road.Count < 2 || road[^1].Kilometres <= 0) return null;
        var length = road[^1].Kilometres;
        var line = new StringBuilder();
        foreach (var point in road) line.Append(line.Length == 0 ? 'M' : ' ').Append(Number(point.Kilometres / length * 100)).Append(' ')
            .Append(Number(40 - point.AltitudeMetres / Top * 40));
        return new(line.ToString(), $"{line}V40H0z", [.. Chosen(road, length)], length, road.MaxBy(p => p.AltitudeMetres)!);
    }

    /// <summary>Start, end, and the highest passes that leave room for each other's names; on phones only the highest of them.</summary>
    static IEnumerable<RoadLabel> Chosen(IReadOnlyList<RoadPoint> road, double length)
    {
        var passes = new List<RoadPoint>();
        foreach (var pass in road.Where(p => p.Kind == "pass").OrderByDescending(p => p.AltitudeMetres))
            if (passes.Count < 3 && At(pass) is > 24 and < 78 && passes.TrueForAll(p => Math.Abs(At(p) - At(pass)) > 18)) passes.Add(pass);

        yield return new(road[0], 0, 0, Small: false);
        foreach (var pass in passes.OrderBy(p => p.Kilometres)) yield return new(pass, At(pass), At(pass) < 42 ? 15 : At(pass) > 68 ? 85 : 50, Small: pass != passes[0]);
        yield return new(road[^1], 100, 100, Small: false);

        double At(RoadPoint point) => point.Kilometres / length * 100;
    }

    public static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Where the labels stand, for the page's style element.</summary>
    public string Css => string.Concat(Labels.Select((l, i) => $".w{i}{{--x:{Number(l.X)};--l:{l.Shift}}}"));
}

/// <param name="X">Per cent of the way.</param>
/// <param name="Shift">Per cent of the label that lies left of its mark.</param>
/// <param name="Small">Left out where there is no room.</param>
internal sealed record RoadLabel(RoadPoint Point, double X, int Shift, bool Small)
{
    public Text Name => Point.Name;
}
