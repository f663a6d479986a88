namespace Storefront.Payments.Sandbox;

/// <summary>An event that the sandbox will post to the shop. Its signature is made when it is sent: it carries the time.</summary>
internal sealed class SandboxEvent
{
    public required string Id { get; init; }
    public required string Body { get; init; }
    /// <summary>When it is sent, or sent again; null once the shop took it.</summary>
    public DateTime? DueAt { get; init; }
    public DateTime? SentAt { get; init; }
    public int Attempts { get; init; }
}

/// <summary>The key that sandbox events are signed with: random, of this database alone, and worth nothing elsewhere.</summary>
internal sealed class SandboxKey
{
    public required Guid Id { get; init; }
    public required string Secret { get; init; }
}
