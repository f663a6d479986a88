namespace Storefront.Accounts.Codes;

/// <summary>
/// Six digits sent to a number, which prove that whoever types them holds it. Only a slow hash of them is kept: a million guesses at it take longer than
/// the code is good for. Its id stands in the address of the page that asks for it, so a code is tried only by whoever asked for it.
/// </summary>
sealed class OneTimeCode
{
    public const int MostTries = 5;
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(10);
    /// <summary>How many may be asked for a number within <see cref="Window"/>.</summary>
    public const int MostForANumber = 5;
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);
    /// <summary>As long as a row says anything about how often was asked, and a little longer.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    public required Guid Id { get; init; }
    public required string Phone { get; init; }
    public required string Hash { get; init; }
    /// <summary>The network address that asked.</summary>
    public required string From { get; init; }
    public required DateTime AskedAt { get; init; }
    public int Tries { get; init; }
    public DateTime? UsedAt { get; init; }
}

/// <param name="PerAddress">How many a network address may ask for within an hour. Many phones share one where addresses are scarce.</param>
sealed record CodeLimits(int PerAddress);
