using System.Security.Cryptography;
using System.Text;

namespace Storefront.Promotions;

internal enum TakingState { Taken, Returned }

/// <summary>What one order took of a quota, of a person's limit, or of both; given back at most once.</summary>
internal sealed class Taking
{
    public required Guid Id { get; init; }
    public required Guid OrderId { get; init; }
    public required Guid VariantId { get; init; }
    public required int Units { get; init; }
    public Guid? QuotaId { get; init; }
    public Guid? CountId { get; init; }
    public required TakingState State { get; init; }
    public required DateTime TakenAt { get; init; }
}

/// <summary>
/// The units one person has of a limited rule. The row is the lock that two orders of one person meet at; its id is made from rule and person,
/// so the first order finds the place of a row that is not there yet, and no telephone number is kept.
/// </summary>
internal sealed class PersonCount
{
    public required Guid Id { get; init; }
    public required Guid RuleId { get; init; }
    public required int Units { get; init; }

    public static Guid IdOf(Guid rule, string buyer)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{rule:N}/{buyer}")).AsSpan(0, 16).ToArray();
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
