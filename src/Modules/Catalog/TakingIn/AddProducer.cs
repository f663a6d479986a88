using System.Security.Cryptography;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Storefront.Catalog.Applying;
using Storefront.Catalog.Listings;
using Storefront.Catalog.Pictures;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;
using Storefront.Platform.Web;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.TakingIn;

/// <summary>The office takes a household or workshop in. Its people are named under /office/people; its goods list themselves.</summary>
/// <param name="ProducerId">Made by the form, so that a second press takes nobody in twice.</param>
/// <param name="Place">Where its goods are packed and leave from.</param>
/// <param name="Photo">Without one a drawn valley stands there.</param>
/// <param name="Application">What it answers: whoever applied farms from now on, by his number.</param>
[Allow(Roles.Office)]
internal sealed record AddProducer(Guid ProducerId, Words3 Name, string? Place, Words3 Household, Words3 Story, decimal? Since, PhotoSent Photo,
    ApplicationRead? Application = null) : ICommand<Unit>;

/// <param name="Seen">See <see cref="Catalog.Application.Mark"/>.</param>
internal sealed record ApplicationRead(Guid Id, string? Seen);

/// <summary>What was typed in three languages; the Chinese is needed, the others fall back to it.</summary>
internal readonly record struct Words3(string? Zh, string? En, string? Fr)
{
    public Text ToText() => new(Zh!.Trim(), Given(En), Given(Fr));
    static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
    public bool AllWithin(int characters) => Characters.Fit(Zh, characters) && Characters.Fit(En, characters) && Characters.Fit(Fr, characters);
}

internal sealed class AddProducerRules : AbstractValidator<AddProducer>
{
    public const int LongestName = 60, LongestHousehold = 120, LongestStory = 4000;

    public AddProducerRules(TimeProvider clock)
    {
        RuleFor(p => p.Name).Must(n => !string.IsNullOrWhiteSpace(n.Zh)).WithMessage("name-missing").Must(n => n.AllWithin(LongestName)).WithMessage("name-too-long")
            .OverridePropertyName("name");
        RuleFor(p => p.Place).NotEmpty().WithMessage("producer-place").OverridePropertyName("place");
        RuleFor(p => p.Household).Must(h => !string.IsNullOrWhiteSpace(h.Zh)).WithMessage("producer-household").Must(h => h.AllWithin(LongestHousehold))
            .WithMessage("producer-household-long").OverridePropertyName("household");
        RuleFor(p => p.Story).Must(s => !string.IsNullOrWhiteSpace(s.Zh)).WithMessage("producer-story").Must(s => s.AllWithin(LongestStory))
            .WithMessage("producer-story-long").OverridePropertyName("story");
        RuleFor(p => p.Since).Must(y => y is null || (y is { Scale: 0 } year && year >= 1800 && year <= ChinaTime.Day(clock.GetUtcNow().UtcDateTime).Year))
            .WithMessage("producer-since").OverridePropertyName("since");
    }
}

internal sealed class AddProducerHandler(StoreDb db, IMediator shop, IStringLocalizer<Words> words, Caller caller, TimeProvider clock) : IRequestHandler<AddProducer, Unit>
{
    const string DrawnValley = "/pictures/house-valley";

    public async Task<Unit> Handle(AddProducer asked, CancellationToken ct)
    {
        if ((await shop.Send(new ListOrigins(), ct)).All(p => p.PlaceId != asked.Place)) throw new Refusal("producer-place", field: "place");
        var name = asked.Name.ToText();
        var added = await db.InsertMissing([new Producer
        {
            Id = asked.ProducerId, Slug = NewSlug(name.En ?? ""), Name = name, Fictional = false, Place = asked.Place!, Household = asked.Household.ToText(),
            Since = (int?)asked.Since, Story = asked.Story.ToText(),
            Picture = asked.Photo.IsNone ? DrawnValley : await db.KeepPhoto(asked.Photo, ct), Alt = asked.Photo.IsNone ? ListProductHandler.InAll(() => words["taking.drawn"]) : name,
        }], ct);
        if (added == 0) return Unit.Value;
        var application = asked.Application is { } read ? await db.Decide(read.Id, read.Seen, ApplicationState.Approved, null, caller.Person, clock.GetUtcNow().UtcDateTime, ct) : null;
        db.Tell(new ProducerAdded(asked.ProducerId, name, application is null ? null : new(application.Name, application.Phone, null, application.Language)));
        return Unit.Value;
    }

    /// <summary>The Latin of the name, then four characters of chance.</summary>
    static string NewSlug(string name) =>
        $"{(ListProductHandler.Latin(name) is { Length: > 0 } latin ? latin : "farm")}-{RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 4)}";
}
