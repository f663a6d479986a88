using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Storefront.Tests.Accounts;

/// <summary>What an authenticator app shows, by RFC 6238; Identity goes by the wall clock.</summary>
static class Totp
{
    /// <param name="step">Half minutes from now.</param>
    public static string Code(string key, int step)
    {
        var bits = string.Concat(key.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + step);
#pragma warning disable CA5350 // what authenticator apps speak
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        return ((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF, 4)) & 0x7FFFFFFF) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
