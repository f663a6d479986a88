using Microsoft.Extensions.Localization;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Vouchers;

internal static class Dated
{
    /// <summary>What a dated place is called, with its day: in the basket, on the order and in letters it stands alone.</summary>
    public static Text Name(Text what, DateOnly day, IStringLocalizer<Words> words)
    {
        return new(In("zh"), In("en"), In("fr"));

        string In(string language) => Languages.In(language, () => words["pack.dated", Show.DayOfYear(day), what.In(language)].Value);
    }
}
