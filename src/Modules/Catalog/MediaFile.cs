namespace Storefront.Catalog;

/// <summary>A photo's bytes at one width, without metadata, under the hash that its listing's stem carries.</summary>
internal sealed class MediaFile
{
    public required string Hash { get; init; }
    public required int Width { get; init; }
    public required string Type { get; init; }
    public required byte[] Bytes { get; init; }
    /// <summary>When a form that was refused brought it last; null once something uses it, from then on for ever.</summary>
    public DateTime? UnusedSince { get; init; }
}
