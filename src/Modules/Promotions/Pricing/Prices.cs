using Storefront.Contracts;
using Storefront.Contracts.Promotions;

namespace Storefront.Promotions.Pricing;

/// <summary>
/// The price of a basket: for each line the lowest price among the campaigns on sale, then one "spend X save Y" over the lines of one campaign,
/// whoever their producers are. Works on what it is given and nothing else, so the same basket has one price whoever asks.
/// </summary>
internal static class Prices
{
    internal sealed record Priced(PricedBasket Basket, IReadOnlyList<Take> Takes);

    public static Priced Of(BasketToPrice basket, IReadOnlyList<Terms> campaigns, Left left, DateTime now)
    {
        var onSale = campaigns.Where(c => c.IsOnSale(now)).ToList();
        var lines = basket.Lines.Select(line => Line(line, Wanted(basket, line), onSale, left)).ToList();
        var discount = SpendSave(lines, onSale);
        var refused = Refused(basket, lines, left);

        var priced = lines.ConvertAll(line => line.Priced());
        var takes = lines.Where(line => line.HasEffect).Select(line => line.Takes()).Where(take => take is not { QuotaId: null, LimitedRule: null }).ToList();
        var goods = lines.Sum(line => line.Goods);
        return new(new(basket.BasketId, priced, goods, discount, goods - discount, refused), takes);
    }

    /// <summary>A quota and a limit look at all units of the basket, however they are spread over lines.</summary>
    static int Wanted(BasketToPrice basket, LineToPrice line) => basket.Lines.Count == 1 ? line.Units : basket.Lines.Where(l => l.VariantId == line.VariantId).Sum(l => l.Units);

    static PricingLine Line(LineToPrice line, int wanted, List<Terms> onSale, Left left)
    {
        var best = new PricingLine(line);
        foreach (var campaign in onSale)
        {
            if (!campaign.Listings.Contains(line.ListingId)) continue;
            Guid? quota = campaign.QuotaOf.TryGetValue(line.VariantId, out var id) ? id : null;
            var (price, rule) = campaign.PriceOf(line.ListingId, line.VariantId, line.ListPrice);
            // All boxes of the line or none: a line with two prices is a line nobody can check.
            if (quota is { } limited && left.OfQuota(limited) is var units && units < wanted)
            {
                if (units > 0 && (best.Missed is not { } missed || price < missed.Price)) best.Missed = (price, units);
                continue;
            }
            if (best.Campaign is null || price < best.Unit) (best.Campaign, best.Rule, best.Unit, best.Quota) = (campaign, rule, price, quota);
        }
        return best;
    }

    /// <summary>The highest threshold that a campaign's lines reach together; of several campaigns the one that saves most.</summary>
    static Money SpendSave(List<PricingLine> lines, List<Terms> onSale)
    {
        (Rule Rule, List<PricingLine> Lines, Money Saving)? best = null;
        foreach (var campaign in onSale)
        {
            (Rule Rule, List<PricingLine> Lines, Money Saving)? reached = null;
            foreach (var rule in campaign.Rules)
            {
                if (rule.Kind != RuleKind.SpendSave) continue;
                var counted = lines.FindAll(line => line.Campaign == campaign && line.Goods > Money.Zero && rule.IsAbout(line.Asked.ListingId, line.Asked.VariantId));
                var spent = counted.Sum(line => line.Goods);
                if (counted.Count == 0 || spent < rule.Threshold) continue;
                if (reached is { } known && (rule.Threshold < known.Rule.Threshold || (rule.Threshold == known.Rule.Threshold && rule.Amount <= known.Rule.Amount))) continue;
                // A fen of each line stays to pay: an order is never free, nor is one producer's part of it.
                reached = (rule, counted, new(Math.Min(rule.Amount.Fen, spent.Fen - counted.Count)));
            }
            if (reached is { } candidate && (best is null || candidate.Saving > best.Value.Saving)) best = reached;
        }
        if (best is not { } chosen) return Money.Zero;

        var shares = chosen.Saving.Share([.. chosen.Lines.Select(line => line.Goods.Fen - 1)]);
        for (var i = 0; i < shares.Count; i++)
            if (shares[i] > Money.Zero) chosen.Lines[i].Share = new(chosen.Rule.Id, chosen.Rule.Label, shares[i]);
        return chosen.Saving;
    }

    /// <summary>Every line of a rule of which more is asked for than one person may have knows it; the first such rule refuses the basket.</summary>
    static PriceRefused? Refused(BasketToPrice basket, List<PricingLine> lines, Left left)
    {
        PriceRefused? refused = null;
        foreach (var limited in lines.Where(line => line.Rule?.LimitPerPerson is not null).GroupBy(line => line.Rule!).OrderBy(group => group.Key.Position).ThenBy(group => group.Key.Id))
        {
            var most = limited.Key.LimitPerPerson!.Value;
            var had = left.OfPerson(limited.Key.Id, basket.Buyer);
            if (limited.Sum(line => line.Asked.Units) + had <= most) continue;
            var passed = new LimitPassed(most, Math.Max(0, most - had));
            foreach (var line in limited) line.OverLimit = passed;
            refused ??= new("limit-per-person", [passed.Most, passed.Left]);
        }
        return refused;
    }

    /// <summary>A line while its price is being found.</summary>
    sealed class PricingLine(LineToPrice asked)
    {
        public LineToPrice Asked => asked;
        public Terms? Campaign { get; set; }
        public Rule? Rule { get; set; }
        public Money Unit { get; set; } = asked.ListPrice;
        /// <summary>The lowest price whose quota has some boxes left, but not as many as are asked for.</summary>
        public (Money Price, int Left)? Missed { get; set; }
        public Guid? Quota { get; set; }
        public LimitPassed? OverLimit { get; set; }
        public LineAdjustment? Share { get; set; }

        public Money Goods => Unit * asked.Units;
        /// <summary>A campaign that lowered nothing was not used: it takes no quota and is not named.</summary>
        public bool HasEffect => Rule is not null || Share is not null;

        public PricedLine Priced() => new(asked.VariantId, asked.Units, asked.ListPrice, Unit,
            Share is null ? [] : [Share], Goods - (Share?.Amount ?? Money.Zero), HasEffect ? Campaign!.CampaignId : null)
            { CampaignLeft = Missed is { } missed && missed.Price < Unit ? missed.Left : null, OverLimit = OverLimit };

        public Take Takes() => new(asked.VariantId, asked.Units, Quota, Rule?.LimitPerPerson is null ? null : Rule.Id);
    }
}
