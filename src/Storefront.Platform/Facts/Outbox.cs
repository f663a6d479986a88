using System.Data.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Platform.Facts;

/// <summary>
/// The outbox. A command's transaction writes the facts it told and one delivery row for each handler. After the commit a worker on every node
/// claims due deliveries by a lease and sends those of one handler as a <see cref="DeliverFacts"/> command: one transaction with the handler's
/// effects and their done marks, so that each effect happens once whatever crashes. A batch that fails is sent again one by one, so a poisoned
/// delivery harms itself alone (docs/decisions/0007). Of one subject a handler gets the facts in order: only the oldest
/// undone delivery of a (handler, subject) can be claimed, so a parked one holds back its own later ones and nothing else.
/// </summary>
public sealed class Outbox(IServiceScopeFactory scopes, FactHandlers handlers, WriteGate gate, TimeProvider clock, ILogger<Outbox> log)
{
    internal const int MostInARound = 128;
    const int LastAttempt = 8;
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Writes what was told, inside the current transaction.</summary>
    internal static Task Write(StoreDb db, IReadOnlyList<IFact> told, FactHandlers handlers, DateTime now, CancellationToken ct) =>
        told.Count == 0 ? Task.CompletedTask : db.OnPostgres ? WriteAtOnce(db, told, handlers, now, ct) : WriteEach(db, told, handlers, now, ct);

    // The position comes from the database's own sequence: a fact that was caused by another one always stands behind it.
    static async Task WriteAtOnce(StoreDb db, IReadOnlyList<IFact> told, FactHandlers handlers, DateTime now, CancellationToken ct)
    {
        var deliveries = told.DistinctBy(f => f.GetType()).SelectMany(handlers.HandlersOf, (fact, handler) => (Name: FactHandlers.NameOf(fact.GetType()), Handler: handler)).ToList();
        await using var command = db.Command();
        command.CommandText = """
            with told as (
                insert into platform_facts (name, subject, body, told_at)
                select name, subject, body, @at from unnest(@names, @subjects, @bodies) with ordinality as f(name, subject, body, number) order by number
                returning position, name, subject)
            insert into platform_deliveries (position, handler, subject, due_at, leased_until, attempts)
            select told.position, h.handler, told.subject, @at, @at, 0 from told join unnest(@handled, @handlers) as h(name, handler) on h.name = told.name
            """;
        Sets.Add(command, "names", told.Select(f => FactHandlers.NameOf(f.GetType())).ToArray());
        Sets.Add(command, "subjects", told.Select(f => f.Subject).ToArray());
        Sets.Add(command, "bodies", told.Select(FactHandlers.Close).ToArray());
        Sets.Add(command, "at", now);
        Sets.Add(command, "handled", deliveries.ConvertAll(d => d.Name).ToArray());
        Sets.Add(command, "handlers", deliveries.ConvertAll(d => d.Handler).ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }

    static async Task WriteEach(StoreDb db, IReadOnlyList<IFact> told, FactHandlers handlers, DateTime now, CancellationToken ct)
    {
        var positions = await InsertEach(db, told, now, ct);
        await db.InsertMany([.. told.Zip(positions).SelectMany(f => handlers.HandlersOf(f.First), (f, handler) =>
            new DeliveryRow { Position = f.Second, Handler = handler, Subject = f.First.Subject, DueAt = now, LeasedUntil = now })], ct);
    }

    static async Task<List<long>> InsertEach(StoreDb db, IReadOnlyList<IFact> told, DateTime now, CancellationToken ct)
    {
        await using var command = db.Command();
        command.CommandText = "insert into platform_facts (name, subject, body, told_at) values (@name, @subject, @body, @at) returning position";
        Sets.Add(command, "@name", "");
        Sets.Add(command, "@subject", Guid.Empty);
        Sets.Add(command, "@body", "");
        Sets.Add(command, "@at", now);
        var positions = new List<long>(told.Count);
        foreach (var fact in told)
        {
            command.Parameters[0].Value = FactHandlers.NameOf(fact.GetType());
            command.Parameters[1].Value = fact.Subject;
            command.Parameters[2].Value = FactHandlers.Close(fact);
            positions.Add((long)(await command.ExecuteScalarAsync(ct))!);
        }
        return positions;
    }

    /// <summary>Delivers all that is due now, round after round; returns how many were tried.</summary>
    public async Task<int> Deliver(CancellationToken ct)
    {
        var tried = 0;
        while (await DeliverRound(ct) is > 0 and var round) tried += round;
        return tried;
    }

    /// <summary>Delivers up to <see cref="MostInARound"/> of what is due; returns how many were tried.</summary>
    internal async Task<int> DeliverRound(CancellationToken ct)
    {
        var claimed = await Claim(ct);
        if (claimed.Count == 0) return 0;
        // A handler runs once at a time on a node, so two of its transactions cannot wait for each other's rows.
        var batches = claimed.GroupBy(d => d.Handler, StringComparer.Ordinal);
        await Parallel.ForEachAsync(batches, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = claimed[0].Lanes }, async (batch, stop) => await Try([.. batch], stop));
        return claimed.Count;
    }

    async Task<List<Claimed>> Claim(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StoreDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        var claimed = new List<Claimed>();
        await gate.CommitOne(db, async () =>
        {
            await using var command = db.Command();
            // Each row is looked up by the one index that can (the order names its columns) and marked by its key: PostgreSQL keeps the plan it made while
            // the queue was empty, when reading all of it for each row cost nothing.
            command.CommandText = $"""
                with due as materialized (
                    select d.position, d.handler from platform_deliveries d
                    where d.done_at is null and d.parked_at is null and d.due_at <= @now and d.leased_until <= @now and d.position = (
                        select e.position from platform_deliveries e
                        where e.done_at is null and e.handler = d.handler and e.subject = d.subject
                        order by e.handler, e.subject, e.position limit 1)
                    order by d.position limit {MostInARound}{(db.OnPostgres ? " for update of d skip locked" : "")})
                update platform_deliveries set leased_until = @until where (position, handler) in (select position, handler from due)
                returning position, handler, attempts, (select name from platform_facts f where f.position = platform_deliveries.position), (select body from platform_facts f where f.position = platform_deliveries.position)
                """;
            Sets.Add(command, "@until", now + Lease);
            Sets.Add(command, "@now", now);
            await using DbDataReader reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                claimed.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), db.OnPostgres ? 3 : 1));
        }, ct);
        claimed.Sort((a, b) => a.Position.CompareTo(b.Position));
        return claimed;
    }

    async Task Try(IReadOnlyList<Claimed> batch, CancellationToken ct)
    {
        try { await Send(batch, ct); }
        catch (Exception) when (batch.Count > 1 && !ct.IsCancellationRequested)
        {
            foreach (var delivery in batch) await Try([delivery], ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            var delivery = batch[0];
            var attempts = delivery.Attempts + 1;
            var parks = attempts >= LastAttempt;
            log.Log(parks ? LogLevel.Error : LogLevel.Warning, failure, "Delivery {Position} to {Handler} failed, attempt {Attempts}{Parked}", delivery.Position,
                delivery.Handler, attempts, parks ? ", parked" : "");
            await Fail(delivery, attempts, parks, failure.ToString(), ct);
        }
    }

    async Task Send(IReadOnlyList<Claimed> batch, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var deliveries = batch.Select(d => new Delivery(d.Position, handlers.Open(d.Name, d.Body))).ToList();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeliverFacts(batch[0].Handler, deliveries), ct);
    }

    async Task Fail(Claimed delivery, int attempts, bool parks, string error, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StoreDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        await gate.CommitOne(db, async () =>
        {
            await using var command = db.Command();
            command.CommandText = "update platform_deliveries set attempts = @attempts, due_at = @due, leased_until = @now, parked_at = @parked, error = @error where position = @position and handler = @handler and done_at is null";
            Sets.Add(command, "@attempts", attempts);
            Sets.Add(command, "@due", now + TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, attempts))));
            Sets.Add(command, "@now", now);
            Sets.Add(command, "@parked", parks ? now : null);
            Sets.Add(command, "@error", error.Length > 4000 ? error[..4000] : error);
            Sets.Add(command, "@position", delivery.Position);
            Sets.Add(command, "@handler", delivery.Handler);
            await command.ExecuteNonQueryAsync(ct);
        }, ct);
    }

    readonly record struct Claimed(long Position, string Handler, int Attempts, string Name, string Body, int Lanes);
}
