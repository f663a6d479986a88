using System.Globalization;
using System.Text;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Tracking;

/// <summary>
/// The road as an altitude profile: a stretchable drawing (x = kilometres scaled to 1100, y = 300 - altitude ÷ 5000 × 260) and labels placed by per
/// cent over it. Labels are chosen so that none covers another: passes above the line, towns below it.
/// </summary>
internal sealed class RoadFigure
{
    const double Width = 1100, Height = 300, SnowLine = 4150;
    /// <summary>How wide the drawing is on the narrowest screen that shows all labels.</summary>
    const double LeastPixels = 720;

    readonly IReadOnlyList<PointOnWay> points;
    readonly string language;

    public RoadFigure(IReadOnlyList<PointOnWay> points, int at, string? pill, string language)
    {
        (this.points, this.language) = (points, language);
        Kilometres = Math.Max(1, points[^1].Kilometres);
        Line = Curve();
        Now = at >= 0 ? points[at] : null;
        Labels = Choose(at, pill);
    }

    public double Kilometres { get; }
    public string Line { get; }
    public string Ridge => $"{Line}V300H0z";
    public PointOnWay? Now { get; }
    public double NowX => Now is null ? 0 : X(Now);
    public IReadOnlyList<Label> Labels { get; }

    /// <param name="X">Per cent from the left; Y from the top; Shift how much of the label stands left of its point.</param>
    /// <param name="Low">Below the line. Ahead: not reached yet. Minor: left out on a phone.</param>
    internal sealed record Label(Place Place, double X, double Y, double Shift, bool Low, bool End, bool Ahead, bool Minor);

    public double Percent(PointOnWay point) => Math.Round(point.Kilometres / Kilometres * 100, 1);
    public static double PercentDown(PointOnWay point) => Math.Round(Y(point.Place.AltitudeMetres) / Height * 100, 1);
    public string At(double kilometres) => Number(kilometres / Kilometres * Width);

    /// <summary>Above about 4,150 m, with a ragged edge.</summary>
    public static string Snow
    {
        get
        {
            var path = new StringBuilder("M0 0H1100");
            var edge = Y(SnowLine);
            for (var (x, i) = (Width, 0); x >= 0; x -= 16, i++) path.Append(CultureInfo.InvariantCulture, $"L{x:0} {edge + (i % 2 == 0 ? -4 : 14 + i * 7 % 5):0}");
            return path.Append('z').ToString();
        }
    }

    /// <summary>Cubics whose handles are horizontal at 40 % of the gap: exact at every point, never above a pass.</summary>
    string Curve()
    {
        var path = new StringBuilder($"M0 {Number(Y(points[0].Place.AltitudeMetres))}");
        for (var i = 1; i < points.Count; i++)
        {
            var (x0, x1) = (X(points[i - 1]), X(points[i]));
            var (y0, y1) = (Y(points[i - 1].Place.AltitudeMetres), Y(points[i].Place.AltitudeMetres));
            var handle = (x1 - x0) * 0.4;
            path.Append(CultureInfo.InvariantCulture, $"C{Number(x0 + handle)} {Number(y0)} {Number(x1 - handle)} {Number(y1)} {Number(x1)} {Number(y1)}");
        }
        return points.Count == 1 ? path.Append("H1100").ToString() : path.ToString();
    }

    List<Label> Choose(int at, string? pill)
    {
        var (above, below) = (new List<(double From, double To)>(), new List<(double From, double To)>());
        var labels = new List<Label>();
        var truck = pill is null || Now is null ? (double?)null : Percent(Now);
        if (truck is { } here)
        {
            // The pill hangs above all labels, on a stem that none may cover; Tibetan lines are too tall for both.
            var wide = language == "bo" ? WidthOf(pill!) + 6 : 2;
            above.Add((here - wide * here / 100, here + wide * (100 - here) / 100));
        }
        PointOnWay? next = null;

        Add(0, 0, low: true, always: true);
        Add(points.Count - 1, 100, low: false, always: at != points.Count - 1);
        var between = Enumerable.Range(1, Math.Max(0, points.Count - 2)).Where(i => i != at).ToList();
        // A phone shows one pass, the next that has room.
        foreach (var index in between.Where(i => i > at && points[i].Place.Kind == PlaceKind.Pass))
            if (Add(index, OnAPhone(index), low: false, always: false, next: true))
            {
                next = points[index];
                break;
            }
        foreach (var index in between.Where(i => points[i] != next)
            .OrderBy(i => points[i].Place.Kind switch { PlaceKind.Pass => 1, PlaceKind.City or PlaceKind.County => 2, _ => 9 }).ThenByDescending(i => points[i].Place.AltitudeMetres))
        {
            if (points[index].Place.Kind is PlaceKind.Village or PlaceKind.Township && points.Count > 8) continue;
            var low = points[index].Place.Kind != PlaceKind.Pass && PercentDown(points[index]) < 66;
            Add(index, points[index].Place.Kind == PlaceKind.Pass ? 50 : AwayFromTheLine(index, low), low, always: false);
        }
        return [.. labels.OrderBy(l => l.X)];

        bool Add(int index, double shift, bool low, bool always, bool next = false)
        {
            var point = points[index];
            var (x, wide, taken) = (Percent(point), WidthOf(point.Place.Name.In(language)), low ? below : above);
            var (from, to) = (x - wide * shift / 100, x + wide * (100 - shift) / 100);
            // The label that a phone keeps is twice as wide there.
            if (next && truck is { } stem && x - stem < wide) return false;
            if (!always && (index == at && pill is not null || from < 0 || to > 100 || taken.Exists(t => from < t.To + 1 && to > t.From - 1))) return false;
            taken.Add((from, to));
            var end = index == 0 || index == points.Count - 1;
            labels.Add(new(point.Place, x, PercentDown(point), shift, low, end, index > at, !end && !next));
            return true;
        }
    }

    /// <summary>Over its point, or beside it where it would leave the drawing: on a phone a label takes twice as much of it.</summary>
    double OnAPhone(int index)
    {
        var (x, wide) = (Percent(points[index]), Math.Min(100, 2 * WidthOf(points[index].Place.Name.In(language))));
        return Math.Round(Math.Clamp(50, 100 - (100 - x) / wide * 100, x / wide * 100));
    }

    /// <summary>On a slope the label stands on the side where the line is not: a low one under the hill, a high one beyond it.</summary>
    double AwayFromTheLine(int index, bool low)
    {
        var fall = points[index - 1].Place.AltitudeMetres - points[index + 1].Place.AltitudeMetres;
        return Math.Abs(fall) < 600 ? 50 : fall > 0 == low ? 82 : 18;
    }

    /// <summary>About how much of the drawing a text takes, in per cent of its width.</summary>
    static double WidthOf(string text) => (text.Sum(c => c >= '\u2E80' ? 15.0 : c >= '\u0F00' && c <= '\u0FFF' ? 9.0 : 7.5) + 10) / LeastPixels * 100;

    double X(PointOnWay point) => point.Kilometres / Kilometres * Width;
    static double Y(double altitude) => Height - altitude / 5000 * 260;
    static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
}
