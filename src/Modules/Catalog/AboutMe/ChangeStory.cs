using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Pictures;
using Storefront.Catalog.Revisions;
using Storefront.Catalog.TakingIn;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.AboutMe;

/// <summary>
/// A producer's line, story, saying and picture are changed, or put into another language. They are live at once; words with which a farmer claims something of the
/// food wait until somebody has read them.
/// </summary>
/// <param name="ChangeId">Made by the form, so that a second press hands nothing in twice.</param>
/// <param name="Households">By language, as are the others; those that are left empty fall back.</param>
/// <param name="Photo">None to keep the picture.</param>
/// <param name="Seen">The words that stood there when the form was opened.</param>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record ChangeStory(
    Guid ChangeId, Guid ProducerId, IReadOnlyDictionary<string, string> Households, IReadOnlyDictionary<string, string> Stories,
    IReadOnlyDictionary<string, string> Quotes, PhotoSent Photo, string? Seen) : ICommand<Unit>, IForProducer;

internal sealed class ChangeStoryRules : AbstractValidator<ChangeStory>
{
    public const int LongestQuote = 200;

    public ChangeStoryRules()
    {
        foreach (var language in Languages.All)
        {
            RuleFor(s => s.Households).Must(h => h.GetValueOrDefault(language) is not { Length: > AddProducerRules.LongestHousehold })
                .WithMessage("producer-household-long").OverridePropertyName($"household-{language}");
            RuleFor(s => s.Stories).Must(t => t.GetValueOrDefault(language) is not { Length: > AddProducerRules.LongestStory }).WithMessage("producer-story-long")
                .OverridePropertyName($"story-{language}");
            RuleFor(s => s.Quotes).Must(q => q.GetValueOrDefault(language) is not { Length: > LongestQuote }).WithMessage("producer-quote-long").OverridePropertyName($"quote-{language}");
        }
    }
}

internal sealed class ChangeStoryHandler(StoreDb db, IMediator shop, Caller caller, TimeProvider clock) : IRequestHandler<ChangeStory, Unit>
{
    public async Task<Unit> Handle(ChangeStory asked, CancellationToken ct)
    {
        await db.LockRows<Producer>([asked.ProducerId], ct);
        var producer = await db.Producers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == asked.ProducerId, ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var source = producer.Story.Source ?? Languages.Default;
        if (!asked.Households.ContainsKey(source)) throw new Refusal("producer-household-missing", field: $"household-{source}");
        if (!asked.Stories.ContainsKey(source)) throw new Refusal("producer-story-missing", field: $"story-{source}");
        if (asked.Quotes.Count > 0 && !asked.Quotes.ContainsKey(source)) throw new Refusal("producer-quote-missing", field: $"quote-{source}");
        if (!asked.Photo.IsNone)
        {
            var (picture, alt) = (await db.KeepPhoto(asked.Photo, ct), producer.Name);
            await db.Producers.Where(p => p.Id == producer.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Picture, picture).SetProperty(x => x.Alt, alt), ct);
        }

        var (household, story) = (Text.Written(source, asked.Households), Text.Written(source, asked.Stories));
        var quote = asked.Quotes.Count > 0 ? Text.Written(source, asked.Quotes) : null;
        var its = db.Revisions.Where(r => r.ProducerId == producer.Id && r.Kind == RevisionKind.Story && r.State == RevisionState.Submitted);
        var waiting = await its.AsNoTracking().SingleOrDefaultAsync(ct);
        if (waiting is null ? (household, story, quote) == (producer.Household, producer.Story, producer.Quote)
            : (household, story, quote) == (waiting.Name, waiting.Description, waiting.Quote)) return Unit.Value;
        if (await db.Revisions.AnyAsync(r => r.Id == asked.ChangeId, ct)) return Unit.Value;
        if (asked.Seen != producer.SeenStory) throw new Refusal("words-changed-since", RefusalKind.Conflict, $"household-{source}");

        var (now, person) = (clock.GetUtcNow().UtcDateTime, caller.Person);
        await its.ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RevisionState.Withdrawn).SetProperty(x => x.DecidedAt, now).SetProperty(x => x.DecidedBy, person), ct);
        if (caller.MustBeRead() && FoodClaims.MustBeRead([producer.Household, producer.Story, producer.Quote], [household, story, quote]))
            db.Add(new Revision
            {
                Id = asked.ChangeId, ProducerId = producer.Id, Kind = RevisionKind.Story, Name = household, Description = story, Quote = quote,
                State = RevisionState.Submitted, At = now, ActedBy = person,
            });
        else await db.SetStory(shop, producer.Id, household, story, quote, ct);
        return Unit.Value;
    }
}
