using Microsoft.AspNetCore.Html;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Cards;

internal static class Marked
{
    /// <summary>A price whose sign is drawn smaller, before or after the number as the language has it.</summary>
    public static IHtmlContent Price(Money price) =>
        new HtmlString(Languages.Current == "fr" ? $"{Show.Amount(price)}\u202F<i>¥</i>" : $"<i>¥</i>{Show.Amount(price)}");

    public static string Set(string stem) => $"{stem}-320.webp 320w, {stem}-640.webp 640w, {stem}-1280.webp 1280w";
}
