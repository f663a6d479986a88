using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Community.Answers;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Community.Questions;

/// <summary>The producer, who acts for the producer, or the office answers a question; once. From then on it is shown.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record AnswerQuestion(Guid ProducerId, Guid QuestionId, string? Answer) : ICommand<Unit>, IForProducer;

internal sealed class AnswerQuestionHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<AnswerQuestion, Unit>
{
    public async Task<Unit> Handle(AnswerQuestion asked, CancellationToken ct)
    {
        var answer = Answering.Checked(asked.Answer, asked.QuestionId);
        var question = await db.Questions.AsNoTracking().SingleOrDefaultAsync(q => q.Id == asked.QuestionId && q.ProducerId == asked.ProducerId, ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var (now, person, office) = (clock.GetUtcNow().UtcDateTime, caller.Person, caller.Is(Roles.Office));
        if (await db.Questions.Where(q => q.Id == asked.QuestionId && q.State == QuestionState.Open).ExecuteUpdateAsync(q => q
            .SetProperty(x => x.State, QuestionState.Answered).SetProperty(x => x.Answer, answer).SetProperty(x => x.AnsweredAt, now).SetProperty(x => x.AnsweredBy, person)
            .SetProperty(x => x.AnsweredFor, asked.ProducerId).SetProperty(x => x.ByOffice, office).SetProperty(x => x.Phone, (string?)null)
            .SetProperty(x => x.Email, (string?)null), ct) == 0)
            throw new Refusal("answered-already", RefusalKind.Conflict);
        if (question is { Phone: not null } or { Email: not null })
            db.Tell(new QuestionAnswered(question.Id, new("", question.Phone, question.Email, question.Language), question.Listing, question.Slug, question.Words, answer));
        return Unit.Value;
    }
}

/// <summary>Not a question, or none that anybody should answer: it is put aside, and its contact forgotten.</summary>
[Allow(Roles.Office)]
internal sealed record DropQuestion(Guid QuestionId) : ICommand<Unit>;

internal sealed class DropQuestionHandler(StoreDb db) : IRequestHandler<DropQuestion, Unit>
{
    public async Task<Unit> Handle(DropQuestion asked, CancellationToken ct)
    {
        if (await db.Questions.Where(q => q.Id == asked.QuestionId && q.State == QuestionState.Open)
            .ExecuteUpdateAsync(q => q.SetProperty(x => x.State, QuestionState.Dropped).SetProperty(x => x.Phone, (string?)null).SetProperty(x => x.Email, (string?)null), ct) == 0)
            throw new Refusal("answered-already", RefusalKind.Conflict);
        return Unit.Value;
    }
}
