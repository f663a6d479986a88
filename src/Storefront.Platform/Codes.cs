using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.Platform;

/// <summary>What opens something (tokens) and what a person reads aloud (numbers).</summary>
public static class Codes
{
    /// <summary>128 random bits, 22 characters that are safe in a URL.</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    // No 0/O, 1/I/L: what is read over the telephone arrives.
    const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>A number of a day, six random characters and a check character: 1118-K7Q2MX-5. Uniqueness is the database's to hold.</summary>
    public static string NewNumber(DateOnly day)
    {
        var body = $"{day:MMdd}{RandomNumberGenerator.GetString(Alphabet, 6)}";
        return $"{body[..4]}-{body[4..]}-{CheckOf(body)}";
    }

    /// <summary>True when the check character fits; separators, case and spaces do not matter.</summary>
    public static bool IsNumber(string? text)
    {
        var plain = new string([.. (text ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
        return plain.Length == 11 && CheckOf(plain[..10]) == plain[10];
    }

    /// <summary>Redeems a voucher: twelve random characters (59 bits) and a check character, in groups as it is read from a card: K7Q2-MX5T-9RHD-8.</summary>
    public static string NewVoucher() => Grouped(RandomNumberGenerator.GetString(Alphabet, 12));

    /// <summary>The code as it is kept, however it was typed; null when it cannot be one, as after any one wrong character and any two swapped.</summary>
    public static string? Voucher(string? text)
    {
        var plain = new string([.. (text ?? "").Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
        return plain.Length == 13 && plain.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) && CheckOf(plain[..12]) == plain[12] ? Grouped(plain[..12]) : null;
    }

    static string Grouped(string body) => $"{body[..4]}-{body[4..8]}-{body[8..]}-{CheckOf(body)}";

    // Weights that differ from place to place and are prime to 31, so one wrong character or two swapped neighbours always show.
    static char CheckOf(string body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
            sum += (i + 2) * (Alphabet.IndexOf(body[i], StringComparison.Ordinal) is >= 0 and var at ? at : body[i] == '0' ? 29 : 30);
        return Alphabet[sum % 31];
    }
}
