using Microsoft.AspNetCore.Mvc;
using Storefront.Orders.Checkout;

namespace Storefront.Orders.Addresses;

/// <summary>The fields of every address form, named as their autocomplete tokens.</summary>
public sealed class PostedAddress
{
    [FromForm(Name = "country")]
    public string? Country { get; init; }
    [FromForm(Name = "name")]
    public string? Name { get; init; }
    [FromForm(Name = "tel")]
    public string? Tel { get; init; }
    [FromForm(Name = "email")]
    public string? Email { get; init; }
    [FromForm(Name = "address-level1")]
    public string? Level1 { get; init; }
    [FromForm(Name = "address-level2")]
    public string? Level2 { get; init; }
    [FromForm(Name = "address-level3")]
    public string? Level3 { get; init; }
    [FromForm(Name = "address-level4")]
    public string? Level4 { get; init; }
    [FromForm(Name = "street-address")]
    public string? Street { get; init; }
    [FromForm(Name = "postal-code")]
    public string? PostalCode { get; init; }

    /// <param name="contactOnly">The form asked for no address.</param>
    internal TypedAddress Typed(bool contactOnly = false) =>
        new(contactOnly ? Countries.China : Country ?? "", Name, Tel, Email, Level1, Level2, Level3, Level4, Street, PostalCode, ContactOnly: contactOnly);
}
