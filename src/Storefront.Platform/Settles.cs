namespace Storefront.Platform;

/// <summary>Work that leaves a request: sending, expiring, posting. A background worker repeats it; a test calls it when it moves the clock.</summary>
public interface ISettles
{
    /// <summary>Does what is due now; returns how many things were done.</summary>
    Task<int> WorkOnce(CancellationToken ct);
}
