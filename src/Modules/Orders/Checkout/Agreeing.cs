using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Payments;
using Storefront.Contracts.Shipping;

namespace Storefront.Orders.Checkout;

/// <summary>What a buyer confirmed, as it is kept with the order: which text, in which language, when.</summary>
internal sealed record Agreed(string What, string Version, string Language, DateTime At);

/// <summary>What the buyer confirms before paying: each by itself, none ticked beforehand, each asked for only where it applies.</summary>
internal sealed class Agreeing(IMediator shop)
{
    /// <summary>Perishable goods have no seven-day return.</summary>
    public const string Perishable = "perishable";
    /// <summary>Name, number and address go to the carriers.</summary>
    public const string Carriers = "carriers";
    /// <summary>Payment data goes abroad.</summary>
    public const string Abroad = "abroad";

    /// <summary>The texts as they are now (agree.* of the words). Whoever changes one sets a new version here; a test holds them together.</summary>
    public const string Version = "2026-11-28";

    public async Task<IReadOnlyList<string>> Needed(IEnumerable<VariantOnOffer> offers, Money total, CancellationToken ct)
    {
        var needed = new List<string>();
        var sent = offers.Where(o => o.IsSent).ToList();
        if (sent.Count > 0 && await shop.Send(new AnyPerishable([.. sent.Select(o => o.GoodsClass).Distinct(StringComparer.Ordinal)]), ct)) needed.Add(Perishable);
        if (sent.Count > 0) needed.Add(Carriers);
        if (total > Money.Zero && await shop.Send(new PaysAbroad(), ct)) needed.Add(Abroad);
        return needed;
    }

    public static string FieldOf(string what) => $"agree-{what}";
}
