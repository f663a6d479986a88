namespace Storefront.Platform.Web;

/// <summary>How somebody wants to be told, from one field: a phone (a mainland mobile or E.164) or an e-mail. One of the two is there.</summary>
public sealed record Reach(string? Phone, string? Email)
{
    /// <summary>Null where neither can be read.</summary>
    public static Reach? Of(string? typed) =>
        Mails.Read(typed) is { } email ? new(null, email) : typed?.Length <= Mails.LongestAddress && Phones.Textable(typed) is { } phone ? new(phone, null) : null;

    /// <summary>As it is kept and compared.</summary>
    public string Address => Phone ?? Email!;
}
