using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Facts;

namespace Storefront.Platform.Pipeline;

/// <summary>Names under which traces and metrics of the shop can be collected.</summary>
public static class Telemetry
{
    public const string Name = "Storefront";
    internal static readonly ActivitySource Activities = new(Name);
    static readonly Meter Meter = new(Name);
    internal static readonly Histogram<double> Requests = Meter.CreateHistogram<double>("storefront.requests", "ms", "Time a message took, by message and outcome");
}

sealed class TracingBehavior<TRequest, T> : IPipelineBehavior<TRequest, T>
{
    public Task<T> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<T> next) =>
        Telemetry.Activities.HasListeners() || Telemetry.Requests.Enabled ? Traced(next) : next();

    static async Task<T> Traced(RequestHandlerDelegate<T> next)
    {
        using var activity = Telemetry.Activities.StartActivity(typeof(TRequest).Name);
        var begun = Stopwatch.GetTimestamp();
        var outcome = "ok";
        try { return await next(); }
        catch (Exception failure)
        {
            outcome = failure switch { Refusal refusal => refusal.Code, ManyRefusals refused => refused.Message, _ => failure.GetType().Name };
            activity?.SetStatus(ActivityStatusCode.Error, outcome);
            throw;
        }
        finally
        {
            if (Telemetry.Requests.Enabled)
                Telemetry.Requests.Record(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, new("message", typeof(TRequest).Name), new("outcome", outcome));
        }
    }
}

/// <summary>The second wall behind the controllers' [Authorize]: a role by <see cref="AllowAttribute"/>, a mandate by <see cref="IForProducer"/>.</summary>
sealed class AuthorizationBehavior<TRequest, T>(Caller caller, ServiceFactory services) : IPipelineBehavior<TRequest, T> where TRequest : notnull
{
    static readonly IReadOnlyList<string>? Allowed = typeof(TRequest).GetCustomAttribute<AllowAttribute>()?.Roles;

    public Task<T> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<T> next) =>
        caller.IsShop || (Allowed is null && request is not IForProducer) ? next() : Checked(request, ct, next);

    async Task<T> Checked(TRequest request, CancellationToken ct, RequestHandlerDelegate<T> next)
    {
        if (Allowed is not null && !Allowed.Any(caller.Is)) throw new Refusal("not-allowed", RefusalKind.Forbidden);
        if (request is IForProducer { ProducerId: var producer } && !caller.Is(Roles.Office))
        {
            var mediator = (IMediator)services(typeof(IMediator));
            if (caller.PersonId is not { } person || !await mediator.Send(new MayActFor(person, producer), ct)) throw new Refusal("not-your-producer", RefusalKind.Forbidden);
        }
        return await next();
    }
}

sealed class ValidationBehavior<TRequest, T>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, T>
{
    public Task<T> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<T> next) => validators.Any() ? Validated(request, ct, next) : next();

    async Task<T> Validated(TRequest request, CancellationToken ct, RequestHandlerDelegate<T> next)
    {
        foreach (var validator in validators) await validator.ValidateAndThrowAsync(request, ct);
        return await next();
    }
}

/// <summary>
/// One transaction for the outermost command and all it asks: one save, the facts it told, the record of who acted, one commit.
/// A deadlock or a lost serialisation is tried again from a clean change tracker.
/// </summary>
sealed class UnitOfWorkBehavior<TRequest, T>(StoreDb db, WriteGate gate, FactHandlers handlers, OutboxSignal signal, Caller caller, TimeProvider clock)
    : IPipelineBehavior<TRequest, T> where TRequest : ICommand<T>
{
    const int Tries = 4;
    static readonly bool OneStatement = typeof(TRequest).GetCustomAttribute<OneStatementAttribute>() is not null;

    public async Task<T> Handle(TRequest request, CancellationToken ct, RequestHandlerDelegate<T> next)
    {
        if (db.Database.CurrentTransaction is not null) return await next();
        for (var attempt = 1; ; attempt++)
        {
            try { return await Once(request, ct, next); }
            catch (Exception failure) when (attempt < Tries && LostRace(failure)) { }
        }
    }

    async Task<T> Once(TRequest request, CancellationToken ct, RequestHandlerDelegate<T> next)
    {
        T answer = default!;
        var told = false;
        IReadOnlyList<Action> afterwards;
        try
        {
            // Who acted is a second statement.
            if (OneStatement && caller.PersonId is null) await gate.CommitOne(db, async () =>
            {
                answer = await next();
                if (db.Told.Count > 0 || db.ChangeTracker.HasChanges()) throw new InvalidOperationException($"{typeof(TRequest).Name} is more than one statement.");
            }, ct);
            else await gate.Commit(db, async () =>
            {
                answer = await next();
                if (caller.PersonId is { } person) db.Add(Act(person, request));
                await db.SaveChangesAsync(ct);
                told = db.Told.Count > 0;
                await Outbox.Write(db, db.Told, handlers, clock.GetUtcNow().UtcDateTime, ct);
            }, ct);
            afterwards = db.TakeAfterwards();
        }
        finally { db.Forget(); }
        foreach (var act in afterwards) act();
        if (told) signal.Pulse();
        return answer;
    }

    ActRow Act(Guid person, TRequest request) => new()
    {
        Id = Guid.CreateVersion7(), At = clock.GetUtcNow().UtcDateTime, PersonId = person,
        ProducerId = (request as IForProducer)?.ProducerId, Command = typeof(TRequest).Name, TraceId = Activity.Current?.TraceId.ToString(),
    };

    static bool LostRace(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } => true,
        SqliteException { SqliteErrorCode: 5 or 6 } or TornException => true,
        // EF wraps what it thinks transient.
        DbUpdateException { InnerException: { } inner } => LostRace(inner),
        InvalidOperationException { InnerException: PostgresException inner } => LostRace(inner),
        _ => false,
    };
}
