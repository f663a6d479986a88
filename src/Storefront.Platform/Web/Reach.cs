using System.Text;
using System.Text.RegularExpressions;

namespace Storefront.Platform.Web;

/// <summary>How somebody wants to be told, from one field: a phone (a mainland mobile or E.164) or an e-mail. One of the two is there.</summary>
public sealed partial record Reach(string? Phone, string? Email)
{
    /// <summary>Null where neither can be read.</summary>
    public static Reach? Of(string? typed)
    {
        var text = (typed ?? "").Normalize(NormalizationForm.FormKC).Trim();
        if (text.Length > 200) return null;
        if (text.Contains('@', StringComparison.Ordinal)) return Mail().IsMatch(text) ? new(null, text.ToLowerInvariant()) : null;
        return Phones.Textable(text) is { } phone ? new(phone, null) : null;
    }

    /// <summary>As it is kept and compared.</summary>
    public string Address => Phone ?? Email!;

    [GeneratedRegex(@"^[^@\s<>,;:""]{1,64}@[^@\s<>,;:""]+\.[^@\s<>,;:"".]{2,}$", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Mail();
}
