using Storefront.Contracts;

namespace Storefront.Notices;

/// <summary>One message to one person by one channel. It is written with the fact that causes it and sent afterwards; it stays as the record of what was said.</summary>
internal sealed class Notice
{
    public required Guid Id { get; init; }
    /// <summary>The order it is about, or the code that it brings, or the farmer it is for; empty when it is for somebody without an account and about no order.</summary>
    public required Guid OrderId { get; init; }
    public required Topic Topic { get; init; }
    /// <summary>The seller order, refund, review, question, alert, revision, application or producer it is about; empty when it is about the whole order.</summary>
    public required Guid Part { get; init; }
    /// <summary>Counts what may happen again to the same part: the second delay is version 2.</summary>
    public required int Version { get; init; }
    public required Channel Channel { get; init; }
    public required string Recipient { get; init; }
    public required string Language { get; init; }
    /// <summary>Empty for a text message.</summary>
    public required string Subject { get; init; }
    public required string Body { get; init; }
    public required DateTime QueuedAt { get; init; }
    /// <summary>When it is sent, or sent again; null once it was sent, overtaken or given up.</summary>
    public DateTime? DueAt { get; init; }
    public DateTime? SentAt { get; init; }
    /// <summary>Overtaken by later news before it could be sent.</summary>
    public DateTime? CancelledAt { get; init; }
    public int Attempts { get; init; }
    public string? Error { get; init; }
}

internal enum Channel { Mail, Text }

/// <summary>What people are told of. Not every scan: only what they would ask about. A code is for whoever signs in, those from Sold to ApplicationDeclined are for farmers.</summary>
internal enum Topic { Placed, Paid, Departed, Delayed, Delivered, Cancelled, Refunded, Underweight, Replaced, Declined, Code, ReviewPublished, ReviewDeclined,
    Answered, Back, Vouchers, Sold, RevisionApproved, RevisionDeclined, ApplicationApproved, ApplicationDeclined, OrderLink, AddressChanged }

/// <summary>Whom to tell about an order, and the links for it; kept from the fact that placed it.</summary>
internal sealed class KnownOrder
{
    public required Guid OrderId { get; init; }
    public required string Number { get; init; }
    public required string OrderToken { get; init; }
    public required string TrackingToken { get; init; }
    public required string Name { get; init; }
    public string? Phone { get; init; }
    public string? Email { get; init; }
    public required string Language { get; init; }
}

/// <summary>One part of a paid order of several producers, so that news of it can say whose goods it is about. Orders of one producer have none.</summary>
internal sealed class KnownPart
{
    public required Guid SellerOrderId { get; init; }
    public required Guid OrderId { get; init; }
    public required Guid ProducerId { get; init; }
    public required Text Producer { get; init; }
}

/// <summary>One producer's part of a paid order that its farmers have not been told of yet.</summary>
internal sealed class SaleToTell
{
    public required Guid SellerOrderId { get; init; }
    public required Guid ProducerId { get; init; }
    /// <summary>To pack; none when vouchers were sold.</summary>
    public required int Boxes { get; init; }
}

/// <summary>When a producer's farmers were last told of sales, and how often so far.</summary>
internal sealed class SalesTold
{
    public required Guid ProducerId { get; init; }
    public DateTime At { get; init; }
    public required int Times { get; init; }
}
