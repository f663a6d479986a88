namespace Storefront.Web.Start;

/// <summary>How buyers reach the office where no page helps.</summary>
/// <param name="Address">An e-mail address, or a number as it is dialled from abroad.</param>
sealed record OfficeContact(string Address)
{
    public string Link => Address.Contains('@', StringComparison.Ordinal) ? $"mailto:{Address}" : $"tel:{string.Concat(Address.Where(c => char.IsAsciiDigit(c) || c == '+'))}";
}
