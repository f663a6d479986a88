using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Community.Reviews;

/// <summary>The producer, or who acts for the producer, answers a published review; once.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record AnswerReview(Guid ProducerId, Guid ReviewId, string? Answer) : ICommand<Unit>, IForProducer;

internal sealed class AnswerReviewHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<AnswerReview, Unit>
{
    public async Task<Unit> Handle(AnswerReview asked, CancellationToken ct)
    {
        var answer = Answers.Answering.Checked(asked.Answer, asked.ReviewId);
        var own = db.Reviews.Where(r => r.Id == asked.ReviewId && r.ProducerId == asked.ProducerId && r.State == ReviewState.Published);
        if (!await own.AnyAsync(ct)) throw new Refusal("not-found", RefusalKind.NotFound);
        var (now, person) = (clock.GetUtcNow().UtcDateTime, caller.Person);
        if (await own.Where(r => r.Answer == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.Answer, answer).SetProperty(x => x.AnsweredAt, now)
            .SetProperty(x => x.AnsweredBy, person).SetProperty(x => x.AnsweredFor, asked.ProducerId), ct) == 0) throw new Refusal("answered-already", RefusalKind.Conflict);
        return Unit.Value;
    }
}
