namespace Storefront.Orders.Fapiaos;

/// <summary>The unified social credit code of a Chinese company: 18 characters, the last of which checks the others (GB 32100-2015).</summary>
internal static class TaxNumber
{
    const string Characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>As it is written on paper, in capitals and without spaces; null when it is none.</summary>
    public static string? Read(string? typed)
    {
        var number = Baskets.Typing.Plain(typed).Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        if (number.Length != 18 || number.Any(c => !Characters.Contains(c, StringComparison.Ordinal))) return null;
        var (sum, weight) = (0, 1);
        foreach (var c in number[..17])
        {
            sum += Characters.IndexOf(c) * weight;
            weight = weight * 3 % 31;
        }
        return Characters[(31 - sum % 31) % 31] == number[17] ? number : null;
    }
}
