using Microsoft.AspNetCore.Mvc.ModelBinding;
using Storefront.Catalog.Listings;
using Storefront.Platform.Web;

namespace Storefront.Catalog.MyGoods;

internal static class Retyped
{
    /// <summary>
    /// A refused form comes back as it was typed. Where somebody else was faster it starts from what is now: only what was really typed stays, so that saving it
    /// again undoes nothing that was never looked at.
    /// </summary>
    public static void PutBackWhatWasTyped(this ShopController page)
    {
        var (form, state) = (page.Request.Form, page.ModelState);
        var lost = page.ViewData[ShopController.LostRaces] as HashSet<string> ?? [];
        foreach (var (name, typed) in form)
            if (!IsOld(name, typed)) state.SetModelValue(name, new ValueProviderResult(typed));
            else if (state.TryGetValue(name, out var bound)) bound.AttemptedValue = null;

        bool IsOld(string name, string? typed)
        {
            var (field, row) = name.Split('-', 2) is [var f, var r] ? (f, $"-{r}") : (name, "");
            if (!(row.Length > 0 ? lost.Contains($"price{row}") || lost.Contains($"boxes{row}") : lost.Contains("opens") || lost.Contains("closes"))) return false;
            return field switch
            {
                "seen" => true,
                "price" => PackSeen.Parse(form[$"seen{row}"]) is { } seen && Typed.Yuan(typed) == seen.Price.Fen / 100m,
                "boxes" => PackSeen.Parse(form[$"seen{row}"]) is { } seen && Typed.Count(typed) == seen.Boxes,
                "opens" => Season.Parse(form["seen"]) is { } season && Typed.Day(typed) == season.Opens,
                "closes" => Season.Parse(form["seen"]) is { } season && Typed.Day(typed) == season.Closes,
                _ => false,
            };
        }
    }
}
