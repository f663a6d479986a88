using System.Globalization;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog;

/// <summary>The days on which a listing is sold, both included, in China time; an end that is missing is open.</summary>
internal readonly record struct Season(DateOnly? Opens, DateOnly? Closes)
{
    /// <summary>It has still to begin.</summary>
    public bool Before(DateOnly day) => Opens > day;
    /// <summary>It is over.</summary>
    public bool After(DateOnly day) => Closes < day;
    public bool On(DateOnly day) => !Before(day) && !After(day);
    /// <summary>It would end earlier than that one; without an end it ends last.</summary>
    public bool EndsBefore(Season other) => Closes is { } day && !(other.Closes <= day);

    /// <summary>As a form carries what was seen: 2026-09-01/2026-11-30, an end that is missing empty.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Opens:yyyy-MM-dd}/{Closes:yyyy-MM-dd}");

    public static Season? Parse(string? text) => text?.Split('/') is [var opens, var closes] ? new(Typed.Day(opens), Typed.Day(closes)) : null;
}

internal static class Seasons
{
    /// <summary>What can be bought today. Nothing opens or closes a listing when its day comes: every reader asks here.</summary>
    public static IQueryable<Listing> OnSale(this IQueryable<Listing> listings, TimeProvider clock)
    {
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        return listings.Where(l => l.State == ListingState.Live && (l.Opens == null || l.Opens <= today) && (l.Closes == null || l.Closes >= today));
    }

    /// <summary>Without the vouchers whose last day is over, likewise.</summary>
    public static IQueryable<Variant> NotPast(this IQueryable<Variant> packs, TimeProvider clock)
    {
        var today = ChinaTime.Day(clock.GetUtcNow().UtcDateTime);
        return packs.Where(v => v.ValidUntil == null || v.ValidUntil >= today);
    }
}
