using System.Threading.Channels;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Contracts;

namespace Storefront.Platform;

// How thousands write at once on two cores.
//
// A write of its own transaction each costs a flush to the disk, a handful of round trips and, on the one row that everybody wants, a lock that all the
// others wait for. So nobody writes himself. A request does everything that can be done beforehand, puts what is left into this channel, and waits for its own
// answer. One consumer takes whatever has arrived and sends it as ONE command: each table is read once and written once, one commit, then everybody is
// answered. What arrives during a commit is the next batch; so the batch grows with the rush by itself and nobody ever waits for a batch to fill. A lone
// write is a batch of one on the same path. Figures, and what was tried besides: docs/performance.md.
//
// What must stay true: an answer is given only after the commit. A batch that fails is rolled back whole and run again one by one, so a poisoned item
// harms itself alone. A request that gave up may still have been done: asking again must find it. A full channel answers "busy" at once,
// which is kinder than a page that hangs.

/// <summary>Where requests wait for a write that many of them share.</summary>
public abstract class Lane<TItem, TAnswer>(IServiceScopeFactory scopes, ILogger log) : IAsyncDisposable
{
    const int Capacity = 2_000;
    const int Batch = 64;
    const int BatchInARush = 256;

    readonly Channel<Waiting> channel = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    readonly Lock starting = new();
    Task? consumer;

    /// <summary>The one command for all of them. It answers each, in their order.</summary>
    protected abstract ICommand<IReadOnlyList<TAnswer>> Together(IReadOnlyList<TItem> items);

    /// <summary>Waits in the lane and answers after the commit.</summary>
    /// <exception cref="Refusal">The lane is full: busy, at once.</exception>
    public Task<TAnswer> Enter(TItem item)
    {
        Start();
        var waiting = new Waiting(item, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return channel.Writer.TryWrite(waiting) ? waiting.Answer.Task : throw new Refusal("busy", RefusalKind.Busy);
    }

    /// <summary>With the first item: a shop where nothing is sold runs no loop.</summary>
    void Start()
    {
        if (consumer is not null) return;
        lock (starting)
        {
            if (consumer is not null) return;
            // The loop outlives the request that starts it and must inherit nothing of it: not its person, not its language.
            using (ExecutionContext.SuppressFlow()) consumer = Task.Run(Consume);
        }
    }

    async Task Consume()
    {
        var batch = new List<Waiting>(BatchInARush);
        while (await channel.Reader.WaitToReadAsync())
        {
            var most = channel.Reader.Count > Batch ? BatchInARush : Batch;
            while (batch.Count < most && channel.Reader.TryRead(out var waiting)) batch.Add(waiting);
            await Work(batch);
            batch.Clear();
        }
    }

    async Task Work(List<Waiting> batch)
    {
        try
        {
            var answers = await Send([.. batch.Select(w => w.Item)]);
            for (var i = 0; i < batch.Count; i++) batch[i].Answer.SetResult(answers[i]);
        }
        catch (Exception failure)
        {
            if (batch.Count > 1) log.LogWarning(failure, "A batch of {Count} failed and is done one by one", batch.Count);
            foreach (var waiting in batch)
            {
                try { waiting.Answer.TrySetResult((await Send([waiting.Item]))[0]); }
                catch (Exception own) { waiting.Answer.TrySetException(own); }
            }
        }
    }

    async Task<IReadOnlyList<TAnswer>> Send(IReadOnlyList<TItem> items)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(Together(items));
    }

    /// <summary>The shop stops: what waits is done, then the loop ends.</summary>
    public async ValueTask DisposeAsync()
    {
        channel.Writer.TryComplete();
        if (consumer is not null) await consumer;
        GC.SuppressFinalize(this);
    }

    sealed record Waiting(TItem Item, TaskCompletionSource<TAnswer> Answer);
}
