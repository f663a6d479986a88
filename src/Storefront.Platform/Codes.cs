using System.Buffers.Text;
using System.Security.Cryptography;

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

    // Weights that differ from place to place and are prime to 31, so one wrong character or two swapped neighbours always show.
    static char CheckOf(string body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
            sum += (i + 2) * (Alphabet.IndexOf(body[i], StringComparison.Ordinal) is >= 0 and var at ? at : body[i] == '0' ? 29 : 30);
        return Alphabet[sum % 31];
    }
}
