using Microsoft.AspNetCore.Http;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Revisions;

internal static class TypedWords
{
    /// <summary>What was typed into a field's languages (<c>name-zh</c>, <c>name-en</c>, ...), as far as anything was.</summary>
    public static Dictionary<string, string> Written(this HttpRequest sent, string field) => Languages.All
        .Select(l => (Language: l, Words: sent.Form[$"{field}-{l}"].ToString().ReplaceLineEndings("\n").Trim())).Where(w => w.Words.Length > 0)
        .ToDictionary(w => w.Language, w => w.Words, StringComparer.Ordinal);
}
