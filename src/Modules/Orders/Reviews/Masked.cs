using System.Globalization;

namespace Storefront.Orders.Reviews;

/// <summary>The name beside a review: what the buyer chose, else the first letter of the buyer's own.</summary>
internal static class Masked
{
    const string Stars = "**";

    public static string Of(string name) => name.Trim() is { Length: > 0 } given ? StringInfo.GetNextTextElement(given) + Stars : Stars;

    public static string Shown(string? chosen, string buyer) => chosen?.Trim() is { Length: > 0 } given ? given : Of(buyer);
}
