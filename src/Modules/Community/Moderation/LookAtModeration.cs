using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Community.Answers;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;

namespace Storefront.Community.Moderation;

/// <summary>Reviews that wait to be published and questions that wait for an answer, the oldest first.</summary>
[Allow(Roles.Office)]
internal sealed record LookAtModeration : IQuery<ModerationLook>
{
    internal const int AtOnce = 30;
}

/// <param name="ReviewsWaiting">Of all that wait, also those beyond the list.</param>
public sealed record ModerationLook(int ReviewsWaiting, IReadOnlyList<ReviewSeen> Reviews, int QuestionsOpen, IReadOnlyList<QuestionSeen> Questions);

internal sealed class LookAtModerationHandler(StoreDb db) : IRequestHandler<LookAtModeration, ModerationLook>
{
    public async Task<ModerationLook> Handle(LookAtModeration asked, CancellationToken ct)
    {
        var waiting = db.Reviews.Where(r => r.State == ReviewState.Waiting);
        return new(await waiting.CountAsync(ct), await waiting.OrderBy(r => r.WrittenAt).ThenBy(r => r.Id).Seen().Take(LookAtModeration.AtOnce).ToListAsync(ct),
            await db.Questions.CountAsync(q => q.State == QuestionState.Open, ct), await db.Questions.Open().Take(LookAtModeration.AtOnce).ToListAsync(ct));
    }
}
