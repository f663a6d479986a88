using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using Storefront.Contracts;

namespace Storefront.Shipping.Roads;

/// <summary>The places and the legs between them, and the quickest way from one to another with some legs shut. Never changes.</summary>
internal sealed class RoadNetwork
{
    const int MostWaysKept = 4096;
    readonly FrozenDictionary<string, Leg[]> legsAt;
    readonly ConcurrentDictionary<(string From, string To, string Shut), Way?> ways = new();

    public RoadNetwork(IEnumerable<Place> places, IEnumerable<Leg> legs)
    {
        Places = places.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);
        Legs = legs.ToFrozenDictionary(l => l.Id, StringComparer.Ordinal);
        legsAt = Legs.Values.SelectMany(l => new[] { (End: l.From, Leg: l), (End: l.To, Leg: l) })
            .GroupBy(x => x.End, x => x.Leg, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.OrderBy(l => l.Id, StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
    }

    public FrozenDictionary<string, Place> Places { get; }
    public FrozenDictionary<string, Leg> Legs { get; }

    public bool Reaches(string place) => legsAt.ContainsKey(place);

    /// <summary>The quickest way, or null when the shut legs cut it off. Kept for the next one who asks.</summary>
    public Way? Quickest(string from, string to, IReadOnlyCollection<string>? shut = null)
    {
        var key = (from, to, shut is null or { Count: 0 } ? "" : string.Join(' ', shut.Order(StringComparer.Ordinal)));
        if (ways.TryGetValue(key, out var known)) return known;
        if (ways.Count >= MostWaysKept) ways.Clear();
        return ways[key] = Search(from, to, shut ?? []);
    }

    /// <summary>The quickest way over a place in between.</summary>
    public Way? Quickest(string from, string via, string to, IReadOnlyCollection<string>? shut = null) =>
        Quickest(from, via, shut) is { } first && Quickest(via, to, shut) is { } rest ? first.Then(rest) : null;

    /// <summary>Dijkstra by minutes, then kilometres, so that equal hours give the same way each time.</summary>
    Way? Search(string from, string to, IReadOnlyCollection<string> shut)
    {
        if (!Reaches(from) || !Reaches(to)) return null;
        var best = new Dictionary<string, (int Minutes, int Km)>(StringComparer.Ordinal) { [from] = (0, 0) };
        var back = new Dictionary<string, Leg>(StringComparer.Ordinal);
        var open = new PriorityQueue<string, (int, int)>([(from, (0, 0))]);
        while (open.TryDequeue(out var place, out var reached))
        {
            if (place == to) break;
            if (reached.CompareTo(best[place]) > 0) continue;
            foreach (var leg in legsAt[place])
            {
                if (shut.Contains(leg.Id, StringComparer.Ordinal)) continue;
                var next = leg.Other(place);
                var there = (reached.Item1 + leg.Minutes, reached.Item2 + leg.Kilometres);
                if (best.TryGetValue(next, out var before) && before.CompareTo(there) <= 0) continue;
                (best[next], back[next]) = (there, leg);
                open.Enqueue(next, there);
            }
        }
        if (!best.ContainsKey(to)) return null;
        var steps = new List<Step>();
        for (var at = to; at != from; at = back[at].Other(at)) steps.Add(new(back[at], back[at].Other(at), at));
        steps.Reverse();
        return new(from, steps);
    }

    /// <summary>A way from the ids of its legs, in order; null when they do not hang together or one is unknown.</summary>
    public Way? Along(string from, IReadOnlyList<string> legIds)
    {
        var (at, steps) = (from, new List<Step>());
        foreach (var id in legIds)
        {
            if (!Legs.TryGetValue(id, out var leg) || (leg.From != at && leg.To != at)) return null;
            steps.Add(new(leg, at, leg.Other(at)));
            at = leg.Other(at);
        }
        return new(from, steps);
    }

    /// <summary>The way a load really goes: as it is driven, as far as the town it goes to, or on from where the drive ends.</summary>
    public Way? Onward(Way driven, string to)
    {
        if (driven.Places.Contains(to, StringComparer.Ordinal)) return new(driven.From, [.. driven.Steps.Take(driven.Places.ToList().IndexOf(to))]);
        return Quickest(driven.To, to) is { } rest ? driven.Then(rest) : null;
    }

    /// <summary>
    /// True when a load that is taken up where the way passes comes to its town, or ends fewer hours from it than it began. What goes nowhere may ride
    /// with whoever stops there, since only from a truck can it be handed over.
    /// </summary>
    public bool BringsNearer(Way way, string origin, string to)
    {
        var ahead = way.Places.SkipWhile(p => p != origin).Skip(1).ToList();
        if (ahead.Count == 0) return false;
        return origin == to || ahead.Contains(to, StringComparer.Ordinal) || (Quickest(ahead[^1], to) is { } left && Quickest(origin, to) is { } whole && left.Hours < whole.Hours);
    }

    /// <summary>The way as points for the altitude figure: each place, and the passes between them.</summary>
    public IReadOnlyList<PointOnWay> Points(Way way)
    {
        var points = new List<PointOnWay> { new(Places[way.From], 0) };
        var km = 0.0;
        foreach (var step in way.Steps)
        {
            var passes = step.Leg.Passes.Select(p => new PointOnWay(Places[p.PlaceId], km + (step.From == step.Leg.From ? p.KmFromStart : step.Leg.Kilometres - p.KmFromStart)));
            points.AddRange(passes.OrderBy(p => p.Kilometres));
            points.Add(new(Places[step.To], km += step.Leg.Kilometres));
        }
        return points;
    }

    public static RoadNetwork Load()
    {
        using var placesFile = Open("places.json");
        using var routesFile = Open("routes.json");
        var read = placesFile.RootElement.GetProperty("places").EnumerateArray().Select(ReadPlace).ToDictionary(p => p.Id, StringComparer.Ordinal);
        // A city's central district goes by the city's name: nobody says that a truck is in Chengguan.
        var places = read.Values.Select(p => p.Official.Zh.EndsWith('区') && p.Parent is { } above ? p with { Name = PlaceNames.Short(read[above].Official) } : p);
        return new(places, routesFile.RootElement.GetProperty("legs").EnumerateArray().Select(ReadLeg));
    }

    static JsonDocument Open(string name)
    {
        using var stream = typeof(RoadNetwork).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        return JsonDocument.Parse(stream);
    }

    static Place ReadPlace(JsonElement p)
    {
        var names = p.GetProperty("names");
        var official = new Text(names.GetProperty("zh-Hans").GetString()!, names.GetProperty("en").GetString(), names.GetProperty("fr").GetString(), Maybe(names, "bo")?.Replace('\'', '’'));
        official = official with { En = official.En?.Replace('\'', '’'), Fr = official.Fr?.Replace('\'', '’') };
        var aliases = p.TryGetProperty("aliases", out var known) ? known.EnumerateArray().Select(a => a.GetString()!).ToArray() : [];
        return new(p.GetProperty("id").GetString()!, Enum.Parse<PlaceKind>(p.GetProperty("kind").GetString()!, ignoreCase: true), PlaceNames.Short(official), official, aliases,
            Maybe(p, "parent"), Maybe(p, "seat_id"), p.GetProperty("province").GetString()!, p.GetProperty("altitude_m").GetInt32())
        {
            At = p.TryGetProperty("latitude", out var latitude) && p.TryGetProperty("longitude", out var longitude) ? (latitude.GetDouble(), longitude.GetDouble()) : null,
        };
    }

    static Leg ReadLeg(JsonElement l)
    {
        var km = l.GetProperty("distance_km").GetInt32();
        var passes = new List<JsonElement>();
        if (l.TryGetProperty("high_pass", out var high)) passes.Add(high);
        if (l.TryGetProperty("other_passes", out var others)) passes.AddRange(others.EnumerateArray());
        return new(l.GetProperty("id").GetString()!, l.GetProperty("from").GetString()!, l.GetProperty("to").GetString()!, l.GetProperty("road").GetString()!,
            km, (int)Math.Round(l.GetProperty("typical_hours").GetDouble() * 60), Enum.Parse<RoadClass>(l.GetProperty("class").GetString()!, ignoreCase: true),
            [.. passes.Select((p, i) => new PassOnLeg(p.GetProperty("place").GetString()!,
                p.TryGetProperty("km_from_start", out var at) ? at.GetDouble() : km * (i + 1.0) / (passes.Count + 1)))]);
    }

    static string? Maybe(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}

/// <summary>A leg in the direction it is driven.</summary>
internal sealed record Step(Leg Leg, string From, string To);

internal sealed record PointOnWay(Place Place, double Kilometres);

/// <summary>Legs one after another.</summary>
internal sealed record Way(string From, IReadOnlyList<Step> Steps)
{
    public string To => Steps.Count == 0 ? From : Steps[^1].To;
    public int Kilometres => Steps.Sum(s => s.Leg.Kilometres);
    public double Hours => Steps.Sum(s => s.Leg.Minutes) / 60.0;
    public double SlowHours => Steps.Sum(s => s.Leg.SlowMinutes) / 60.0;
    public IEnumerable<string> Places => Steps.Select(s => s.To).Prepend(From);
    public IReadOnlyList<string> LegIds => [.. Steps.Select(s => s.Leg.Id)];
    public Way Then(Way rest) => new(From, [.. Steps, .. rest.Steps]);
}
