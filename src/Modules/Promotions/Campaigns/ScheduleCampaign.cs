using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Promotions.Campaigns;

/// <summary>Schedules a campaign: a percentage off its listings, fixed prices of packs, "spend X save Y", or several of them.</summary>
/// <param name="WarmsUp">A wall-clock time in China, as are Starts and Ends.</param>
/// <param name="Listings">Slugs or addresses of listings, one a line.</param>
/// <param name="Percent">Off all of its listings; empty for none.</param>
/// <param name="Prices">"listing/pack yuan", one a line; may be empty.</param>
/// <param name="Savings">"spend save" in whole yuan, one a line; may be empty.</param>
/// <param name="Limit">Boxes of a person: over all listings for the percentage, by pack for fixed prices.</param>
/// <param name="Quotas">"listing/pack boxes", one a line; may be empty.</param>
[Allow(Roles.Office)]
internal sealed partial record ScheduleCampaign(
    string? Name, string? Promise, string? Slug, DateTime? WarmsUp, DateTime? Starts, DateTime? Ends, string? Listings, string? Percent, string? Prices,
    string? Savings, string? Limit, string? Quotas) : ICommand<string>
{
    /// <summary>The last part of each address, once each: a slug stays what it is.</summary>
    public IReadOnlyList<string> ListingSlugs => [.. Lines(Listings).SelectMany(line => line.Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries))
        .Select(entry => entry.Split('?')[0].TrimEnd('/').Split('/')[^1].ToLowerInvariant()).Where(slug => slug.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Null where a line cannot be read.</summary>
    public IReadOnlyList<QuotaAsked?> QuotasAsked => [.. Lines(Quotas).Select(line => QuotaLine().Match(line) is { Success: true } read
        ? new QuotaAsked(read.Groups["listing"].Value.ToLowerInvariant(), read.Groups["pack"].Value.ToLowerInvariant(),
            int.Parse(read.Groups["boxes"].Value, CultureInfo.InvariantCulture)) : null)];

    public IReadOnlyList<PriceAsked?> PricesAsked => [.. Lines(Prices).Select(line => PriceLine().Match(line) is { Success: true } read
        ? new PriceAsked(read.Groups["listing"].Value.ToLowerInvariant(), read.Groups["pack"].Value.ToLowerInvariant(),
            new((long)(decimal.Parse(read.Groups["yuan"].Value, CultureInfo.InvariantCulture) * 100))) : null)];

    public IReadOnlyList<SavingAsked?> SavingsAsked => [.. Lines(Savings).Select(line => SavingLine().Match(line) is { Success: true } read
        ? new SavingAsked(int.Parse(read.Groups["spend"].Value, CultureInfo.InvariantCulture), int.Parse(read.Groups["save"].Value, CultureInfo.InvariantCulture)) : null)];

    public int? PercentOff => Typed.Whole(Plain(Percent).TrimEnd('%', ' '));
    public int? LimitPerPerson => Typed.Whole(Limit);

    /// <summary>Full-width digits and signs as the plain ones they stand for.</summary>
    static string Plain(string? typed) => (typed ?? "").Normalize(NormalizationForm.FormKC);
    static string[] Lines(string? text) => Plain(text).Split(['\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"^(?<listing>[\w-]+)\s*/\s*(?<pack>[\w-]+)[\s=:：]+(?<boxes>[0-9]{1,7})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuotaLine();

    [GeneratedRegex(@"^(?<listing>[\w-]+)\s*/\s*(?<pack>[\w-]+)[\s=:：]+(?<yuan>[0-9]{1,6}(\.[0-9]{1,2})?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PriceLine();

    [GeneratedRegex(@"^(?<spend>[0-9]{1,6})[\s=:：]+(?<save>[0-9]{1,6})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SavingLine();
}

internal sealed record QuotaAsked(string Listing, string Pack, int Boxes);
internal sealed record PriceAsked(string Listing, string Pack, Money Price);
/// <summary>In whole yuan.</summary>
internal sealed record SavingAsked(int Spend, int Save);

internal sealed partial class ScheduleCampaignRules : AbstractValidator<ScheduleCampaign>
{
    public ScheduleCampaignRules()
    {
        RuleFor(c => c.Name).Must(name => name is { Length: > 0 and <= 60 } && name.Trim().Length > 0).WithMessage("campaign-name");
        RuleFor(c => c.Promise).AtMost(140).WithMessage("campaign-promise");
        RuleFor(c => c.Slug).Must(slug => slug is not null and not "new" && IsSlug().IsMatch(slug)).WithMessage("campaign-slug");
        RuleFor(c => c.WarmsUp).NotNull().WithMessage("campaign-no-warm-up");
        RuleFor(c => c.Starts).NotNull().WithMessage("campaign-no-start").DependentRules(() =>
            RuleFor(c => c.Starts).Must((c, starts) => c.WarmsUp is null || c.WarmsUp <= starts).WithMessage("campaign-starts-before-warm-up"));
        RuleFor(c => c.Ends).NotNull().WithMessage("campaign-no-end").DependentRules(() =>
            RuleFor(c => c.Ends).Must((c, ends) => c.Starts is null || c.Starts < ends).WithMessage("campaign-ends-before-start"));
        RuleFor(c => c.Listings).Must((c, _) => c.ListingSlugs.Count > 0).WithMessage("campaign-listings");
        RuleFor(c => c.Percent).Must((c, percent) => string.IsNullOrWhiteSpace(percent) || c.PercentOff is > 0 and < 100).WithMessage("campaign-percent");
        RuleFor(c => c.Percent).Must((c, percent) => !string.IsNullOrWhiteSpace(percent) || c.PricesAsked.Count > 0 || c.SavingsAsked.Count > 0).WithMessage("campaign-nothing-off");
        RuleFor(c => c.Prices).Must((c, _) => c.PricesAsked.All(p => p is { Price.Fen: > 0 }) && c.PricesAsked.DistinctBy(p => (p!.Listing, p.Pack))
            .Count() == c.PricesAsked.Count).WithMessage("campaign-prices");
        RuleFor(c => c.Savings).Must((c, _) => c.SavingsAsked.All(s => s is { Save: > 0 } && s.Save < s.Spend) && c.SavingsAsked.DistinctBy(s => s!.Spend)
            .Count() == c.SavingsAsked.Count).WithMessage("campaign-savings");
        RuleFor(c => c.Limit).Must((c, limit) => string.IsNullOrWhiteSpace(limit) || c.LimitPerPerson is > 0 and < 10_000).WithMessage("campaign-limit");
        RuleFor(c => c.Quotas).Must((c, _) => c.QuotasAsked.All(q => q is { Boxes: > 0 }) && c.QuotasAsked.DistinctBy(q => (q!.Listing, q.Pack))
            .Count() == c.QuotasAsked.Count).WithMessage("campaign-quotas");
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsSlug();
}

internal sealed class ScheduleCampaignHandler(StoreDb db, Caller caller, TimeProvider clock) : IRequestHandler<ScheduleCampaign, string>
{
    public async Task<string> Handle(ScheduleCampaign asked, CancellationToken ct)
    {
        if (ChinaTime.ToUtc(asked.Ends!.Value) <= clock.GetUtcNow().UtcDateTime) throw new Refusal("campaign-over", field: nameof(asked.Ends));

        var slugs = asked.ListingSlugs;
        var listings = await db.KnownListings.AsNoTracking().Where(l => slugs.Contains(l.Slug)).ToDictionaryAsync(l => l.Slug, l => l.Id, StringComparer.Ordinal, ct);
        if (slugs.FirstOrDefault(slug => !listings.ContainsKey(slug)) is { } unknown) throw new Refusal("campaign-unknown-listing", field: nameof(asked.Listings), arguments: unknown);

        var campaign = new Campaign
        {
            Id = Guid.CreateVersion7(), Slug = asked.Slug!, Name = new(asked.Name!.Trim()), Promise = new((asked.Promise ?? "").Trim()),
            WarmsUpAt = ChinaTime.ToUtc(asked.WarmsUp!.Value), StartsAt = ChinaTime.ToUtc(asked.Starts!.Value), EndsAt = ChinaTime.ToUtc(asked.Ends.Value), ActedBy = caller.PersonId,
        };
        // Of two at once the second waits here for the first.
        if (await db.InsertMissing([campaign], ct) == 0) throw new Refusal("campaign-slug-taken", RefusalKind.Conflict, nameof(asked.Slug));
        db.AddRange(listings.Values.Select(id => new CampaignListing { CampaignId = campaign.Id, ListingId = id }));
        var packs = (await db.KnownPacks.AsNoTracking().Where(p => listings.Values.Contains(p.ListingId)).ToListAsync(ct)).ToDictionary(p => (p.ListingId, p.Slug), p => p.Id);
        (Guid Listing, Guid Pack) Named(string listing, string pack, string field) =>
            listings.TryGetValue(listing, out var l) && packs.TryGetValue((l, pack), out var p) ? (l, p)
                : throw new Refusal("campaign-unknown-pack", field: field, arguments: $"{listing}/{pack}");

        db.AddRange(Rules(asked, campaign.Id, Named));
        List<Quota> quotas = [.. asked.QuotasAsked.Select(quota => new Quota
        {
            Id = Guid.CreateVersion7(), CampaignId = campaign.Id, Total = quota!.Boxes, Available = quota.Boxes, VariantId = Named(quota.Listing, quota.Pack, nameof(asked.Quotas)).Pack,
        })];
        db.AddRange(quotas);
        db.Tell(new CampaignScheduled(campaign.Id, campaign.Slug, campaign.Name, campaign.WarmsUpAt, campaign.StartsAt, campaign.EndsAt,
            quotas.ToDictionary(q => q.VariantId, q => q.Total)));
        return campaign.Slug;
    }

    static List<Rule> Rules(ScheduleCampaign asked, Guid campaign, Func<string, string, string, (Guid Listing, Guid Pack)> named)
    {
        var rules = new List<Rule>();
        if (asked.PercentOff is { } percent)
            rules.Add(new() { Id = Guid.CreateVersion7(), CampaignId = campaign, Kind = RuleKind.PercentOff, Percent = percent,
                LimitPerPerson = asked.LimitPerPerson, Label = Labels.PercentOff(percent), Position = rules.Count });
        foreach (var price in asked.PricesAsked)
        {
            var (listing, pack) = named(price!.Listing, price.Pack, nameof(asked.Prices));
            rules.Add(new()
            {
                Id = Guid.CreateVersion7(), CampaignId = campaign, Kind = RuleKind.FixedPrice, ListingId = listing, VariantId = pack, Amount = price.Price,
                LimitPerPerson = asked.LimitPerPerson,
                Label = Labels.FixedPrice, Position = rules.Count,
            });
        }
        foreach (var saving in asked.SavingsAsked)
            rules.Add(new()
            {
                Id = Guid.CreateVersion7(), CampaignId = campaign, Kind = RuleKind.SpendSave, Threshold = new(saving!.Spend * 100L), Amount = new(saving.Save * 100L),
                Label = Labels.SpendSave(saving.Spend, saving.Save), Position = rules.Count,
            });
        return rules;
    }
}
