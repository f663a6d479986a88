using Storefront.Contracts;

namespace Storefront.Orders;

internal static class AddressLines
{
    /// <summary>Large to small in China, small to large elsewhere.</summary>
    /// <param name="country">The country's name; on an address in China it is not said.</param>
    internal static IReadOnlyList<string> Lines(this Address address, string country) => address.Country == "CN"
        ? [Joined(address.Province, address.City == address.Province ? null : address.City, address.District, address.Township, address.Street, address.PostalCode)]
        : [address.Street, Joined(address.PostalCode, address.City, address.Province == address.City ? null : address.Province), country];

    static string Joined(params string?[] parts) => string.Join(' ', parts.Where(p => !string.IsNullOrEmpty(p)));
}
