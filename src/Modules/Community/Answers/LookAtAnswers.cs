using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;

namespace Storefront.Community.Answers;

/// <summary>What of a producer's goods waits for an answer: questions, the oldest first, and published reviews, the newest first.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record LookAtAnswers(Guid ProducerId) : IQuery<AnswersLook>, IForProducer
{
    internal const int AtOnce = 30;
}

public sealed record AnswersLook(IReadOnlyList<QuestionSeen> Questions, IReadOnlyList<ReviewSeen> Reviews);
public sealed record QuestionSeen(Guid Id, Guid ProducerId, string Slug, Text Listing, string Words, string Language, DateTime AskedAt, bool WantsToBeTold);
public sealed record ReviewSeen(Guid Id, Guid ProducerId, string Slug, Text Listing, Text Variant, int Stars, string Words, string Language, string Name,
    IReadOnlyList<string> Photos, DateTime WrittenAt, int Version, string? Answer);

internal sealed class LookAtAnswersHandler(StoreDb db) : IRequestHandler<LookAtAnswers, AnswersLook>
{
    public async Task<AnswersLook> Handle(LookAtAnswers asked, CancellationToken ct) => new(
        await db.Questions.Where(q => q.ProducerId == asked.ProducerId).Open().Take(LookAtAnswers.AtOnce).ToListAsync(ct),
        await db.Reviews.Where(r => r.ProducerId == asked.ProducerId && r.State == ReviewState.Published).OrderBy(r => r.Answer != null)
            .ThenByDescending(r => r.WrittenAt).Seen().Take(LookAtAnswers.AtOnce).ToListAsync(ct));
}

internal static class Waiting
{
    public static IQueryable<QuestionSeen> Open(this IQueryable<Question> questions) => questions.AsNoTracking().Where(q => q.State == QuestionState.Open)
        .OrderBy(q => q.AskedAt).ThenBy(q => q.Id)
        .Select(q => new QuestionSeen(q.Id, q.ProducerId, q.Slug, q.Listing, q.Words, q.Language, q.AskedAt, q.Phone != null || q.Email != null));

    public static IQueryable<ReviewSeen> Seen(this IQueryable<Review> reviews) => reviews.AsNoTracking()
        .Select(r => new ReviewSeen(r.Id, r.ProducerId, r.Slug, r.Listing, r.Variant, r.Stars, r.Words, r.Language, r.Name, r.Photos, r.WrittenAt, r.Version, r.Answer));
}
