using System.Text.Json.Serialization;
using FluentValidation;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Orders.Checkout;

/// <summary>Contact and address as they were typed, names as the autocomplete tokens; kept with the basket even while they are incomplete.</summary>
internal sealed record TypedAddress(
    string Country, string? Name = null, string? Tel = null, string? Email = null, string? Level1 = null, string? Level2 = null, string? Level3 = null, string? Level4 = null,
    string? Street = null, string? PostalCode = null)
{
    // Kept is what was typed; what follows from it is not.
    [JsonIgnore]
    public bool InChina => Country == Countries.China;

    /// <summary>Whom limits per person count. A mainland mobile is one person whichever country the box goes to.</summary>
    [JsonIgnore]
    public string Buyer => Phones.Mobile(Tel) ?? Phone ?? Email!.Trim().ToLowerInvariant();
    [JsonIgnore]
    public string? Phone => InChina ? Phones.Mobile(Tel) : Phones.International(Tel);

    /// <summary>As an order keeps it, typed once more.</summary>
    public static TypedAddress Of(Contact contact, Address address) => new(
        address.Country, contact.Name, contact.Phone, contact.Email, address.Province, address.City, address.District, address.Township, address.Street, address.PostalCode);

    public Contact ToContact(string language) => new(Name!.Trim(), Phone, Given(Email)?.ToLowerInvariant(), language);

    public Address ToAddress() => new(Country, Given(Level1) ?? "", Given(Level2) ?? Given(Level1) ?? "", InChina ? Given(Level3) : null, InChina ? Given(Level4) : null, Given(Street) ?? "", Given(PostalCode));

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

    public static bool Hold(TypedAddress typed) => FailuresOf(typed).Count == 0;

    public static IReadOnlyList<FluentValidation.Results.ValidationFailure> FailuresOf(TypedAddress typed)
    {
        var tooLong = TypedAddressBounds.FailuresOf(typed);
        return [.. tooLong, .. Rules.Validate(typed).Errors.Where(f => tooLong.All(t => t.PropertyName != f.PropertyName))];
    }

    public TypedAddressRules()
    {
        RuleFor(a => a.Name).Must(Present).WithMessage("address-name-missing").OverridePropertyName("name");
        RuleFor(a => a.Tel).Must(tel => Phones.Mobile(tel) is not null).WithMessage("tel-mainland").OverridePropertyName("tel").When(a => a.InChina);
        RuleFor(a => a.Tel).Must(tel => Phones.International(tel) is not null).WithMessage("tel-abroad").OverridePropertyName("tel").When(a => !a.InChina && Present(a.Tel));
        RuleFor(a => a.Tel).Must((a, tel) => Present(tel) || Present(a.Email)).WithMessage("reach-missing").OverridePropertyName("tel").When(a => !a.InChina);
        RuleFor(a => a.Email!.Trim()).EmailAddress().WithMessage("email").OverridePropertyName("email").When(a => Present(a.Email));
        RuleFor(a => a.Level1).Must(Present).WithMessage("province-missing").OverridePropertyName("address-level1").When(a => a.InChina);
        RuleFor(a => a.Level2).Must(Present).WithMessage("city-missing").OverridePropertyName("address-level2").When(a => !(a.InChina && DirectRun.Any(d => a.Level1?.Trim().StartsWith(d, StringComparison.Ordinal) == true)));
        RuleFor(a => a.Street).Must(Present).WithMessage("street-missing").OverridePropertyName("street-address");
    }

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
        RuleFor(a => a.Name).MaximumLength(60).WithMessage("address-too-long").OverridePropertyName("name");
        RuleFor(a => a.Tel).MaximumLength(40).WithMessage("address-too-long").OverridePropertyName("tel");
        RuleFor(a => a.Email).MaximumLength(200).WithMessage("address-too-long").OverridePropertyName("email");
        RuleFor(a => a.Level1).MaximumLength(60).WithMessage("address-too-long").OverridePropertyName("address-level1");
        RuleFor(a => a.Level2).MaximumLength(60).WithMessage("address-too-long").OverridePropertyName("address-level2");
        RuleFor(a => a.Level3).MaximumLength(60).WithMessage("address-too-long").OverridePropertyName("address-level3");
        RuleFor(a => a.Level4).MaximumLength(60).WithMessage("address-too-long").OverridePropertyName("address-level4");
        RuleFor(a => a.Street).MaximumLength(120).WithMessage("address-too-long").OverridePropertyName("street-address");
        RuleFor(a => a.PostalCode).MaximumLength(20).WithMessage("address-too-long").OverridePropertyName("postal-code");
    }
}
