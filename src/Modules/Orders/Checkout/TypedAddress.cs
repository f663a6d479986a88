using System.Globalization;
using System.Text.Json.Serialization;
using FluentValidation;
using Storefront.Contracts;
using Storefront.Orders.Addresses;
using Storefront.Platform.Web;

namespace Storefront.Orders.Checkout;

/// <summary>Contact and address as they were typed, names as the autocomplete tokens; kept with the basket even while they are incomplete.</summary>
/// <param name="Gift">Name and number are somebody else's; the buyer's own are those after it.</param>
/// <param name="Message">What the card in the box says.</param>
/// <param name="ContactOnly">Nothing was to be sent: where to was not asked.</param>
internal sealed record TypedAddress(
    string Country, string? Name = null, string? Tel = null, string? Email = null, string? Level1 = null, string? Level2 = null, string? Level3 = null, string? Level4 = null,
    string? Street = null, string? PostalCode = null, bool Gift = false, string? FromName = null, string? FromTel = null, string? FromEmail = null, string? Message = null,
    bool ContactOnly = false)
{
    // Kept is what was typed; what follows from it is not.
    [JsonIgnore]
    public bool InChina => Country == Countries.China;

    /// <summary>Whom limits per person count. A mainland mobile is one person whichever country the box goes to.</summary>
    [JsonIgnore]
    public string Buyer => Gift ? Phones.Mobile(FromTel) ?? Phones.International(FromTel) ?? Mails.Read(FromEmail)! : Phones.Mobile(Tel) ?? Phone ?? Mails.Read(Email)!;
    [JsonIgnore]
    public string? Phone => ContactOnly ? Phones.Mobile(Tel) ?? Phones.International(Tel) : InChina ? Phones.Mobile(Tel) : Phones.From(Country, Tel);

    /// <summary>It says where to, be it only the country or the province.</summary>
    [JsonIgnore]
    public bool NamesPlace => !ContactOnly && (!InChina || (Given(Level1) ?? Given(Level2)) is not null);

    /// <summary>As an order keeps it, typed once more.</summary>
    public static TypedAddress Of(Contact contact, Address address) => new(
        address.Country, contact.Name, contact.Phone, contact.Email, address.Province, address.City, address.District, address.Township, address.Street, address.PostalCode);

    /// <summary>Whoever buys; news of the order goes there and nowhere else.</summary>
    public Contact ToContact(string language) => Gift
        ? new(FromName!.Trim(), Phones.Mobile(FromTel) ?? Phones.International(FromTel), Mails.Read(FromEmail), language)
        : new(Name!.Trim(), Phone, Mails.Read(Email), language);

    /// <summary>Whoever it goes to, without whoever gives it.</summary>
    public TypedAddress Receiver() => this with { Gift = false, FromName = null, FromTel = null, FromEmail = null, Message = null };

    public Gift? ToGift() => Gift ? new(Name!.Trim(), Phone, Given(Message)) : null;

    public Address ToAddress() => new(Country, Given(Level1) ?? "", Given(Level2) ?? Given(Level1) ?? "", InChina ? Given(Level3) : null,
        InChina ? Given(Level4) : null, Given(Street) ?? "", Given(PostalCode));

    internal static string? Given(string? text) => text?.Trim() is { Length: > 0 } given ? given : null;
}

/// <summary>Where the shop sends to.</summary>
internal static class Countries
{
    public const string China = "CN";
    public static IReadOnlyList<string> All { get; } =
        [China, "HK", "MO", "TW", "JP", "KR", "SG", "MY", "TH", "AU", "NZ", "US", "CA", "GB", "IE", "FR", "BE", "NL", "DE", "CH", "AT", "IT", "ES", "PT", "SE", "NO", "DK", "FI"];
}

/// <summary>What an address must have to arrive. Free text wins: nothing is checked against lists of places.</summary>
internal sealed class TypedAddressRules : AbstractValidator<TypedAddress>
{
    static readonly TypedAddressRules Rules = new();
    // Municipalities have no city level of their own.
    static readonly string[] DirectRun = ["北京", "上海", "天津", "重庆"];

    /// <summary>Of an address that was kept, so within its bounds.</summary>
    public static bool Hold(TypedAddress kept) => Rules.Validate(kept).IsValid;

    public static IReadOnlyList<FluentValidation.Results.ValidationFailure> FailuresOf(TypedAddress typed)
    {
        var tooLong = TypedAddressBounds.FailuresOf(typed);
        return [.. tooLong, .. Rules.Validate(typed).Errors.Where(f => tooLong.All(t => t.PropertyName != f.PropertyName))];
    }

    public TypedAddressRules()
    {
        RuleFor(a => a.Country).Must((a, _) => !OfTwoCountries(a)).WithMessage("address-two-countries").OverridePropertyName("country");
        RuleFor(a => a.Name).Must(Present).WithMessage("address-name-missing").OverridePropertyName("name");
        RuleFor(a => a.Tel).Must(tel => Phones.Mobile(tel) is not null).WithMessage("tel-mainland").OverridePropertyName("tel").When(a => a.InChina && !a.ContactOnly);
        RuleFor(a => a.Tel).Must((a, _) => a.Phone is not null).WithMessage("gift-tel").OverridePropertyName("tel").When(a => a.ContactOnly && Present(a.Tel));
        // No box leaves without a number: the carrier calls before it comes, and customs of many a country ask for one.
        RuleFor(a => a.Tel).Must((a, _) => a.Phone is not null).WithMessage("tel-abroad").OverridePropertyName("tel").When(a => !a.InChina);
        RuleFor(a => a.Tel).Must((a, tel) => Present(tel) || Present(a.Email)).WithMessage("reach-missing").OverridePropertyName("tel").When(a => a.ContactOnly);
        RuleFor(a => a.Email).Must(e => Mails.Read(e) is not null).WithMessage("email").OverridePropertyName("email").When(a => !a.Gift && Present(a.Email));
        RuleFor(a => a.Level1).Must(Present).WithMessage("province-missing").OverridePropertyName("address-level1").When(a => a.InChina && !a.ContactOnly);
        RuleFor(a => a.Level2).Must(Present).WithMessage("city-missing").OverridePropertyName("address-level2")
            .When(a => !a.ContactOnly && !(a.InChina && (DirectRun.Any(d => a.Level1?.Trim().StartsWith(d, StringComparison.Ordinal) == true) || ProvinceNamed(a.Level1)?.IsMunicipality == true)));
        RuleFor(a => a.Street).Must(Present).WithMessage("street-missing").OverridePropertyName("street-address").When(a => !a.ContactOnly);
        When(a => a.Gift, () =>
        {
            RuleFor(a => a.FromName).Must(Present).WithMessage("gift-from-missing").OverridePropertyName("from-name");
            RuleFor(a => a.FromTel).Must((a, tel) => Present(tel) || Present(a.FromEmail)).WithMessage("reach-missing").OverridePropertyName("from-tel");
            RuleFor(a => a.FromTel).Must(tel => Phones.Mobile(tel) is not null || Phones.International(tel) is not null).WithMessage("gift-tel")
                .OverridePropertyName("from-tel").When(a => Present(a.FromTel));
            RuleFor(a => a.FromEmail).Must(e => Mails.Read(e) is not null).WithMessage("email").OverridePropertyName("from-email").When(a => Present(a.FromEmail));
            RuleFor(a => a.Message).AtMost(LongestMessage).WithMessage("gift-message-long").OverridePropertyName("message");
        });
    }

    public const int LongestMessage = 120;

    /// <summary>Half of it lies in mainland China and half elsewhere: whichever is meant, a box sent on it would not arrive.</summary>
    static bool OfTwoCountries(TypedAddress a)
    {
        var named = new[] { a.Level1, a.Level2, a.Level3, a.Level4, a.Street }.Select(CountryAtTheEnd).Where(c => c is not null).ToList();
        if (a.InChina)
            return named.Any(c => c is not ("CN" or "HK" or "MO" or "TW"))
                || (Pasted.CountryNamed(a.Level2) is not null && ProvinceNamed(a.Level1) is not null)      // 广东省 and 香港
                || (Phones.International(a.Tel) is { } tel && !tel.StartsWith("+86", StringComparison.Ordinal) && Present(a.Level1) && !a.Level1!.Any(Divisions.IsHan));
        // A province's name says it; a city's alone does not: 海南市 lies in 和歌山県 too.
        return a.Country is not ("HK" or "MO" or "TW")
            && (named.Contains(Countries.China) || ProvinceNamed(a.Level1) is not null || NamesIn(a.Level1) > 0 || NamesIn(a.Level1 + a.Level2) > 1 || NamesIn(a.Street) > 1 || (a.Country != "JP" && IsCity(a.Level2)));
    }

    /// <summary>The country that a line names in its last part, or behind a postcode in its last word: Lyon, France; 69002 Lyon France.</summary>
    static string? CountryAtTheEnd(string? line)
    {
        var last = line?.Trim().Split(',', '，', '\n')[^1].Trim();
        return Named(last) ?? (last?.Split(' ') is { Length: > 1 } words && words.Any(w => w.Length >= 4 && w.All(char.IsAsciiDigit)) ? Named(words[^1]) : null);

        static string? Named(string? text) => Pasted.IsChina(text) ? Countries.China : Pasted.CountryNamed(text);
    }

    static Division? ProvinceNamed(string? text) => Divisions.Named(Divisions.China.Provinces, text);

    /// <summary>By its whole name.</summary>
    static bool IsCity(string? text) => text?.Trim() is { Length: > 2 } name && Divisions.China.Provinces.Exists(p => p.Known.Exists(c => c.Level == 2 && c.Name == name));

    /// <summary>How many levels of mainland addresses the text begins with.</summary>
    static int NamesIn(string? text) => text?.Any(Divisions.IsHan) == true && Divisions.China.TrySplit(text, out var found, out _) ? found.Count(f => f is not null) : 0;

    static bool Present(string? text) => !string.IsNullOrWhiteSpace(text);
}

/// <summary>What may be kept of an address that nobody checked yet: a country of the list, and no field without end.</summary>
internal sealed class TypedAddressBounds : AbstractValidator<TypedAddress>
{
    static readonly TypedAddressBounds Bounds = new();

    public static IReadOnlyList<FluentValidation.Results.ValidationFailure> FailuresOf(TypedAddress typed) => Bounds.Validate(typed).Errors;

    public TypedAddressBounds()
    {
        RuleFor(a => a.Country).Must(c => Countries.All.Contains(c, StringComparer.Ordinal)).WithMessage("country-unknown").OverridePropertyName("country");
        RuleFor(a => a.Name).AtMost(60).WithMessage("address-too-long").OverridePropertyName("name");
        RuleFor(a => a.Tel).AtMost(40).WithMessage("address-too-long").OverridePropertyName("tel");
        RuleFor(a => a.Email).AtMost(Mails.LongestAddress).WithMessage("address-too-long").OverridePropertyName("email");
        RuleFor(a => a.Level1).AtMost(60).WithMessage("address-too-long").OverridePropertyName("address-level1");
        RuleFor(a => a.Level2).AtMost(60).WithMessage("address-too-long").OverridePropertyName("address-level2");
        RuleFor(a => a.Level3).AtMost(60).WithMessage("address-too-long").OverridePropertyName("address-level3");
        RuleFor(a => a.Level4).AtMost(60).WithMessage("address-too-long").OverridePropertyName("address-level4");
        RuleFor(a => a.Street).AtMost(120).WithMessage("address-too-long").OverridePropertyName("street-address");
        RuleFor(a => a.FromName).AtMost(60).WithMessage("address-too-long").OverridePropertyName("from-name");
        RuleFor(a => a.FromTel).AtMost(40).WithMessage("address-too-long").OverridePropertyName("from-tel");
        RuleFor(a => a.FromEmail).AtMost(Mails.LongestAddress).WithMessage("address-too-long").OverridePropertyName("from-email");
        // How much a card holds is the other rule: what is too long for it is kept, to be cut.
        RuleFor(a => a.Message).AtMost(2000).WithMessage("address-too-long").OverridePropertyName("message");
        RuleFor(a => a.PostalCode).AtMost(20).WithMessage("address-too-long").OverridePropertyName("postal-code");
    }
}
