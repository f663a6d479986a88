using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;

namespace Storefront.Community.Questions;

internal sealed class AskQuestionHandler(StoreDb db, TimeProvider clock) : IRequestHandler<AskQuestion, Unit>
{
    /// <summary>Unanswered ones about one listing: more is nobody's curiosity.</summary>
    internal const int AtMost = 50;

    public async Task<Unit> Handle(AskQuestion asked, CancellationToken ct)
    {
        if (await db.Questions.CountAsync(q => q.ListingId == asked.ListingId && q.State == QuestionState.Open && q.Id != asked.QuestionId, ct) >= AtMost)
            throw new Refusal("questions-enough", RefusalKind.Conflict);
        await db.InsertMissing<Question>([new()
        {
            Id = asked.QuestionId, ListingId = asked.ListingId, ProducerId = asked.ProducerId, Slug = asked.Slug, Listing = asked.Listing, Words = asked.Words, Language = asked.Language,
            Phone = asked.Contact?.Phone, Email = asked.Contact?.Email, AskedAt = clock.GetUtcNow().UtcDateTime, State = QuestionState.Open,
        }], ct);
        return Unit.Value;
    }
}

internal sealed class ShowQuestionsOfHandler(StoreDb db) : IRequestHandler<ShowQuestionsOf, IReadOnlyList<QuestionShown>>
{
    public async Task<IReadOnlyList<QuestionShown>> Handle(ShowQuestionsOf asked, CancellationToken ct) =>
        await db.Questions.AsNoTracking().Where(q => q.ListingId == asked.ListingId && q.State == QuestionState.Answered).OrderByDescending(q => q.AnsweredAt)
            .ThenBy(q => q.Id).Take(asked.AtMost)
            .Select(q => new QuestionShown(q.Words, q.Language, q.AskedAt, q.Answer!, q.ByOffice)).ToListAsync(ct);
}
