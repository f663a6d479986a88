using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Campaigns;

/// <summary>The demo campaign. It is on sale from the first start, so that whoever tries the shop meets campaign prices at once.</summary>
internal sealed class SinglesDay : ISeed
{
    static readonly Guid Campaign = Seeds.Id("campaign/singles-day");

    public string Name => "promotions/singles-day";
    public int Order => 30;
    public bool DemoOnly => true;

    public Task Plant(StoreDb db, DateTime now, CancellationToken ct)
    {
        var campaign = new Campaign
        {
            Id = Campaign, Slug = "singles-day",
            Name = new("双十一 · 把苹果送下山", "Singles’ Day: apples down the mountain", "11.11 : les pommes descendent de la montagne"),
            Promise = new("果子从仲德村的果园直接发车，价格直降，不用凑单猜谜。", "Straight from the orchards of Zhongde, at lower prices and without riddles.",
                "Directement des vergers de Zhongde, à prix baissés et sans devinettes."),
            WarmsUpAt = now.AddDays(-3), StartsAt = now, EndsAt = now.AddDays(30),
        };
        Rule[] rules =
        [
            Percent("drolma-apples", 25, limit: 5),
            Fixed("tashi-apples", "2000g", 1990), Fixed("tashi-apples", "3000g", 2890),
            Percent("zhongde-family-apples", 20),
            Percent("drolma-tree", 10), Percent("tsering-walnuts", 15), Percent("kelsang-honey", 12), Percent("gyatso-barley-flour", 10),
            Percent("gyatso-tsampa", 10), Percent("aga-pepper", 15), Percent("dawa-matsutake-dried", 10),
            SpendSave(6000, 500), SpendSave(12000, 1200),
        ];
        Quota[] quotas = [Quota("tashi-apples/2000g", 1500), Quota("drolma-tree/8000g", 40)];

        db.Add(campaign);
        db.AddRange(rules.Select((rule, position) => new Rule
        {
            Id = rule.Id, CampaignId = rule.CampaignId, Kind = rule.Kind, ListingId = rule.ListingId, VariantId = rule.VariantId, Percent = rule.Percent,
            Amount = rule.Amount, Threshold = rule.Threshold, LimitPerPerson = rule.LimitPerPerson, Label = rule.Label, Position = position,
        }));
        db.AddRange(rules.Select(r => r.ListingId).OfType<Guid>().Distinct().Select(listing => new CampaignListing { CampaignId = Campaign, ListingId = listing }));
        db.AddRange(quotas.AsEnumerable());
        db.Tell(new CampaignScheduled(campaign.Id, campaign.Slug, campaign.Name, campaign.WarmsUpAt, campaign.StartsAt, campaign.EndsAt,
            quotas.ToDictionary(q => q.VariantId, q => q.Total)));
        return Task.CompletedTask;
    }

    static Rule Percent(string listing, int percent, int? limit = null) => new()
    {
        Id = Seeds.Id($"rule/singles-day/{listing}"), CampaignId = Campaign, Kind = RuleKind.PercentOff, ListingId = Seeds.Id($"listing/{listing}"),
        Percent = percent, LimitPerPerson = limit, Label = Labels.PercentOff(percent), Position = 0,
    };

    static Rule Fixed(string listing, string variant, long fen) => new()
    {
        Id = Seeds.Id($"rule/singles-day/{listing}/{variant}"), CampaignId = Campaign, Kind = RuleKind.FixedPrice, ListingId = Seeds.Id($"listing/{listing}"),
        VariantId = Seeds.Id($"variant/{listing}/{variant}"), Amount = new(fen), Label = Labels.FixedPrice, Position = 0,
    };

    static Rule SpendSave(long threshold, long saving) => new()
    {
        Id = Seeds.Id($"rule/singles-day/spend-{threshold}"), CampaignId = Campaign, Kind = RuleKind.SpendSave, Threshold = new(threshold), Amount = new(saving),
        Label = Labels.SpendSave(threshold / 100, saving / 100), Position = 0,
    };

    static Quota Quota(string variant, int boxes) => new()
    {
        Id = Seeds.Id($"quota/singles-day/{variant}"), CampaignId = Campaign, VariantId = Seeds.Id($"variant/{variant}"), Total = boxes, Available = boxes,
    };
}

/// <summary>What a rule is called on the basket and the receipt; kept with the order in every language.</summary>
internal static class Labels
{
    public static Text PercentOff(int percent) => new($"立减 {percent}%", $"{percent}% off", $"−{percent}\u00A0%");
    public static Text FixedPrice => new("活动价", "Campaign price", "Prix de l’opération");
    public static Text SpendSave(long spend, long save) => new($"满 {spend} 元减 {save} 元", $"Spend ¥{spend}, save ¥{save}", $"Dès {spend}\u00A0¥ d’achat, {save}\u00A0¥ de moins");
}
