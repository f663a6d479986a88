using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.Localization;

namespace Storefront.Platform.Tibetan;

/// <summary>What all views are. A word is written here only between tags: Razor hands those of attributes to Write(object), which takes the Chinese.</summary>
public abstract class ShopPage<TModel> : RazorPage<TModel>
{
    public void Write(LocalizedString? word)
    {
        // What a tag helper's attribute is put together in is a StringWriter.
        if (word is TibetanWord tibetan && Output is not StringWriter) Write(tibetan.Marked);
        else Write(word?.Value);
    }
}
