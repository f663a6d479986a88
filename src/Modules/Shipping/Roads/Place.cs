using System.Text.RegularExpressions;
using Storefront.Contracts;

namespace Storefront.Shipping.Roads;

internal enum PlaceKind { Village, Township, County, Prefecture, City, Pass }

/// <summary>A place of the network, or the area above one. No road ends at a prefecture or a pass.</summary>
/// <param name="Name">As a sign says it: 理塘, Litang.</param>
/// <param name="Official">As a register says it: 理塘县, Litang (Lithang).</param>
/// <param name="Province">ISO 3166-2: CN-SC.</param>
internal sealed record Place(string Id, PlaceKind Kind, Text Name, Text Official, IReadOnlyList<string> Aliases, string? Parent, string? Seat, string Province, int AltitudeMetres)
{
    /// <summary>WGS 84; null for areas.</summary>
    public (double Latitude, double Longitude)? At { get; init; }
    public bool OnTheRoad => Kind is not (PlaceKind.Prefecture or PlaceKind.Pass);
}

internal enum RoadClass { Local, Mountain, Expressway }

/// <summary>A pass on a leg, counted from the leg's From.</summary>
internal readonly record struct PassOnLeg(string PlaceId, double KmFromStart);

/// <summary>A road between two neighbouring places, the same in both directions. Minutes are whole so that sums are exact.</summary>
internal sealed record Leg(string Id, string From, string To, string Road, int Kilometres, int Minutes, RoadClass Class, IReadOnlyList<PassOnLeg> Passes)
{
    /// <summary>An assumption until runs have been measured; see README.md.</summary>
    public double SlowMinutes => Minutes * (Class == RoadClass.Expressway ? 1.2 : 1.5);
    public string Other(string end) => end == From ? To : From;
}

internal static partial class PlaceNames
{
    [GeneratedRegex(@"\s*[(（][^)）]*[)）]", RegexOptions.None, 1000)]
    private static partial Regex InBrackets { get; }

    [GeneratedRegex(@"^(?:comté|bourg|village|district) (?:de |d['’])", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex FrenchKind { get; }

    /// <summary>The short name: without brackets, and without the kind where the name alone is how people say it.</summary>
    public static Text Short(Text official) => new(
        InBrackets.Replace(official.Zh, "") is { Length: > 2 } zh && zh[^1] is '县' or '市' ? InBrackets.Replace(official.Zh, "")[..^1] : InBrackets.Replace(official.Zh, ""),
        official.En is { } en ? Without(InBrackets.Replace(en, ""), " Village", " County") : null,
        official.Fr is { } fr ? FrenchKind.Replace(InBrackets.Replace(fr, ""), "") : null,
        official.Bo);

    static string Without(string name, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
            if (name.EndsWith(ending, StringComparison.Ordinal)) return name[..^ending.Length];
        return name;
    }
}
