using System.Collections.Frozen;
using Storefront.Contracts;

namespace Storefront.Promotions.Pricing;

/// <summary>All of a campaign that prices need, as it was read; a change makes new terms.</summary>
internal sealed record Terms(
    Guid CampaignId, string Slug, Text Name, Text Promise, DateTime WarmsUpAt, DateTime StartsAt, DateTime EndsAt,
    FrozenSet<Guid> Listings, IReadOnlyList<Rule> Rules, FrozenDictionary<Guid, Guid> QuotaOf)
{
    public bool IsOnSale(DateTime now) => StartsAt <= now && now < EndsAt;
    public bool IsAnnounced(DateTime now) => WarmsUpAt <= now && now < EndsAt;

    /// <summary>The lowest price of a box, and the rule it comes from; null while no rule lowers it.</summary>
    public (Money Price, Rule? Rule) PriceOf(Guid listing, Guid variant, Money list)
    {
        var (price, by) = (list, (Rule?)null);
        foreach (var rule in Rules)
            if (rule.Kind != RuleKind.SpendSave && rule.IsAbout(listing, variant) && rule.PriceOf(list) is var lower && lower < price) (price, by) = (lower, rule);
        return (price, by);
    }
}

/// <summary>What there is still to give: boxes of quotas, and what people have of limited rules. A quota that is not named has none left.</summary>
internal sealed class Left
{
    readonly Dictionary<Guid, int> quotas = [];
    readonly Dictionary<Guid, int> persons = [];

    public void Quota(Guid id, int available) => quotas[id] = available;
    public void Person(Guid countId, int units) => persons[countId] = units;

    public int OfQuota(Guid id) => quotas.GetValueOrDefault(id);
    public int OfPerson(Guid rule, string? buyer) => buyer is null ? 0 : persons.GetValueOrDefault(PersonCount.IdOf(rule, buyer));

    /// <summary>So that the next basket of a batch sees what this one took.</summary>
    public void Take(Take take, string? buyer)
    {
        if (take.QuotaId is { } quota) quotas[quota] -= take.Units;
        if (take.LimitedRule is { } rule && buyer is not null)
        {
            var id = PersonCount.IdOf(rule, buyer);
            persons[id] = persons.GetValueOrDefault(id) + take.Units;
        }
    }
}

/// <summary>What a line needs for its price to hold.</summary>
internal readonly record struct Take(Guid VariantId, int Units, Guid? QuotaId, Guid? LimitedRule);
