using System.Collections.Concurrent;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Contracts;
using Storefront.Notices.Writing;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Notices.Sending;

/// <summary>Sends what is due, batch by batch, outside any transaction; what was sent is marked in one statement. A message that fails is tried again with growing pauses.</summary>
internal sealed class NoticeSender(IServiceScopeFactory scopes, TimeProvider clock, ILogger<NoticeSender> log) : ISettles
{
    internal const int LastAttempt = 8;
    /// <summary>A code that comes after its ten minutes only confuses.</summary>
    internal const int LastAttemptAtCode = 4;
    const int AtOnce = 8;

    public async Task<int> WorkOnce(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow().UtcDateTime;
        if (await scope.ServiceProvider.GetRequiredService<StoreDb>().Notices.Where(n => n.DueAt <= now).OrderBy(n => n.DueAt).Select(n => n.DueAt).FirstOrDefaultAsync(ct) is null) return 0;

        var shop = scope.ServiceProvider.GetRequiredService<IMediator>();
        var (mail, text) = (scope.ServiceProvider.GetRequiredService<ISendMail>(), scope.ServiceProvider.GetService<ISendText>());
        var claimed = await shop.Send(new ClaimNotices(), ct);
        var failed = new ConcurrentDictionary<Guid, FailedNotice>();
        await Parallel.ForEachAsync(claimed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (notice, stop) =>
        {
            try
            {
                await (notice.Channel == Channel.Mail
                    ? mail.Send(new(notice.Id, notice.Recipient, notice.Language, notice.Subject, notice.Body), stop)
                    : (text ?? throw new InvalidOperationException("Notices:Text is not set any more.")).Send(new(notice.Id, notice.Recipient, notice.Body), stop));
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                // Never the address or the text: whom we wrote to stays out of the log.
                log.Log(notice.Attempts >= LastAttempt ? LogLevel.Error : LogLevel.Warning, failure,
                    "Notice {Notice} ({Topic}, {Channel}) could not be sent, attempt {Attempt}", notice.Id, notice.Topic, notice.Channel, notice.Attempts);
                failed[notice.Id] = new(notice.Id, notice.Attempts >= (notice.Topic == Topic.Code ? LastAttemptAtCode : LastAttempt), notice.Attempts, failure.Message);
            }
        });
        if (claimed.Count > 0) await shop.Send(new RecordNotices([.. claimed.Select(n => n.Id).Where(id => !failed.ContainsKey(id))], [.. failed.Values]), ct);
        return claimed.Count;
    }
}

internal sealed record ClaimNotices : ICommand<IReadOnlyList<Notice>>;

internal sealed class ClaimNoticesHandler(StoreDb db, TimeProvider clock) : IRequestHandler<ClaimNotices, IReadOnlyList<Notice>>
{
    const int Batch = 200;

    public Task<IReadOnlyList<Notice>> Handle(ClaimNotices asked, CancellationToken ct) => db.ClaimDue<Notice>(clock.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(5), Batch, ct);
}

internal sealed record RecordNotices(IReadOnlyList<Guid> Sent, IReadOnlyList<FailedNotice> Failed) : ICommand<Unit>;
internal sealed record FailedNotice(Guid Id, bool GivenUp, int Attempts, string Error);

internal sealed class RecordNoticesHandler(StoreDb db, Channels channels, TimeProvider clock) : IRequestHandler<RecordNotices, Unit>
{
    public async Task<Unit> Handle(RecordNotices asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // In key order: two shops that record at once would otherwise wait for each other.
        await db.LockRows<Notice>(asked.Sent, ct);
        if (asked.Sent.Count > 0)
            await db.Notices.Where(n => asked.Sent.Contains(n.Id)).ExecuteUpdateAsync(n => n
                .SetProperty(x => x.SentAt, now).SetProperty(x => x.DueAt, (DateTime?)null).SetProperty(x => x.Error, (string?)null), ct);
        foreach (var failed in asked.Failed)
        {
            DateTime? again = failed.GivenUp ? null : now + TimeSpan.FromSeconds(Math.Min(3600, 5 * Math.Pow(3, failed.Attempts)));
            await db.Notices.Where(n => n.Id == failed.Id).ExecuteUpdateAsync(n => n.SetProperty(x => x.DueAt, again).SetProperty(x => x.Error, failed.Error), ct);
        }
        // A code has no business in a table once it is on its way.
        var over = asked.Sent.Concat(asked.Failed.Where(f => f.GivenUp).Select(f => f.Id)).ToList();
        if (!channels.Kept && over.Count > 0) await db.Notices.Where(n => over.Contains(n.Id) && n.Topic == Topic.Code).ExecuteUpdateAsync(n => n.SetProperty(x => x.Body, ""), ct);
        return Unit.Value;
    }
}
