using Microsoft.Extensions.Localization;
using Storefront.Contracts;
using Storefront.Platform.Web;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping;

/// <summary>Sentences about roads in all languages at once, for facts that are told to other modules.</summary>
internal sealed class RoadWords(IStringLocalizer<Words> words, RoadNetwork network)
{
    /// <summary>"Snow on the road Litang–Yajiang".</summary>
    public Text Closed(ClosureKind kind, string leg)
    {
        return new(In("zh"), In("en"), In("fr"));

        string In(string language) => Languages.In(language, () => words[$"closure.{kind.ToString().ToLowerInvariant()}", LegName(leg).In(language)].Value);
    }

    public Text LegName(string leg)
    {
        var (from, to) = network.Legs.TryGetValue(leg, out var known) ? (network.Places[known.From].Name, network.Places[known.To].Name) : (new(leg), new(leg));
        return new($"{from.Zh}—{to.Zh}", $"{from.In("en")}–{to.In("en")}", $"{from.In("fr")}–{to.In("fr")}");
    }
}
