using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Orders.Checkout;

namespace Storefront.Orders.Addresses;

/// <summary>The buttons of an address form that help to fill it in: nothing is checked by them.</summary>
public sealed class AddressButtons
{
    /// <summary>The labels and rules follow the country.</summary>
    [FromForm(Name = "change-country")]
    public string? ChangeCountry { get; init; }
    [FromForm(Name = "paste")]
    public string? Paste { get; init; }
    /// <summary>What was pasted is split into the fields.</summary>
    [FromForm(Name = "split")]
    public string? Split { get; init; }
    [FromForm(Name = "pick")]
    public string? Pick { get; init; }
    /// <summary>What was picked from the list is taken over, and the next list shown.</summary>
    [FromForm(Name = "choose")]
    public string? Choose { get; init; }
    /// <summary>The list begins anew.</summary>
    [FromForm(Name = "again")]
    public string? Again { get; init; }

    /// <returns>The address as it stands after the button that was pressed; null when none was.</returns>
    /// <exception cref="Refusal">What was pasted cannot be read, or nothing was picked.</exception>
    internal TypedAddress? After(TypedAddress typed) =>
        ChangeCountry is not null ? typed
        : Split is not null ? (Paste?.Length > Pasted.AtMost ? throw new Refusal("paste-too-long", field: "paste")
            : Pasted.Into(typed, Paste) ?? throw new Refusal("paste-unread", field: "paste"))
        : Choose is not null ? Divisions.China.Choose(typed, Pick) ?? throw new Refusal("pick-missing", field: "pick")
        : Again is not null ? typed with { Level1 = null, Level2 = null, Level3 = null, Level4 = null }
        : null;
}
