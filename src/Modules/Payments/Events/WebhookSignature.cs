using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.Payments.Events;

/// <summary>
/// Proof that a webhook's body comes from who holds the secret, by Stripe's published scheme: <c>t=1700000000,v1=hex[,v1=hex]</c>, where v1 is the
/// HMAC-SHA256 of <c>t + "." + raw body</c>. There are several v1 while a secret is being changed; any other version is ignored, so that nobody can
/// have the proof checked by a weaker one. A time far from now, before or after, proves nothing: an old capture could be played again.
/// </summary>
internal static class WebhookSignature
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    public static string Sign(string secret, ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(Mac(secret, time, body))}";
    }

    public static bool Holds(string? header, string secret, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        string? time = null;
        var given = new List<string>(1);
        foreach (var part in (header ?? "").Split(','))
        {
            var split = part.IndexOf('=', StringComparison.Ordinal);
            if (split < 0) continue;
            switch (part[..split].Trim())
            {
                case "t" when time is null: time = part[(split + 1)..]; break;
                case "t": return false;
                case "v1": given.Add(part[(split + 1)..]); break;
            }
        }
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds) return false;

        var expected = Mac(secret, time, body);
        var holds = false;
        foreach (var proof in given) holds |= Matches(proof, expected);
        return holds;
    }

    static bool Matches(string hex, byte[] expected)
    {
        Span<byte> bytes = stackalloc byte[32];
        return hex.Length == 64 && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done && CryptographicOperations.FixedTimeEquals(bytes, expected);
    }

    static byte[] Mac(string secret, string time, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes(time + "."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }
}
