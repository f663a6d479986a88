namespace Storefront.Catalog;

/// <summary>A household that wants to sell here. One mobile number applies once; whoever was declined may apply anew.</summary>
internal sealed class Application
{
    public required Guid Id { get; init; }
    /// <summary>As it is typed, as are village and goods.</summary>
    public required string Name { get; init; }
    public required string Phone { get; init; }
    public required string Village { get; init; }
    public required string Goods { get; init; }
    public required string Language { get; init; }
    public required DateTime AppliedAt { get; init; }
    /// <summary>Another one each time it is sent.</summary>
    public string Mark => AppliedAt.Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture);
    public required ApplicationState State { get; init; }
    /// <summary>How often the number has applied: each answer is one message.</summary>
    public required int Times { get; init; }
    public DateTime? DecidedAt { get; init; }
    public Guid? DecidedBy { get; init; }
    /// <summary>Why not, in the words of the office.</summary>
    public string? Reason { get; init; }
}

internal enum ApplicationState { Submitted, Approved, Declined }
