using Storefront.Platform.Web;

namespace Storefront.Catalog.Search;

/// <param name="Path">Of the page, without language.</param>
/// <param name="InPath">The facet that the path says already.</param>
internal sealed record FoundShown(GoodsFound Found, string Path, string? InPath = null)
{
    /// <summary>For ViewData["Css"] of each page that shows it.</summary>
    public const string Css =
        ".picks{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,9.5rem),1fr));gap:.75rem;margin-block:.75rem}.picks .field{gap:.25rem;align-content:end}.picks .btn{align-self:end}"
        + "@media (min-width:48rem){@supports selector(::details-content){.sift summary{display:none}.sift::details-content{content-visibility:visible;display:block}}}";

    public string Action => $"/{Languages.Current}{Path}";
    public string Link(Choice choice) => Action + choice.Query(InPath);
    public string Page(int number) => Link(Found.Choice with { Page = number });
}
