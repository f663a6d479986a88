using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Notices.Mailbox;

/// <summary>What was written to buyers and to who signs in, newest first.</summary>
internal sealed record ShowMailbox(string? Search, int Page) : IQuery<MailboxPage>
{
    internal const int OnAPage = 30;
}

public sealed record MailboxPage(string Search, int Number, IReadOnlyList<Mailed> Messages, bool More);
public sealed record Mailed(Guid Id, string Number, string Topic, bool IsText, string To, string Subject, string Body, string Language, DateTime QueuedAt,
    DateTime? SentAt, DateTime? CancelledAt, string? Error);

internal sealed class ShowMailboxHandler(StoreDb db) : IRequestHandler<ShowMailbox, MailboxPage>
{
    public async Task<MailboxPage> Handle(ShowMailbox asked, CancellationToken ct)
    {
        var search = (asked.Search ?? "").Trim();
        var number = search.ToUpperInvariant();
        var page = Math.Clamp(asked.Page, 1, 100_000);
        var found = await db.Joined().Where(n => search.Length == 0 || n.Notice.Recipient.Contains(search) || n.Order!.Number.Contains(number))
            .OrderByDescending(n => n.Notice.Id).Skip((page - 1) * ShowMailbox.OnAPage).Take(ShowMailbox.OnAPage + 1).Shown().ToListAsync(ct);
        return new(search, page, [.. found.Take(ShowMailbox.OnAPage)], found.Count > ShowMailbox.OnAPage);
    }
}

internal sealed record OpenMessage(Guid Id) : IQuery<Mailed>;

internal sealed class OpenMessageHandler(StoreDb db) : IRequestHandler<OpenMessage, Mailed>
{
    public async Task<Mailed> Handle(OpenMessage asked, CancellationToken ct) =>
        await db.Joined().Where(n => n.Notice.Id == asked.Id).Shown().SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
}

internal static class MailboxQueries
{
    internal sealed class NoticeOfOrder
    {
        public required Notice Notice { get; init; }
        /// <summary>Null for what is about no order: a code.</summary>
        public required KnownOrder? Order { get; init; }
    }

    extension(StoreDb db)
    {
        internal IQueryable<NoticeOfOrder> Joined() => db.Notices.AsNoTracking()
            .LeftJoin(db.KnownOrders, n => n.OrderId, o => o.OrderId, (n, o) => new NoticeOfOrder { Notice = n, Order = o });
    }

    internal static IQueryable<Mailed> Shown(this IQueryable<NoticeOfOrder> notices) => notices.Select(n => new Mailed(
        n.Notice.Id, n.Order!.Number ?? "", n.Notice.Topic.ToString(), n.Notice.Channel == Channel.Text, n.Notice.Recipient, n.Notice.Subject, n.Notice.Body, n.Notice.Language,
        n.Notice.QueuedAt, n.Notice.SentAt, n.Notice.CancelledAt, n.Notice.Error));
}
