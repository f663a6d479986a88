using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Questions;

/// <summary>Anyone asks about a listing, without an account. The form stands on a page that is the same for everyone, so no id of its own can come with it: what is
/// asked twice in the same words is one question.</summary>
/// <param name="Contact">A phone or an e-mail, as typed; empty where the page alone is to answer.</param>
internal sealed record Ask(string Slug, string? Words, string? Contact, string Language) : ICommand<Unit>
{
    public const int MostWords = 500;
}

internal sealed class AskRules : AbstractValidator<Ask>
{
    public AskRules()
    {
        RuleFor(a => a.Words).Must(words => !string.IsNullOrWhiteSpace(words)).WithMessage("question-words-missing").OverridePropertyName("words");
        RuleFor(a => a.Words).AtMost(Ask.MostWords).WithMessage("question-words-too-long").OverridePropertyName("words");
        RuleFor(a => a.Contact).Must(contact => string.IsNullOrWhiteSpace(contact) || Reach.Of(contact) is not null).WithMessage("reach-unclear").OverridePropertyName("reply-to");
    }
}

internal sealed class AskHandler(StoreDb db, IMediator shop) : IRequestHandler<Ask, Unit>
{
    public async Task<Unit> Handle(Ask asked, CancellationToken ct)
    {
        var listing = await db.AskedAbout(asked.Slug, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var (words, reach) = (asked.Words!.ReplaceLineEndings("\n").Trim(), Reach.Of(asked.Contact));
        return await shop.Send(new AskQuestion(Seeds.Id($"question/{listing.Id}/{reach?.Address}/{words}"), listing.Id, listing.ProducerId, asked.Slug, listing.Name, words,
            reach is null ? null : new("", reach.Phone, reach.Email, asked.Language), asked.Language), ct);
    }
}

/// <summary>The form on a page of its own, where a refused one stands; null where the goods are not on sale.</summary>
internal sealed record LookAtAsking(string Slug) : IQuery<AskedAbout?>;
internal sealed record AskedAbout(Guid Id, Guid ProducerId, string Slug, Text Name, Text Producer);

internal sealed class LookAtAskingHandler(StoreDb db) : IRequestHandler<LookAtAsking, AskedAbout?>
{
    public Task<AskedAbout?> Handle(LookAtAsking asked, CancellationToken ct) => db.AskedAbout(asked.Slug, ct);
}

internal static class Asking
{
    public static Task<AskedAbout?> AskedAbout(this StoreDb db, string slug, CancellationToken ct) =>
        db.Listings.Where(l => l.Slug == slug && l.State == ListingState.Live)
            .Join(db.Producers, l => l.ProducerId, p => p.Id, (l, p) => new AskedAbout(l.Id, l.ProducerId, l.Slug, l.Name, p.Name)).SingleOrDefaultAsync(ct);
}
