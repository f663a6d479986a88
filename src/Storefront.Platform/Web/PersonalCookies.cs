namespace Storefront.Platform.Web;

/// <summary>Cookies that lead to what is one person's, besides the sign-in: signing out forgets them.</summary>
public static class PersonalCookies
{
    public const string Basket = "basket", BasketCount = "basket-count", BasketGathered = "basket-gathered", Wish = "wish";
    public static IReadOnlyList<string> All { get; } = [Basket, BasketCount, BasketGathered, Wish];
}
