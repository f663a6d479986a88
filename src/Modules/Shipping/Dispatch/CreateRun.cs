using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Dispatch;

/// <param name="RunId">Made by the form, so that a second press makes no second run.</param>
/// <param name="Via">A place the truck must pass, or null for the quickest way that is open.</param>
[Allow(Roles.Coordinator, Roles.Office)]
internal sealed record CreateRun(Guid RunId, string Truck, string Driver, int Capacity, string From, string To, string? Via) : ICommand<string>;

internal sealed class CreateRunRules : AbstractValidator<CreateRun>
{
    public CreateRunRules()
    {
        RuleFor(r => r.RunId).NotEmpty().WithMessage("form-without-id");
        RuleFor(r => r.Truck).NotEmpty().WithMessage("truck-missing").AtMost(40).WithMessage("too-long");
        RuleFor(r => r.Driver).AtMost(40).WithMessage("too-long");
        RuleFor(r => r.Capacity).InclusiveBetween(1, 40_000).WithMessage("capacity-missing");
    }
}

internal sealed class CreateRunHandler(StoreDb db, RoadNetwork network, Caller caller, TimeProvider clock) : IRequestHandler<CreateRun, string>
{
    public async Task<string> Handle(CreateRun asked, CancellationToken ct)
    {
        await db.TakeTurn($"shipping/run/{asked.RunId}", ct);
        if (await db.Runs.Where(r => r.Id == asked.RunId).Select(r => r.Number).FirstOrDefaultAsync(ct) is { } made) return made;
        var now = clock.GetUtcNow().UtcDateTime;
        var shut = await db.ClosedAt(now).Select(c => c.LegId).Distinct().ToListAsync(ct);
        var way = (string.IsNullOrEmpty(asked.Via) ? network.Quickest(asked.From, asked.To, shut) : network.Quickest(asked.From, asked.Via, asked.To, shut))
            ?? throw new Refusal("no-way", field: "to");
        if (way.Steps.Count == 0) throw new Refusal("no-way", field: "to");
        var run = new Run
        {
            Id = asked.RunId, Number = Codes.NewNumber(ChinaTime.Day(now)), Truck = asked.Truck.Trim(), Driver = asked.Driver.Trim(), Capacity = new(asked.Capacity * 1000L),
            State = RunState.Planned, Itinerary = new([new(way.From, way.To, way.LegIds, now)]), PlannedAt = now, ActedBy = caller.PersonId,
        };
        db.Add(run);
        return run.Number;
    }
}
