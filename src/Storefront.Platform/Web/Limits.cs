namespace Storefront.Platform.Web;

/// <summary>Limits that a page asks for by name, beside those that hold for all; the host sets them (Guards).</summary>
public static class Limits
{
    /// <summary>For an answer that stays open: so many at once for one address.</summary>
    public const string Streams = "streams";

    /// <summary>For what anyone may write to us without having bought anything: so many in a while from one address.</summary>
    public const string Letters = "letters";
}
