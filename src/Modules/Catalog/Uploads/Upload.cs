namespace Storefront.Catalog.Uploads;

/// <summary>A photo on its way here in pieces, since the line drops: what has arrived of it, for whoever sends it. Forgotten after a day.</summary>
internal sealed class Upload
{
    public required Guid PersonId { get; init; }
    /// <summary>SHA-256 of the whole, in small hexadecimal: the sender's name for it, and the proof that all of it arrived.</summary>
    public required string Hash { get; init; }
    public required byte[] Bytes { get; init; }
    public required DateTime At { get; init; }
}
