using System.Text;
using System.Text.RegularExpressions;

namespace Storefront.Platform.Web;

/// <summary>E-mail addresses however they were typed: full-width as a Chinese keyboard writes them, or in capitals. No form asks by another rule.</summary>
public static partial class Mails
{
    public const int LongestAddress = 200;

    /// <summary>As it is kept and compared; null where no mail would arrive.</summary>
    public static string? Read(string? typed)
    {
        var text = (typed ?? "").Normalize(NormalizationForm.FormKC).Replace('。', '.').Trim();
        return text.Length <= LongestAddress && Address().IsMatch(text) ? text.ToLowerInvariant() : null;
    }

    /// <summary>Words with single dots between, on both sides, of whatever script (RFC 6531); the last names no number, so that 1.5@2.5 is none.</summary>
    [GeneratedRegex(@"^(?=[^@]{1,64}@)[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@([\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(xn--[a-z0-9-]{1,59}|[\p{L}\p{M}]{2,63})$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 100)]
    private static partial Regex Address();
}
