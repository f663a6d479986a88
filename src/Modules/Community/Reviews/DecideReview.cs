using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Community.Reviews;

/// <summary>The office publishes a review, or declines it and says why; the writer is told.</summary>
/// <param name="Version">That the office has read: a later one is read first.</param>
/// <param name="Reason">What the writer reads; wanted when it is declined.</param>
[Allow(Roles.Office)]
internal sealed record DecideReview(Guid ReviewId, int Version, bool Publish, string? Reason) : ICommand<Unit>;

internal sealed class DecideReviewHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<DecideReview, Unit>
{
    public async Task<Unit> Handle(DecideReview asked, CancellationToken ct)
    {
        var reason = asked.Publish ? null : (asked.Reason ?? "").Trim();
        if (reason is "") throw new Refusal("review-reason-missing", field: $"reason-{asked.ReviewId}");
        if (reason is { Length: > 500 }) throw new Refusal("review-reason-too-long", field: $"reason-{asked.ReviewId}");
        var review = await db.Reviews.AsNoTracking().SingleOrDefaultAsync(r => r.Id == asked.ReviewId, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var (now, person, state) = (clock.GetUtcNow().UtcDateTime, caller.Person, asked.Publish ? ReviewState.Published : ReviewState.Declined);
        if (await db.Reviews.Where(r => r.Id == asked.ReviewId && r.State == ReviewState.Waiting && r.Version == asked.Version)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, state).SetProperty(x => x.DecidedAt, now).SetProperty(x => x.DecidedBy, person).SetProperty(x => x.Reason, reason), ct) == 0)
            throw new Refusal(review.State == ReviewState.Waiting ? "review-changed" : "review-decided", RefusalKind.Conflict);
        db.Tell(new ReviewDecided(review.OrderId, review.Id, asked.Version, review.Listing, review.Slug, asked.Publish, reason));
        return Unit.Value;
    }
}
