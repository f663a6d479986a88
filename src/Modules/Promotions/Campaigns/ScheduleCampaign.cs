using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Campaigns;

/// <summary>Schedules a campaign with one percentage off its listings.</summary>
/// <param name="WarmsUp">A wall-clock time in China, as are Starts and Ends.</param>
/// <param name="Listings">Slugs or addresses of listings, one a line.</param>
/// <param name="Quotas">"listing/pack boxes", one a line; may be empty.</param>
[Allow(Roles.Office)]
internal sealed partial record ScheduleCampaign(
    string? Name, string? Promise, string? Slug, DateTime? WarmsUp, DateTime? Starts, DateTime? Ends, string? Listings, int? Percent, string? Limit, string? Quotas) : ICommand<string>
{
    /// <summary>The last part of each address, once each: a slug stays what it is.</summary>
    public IReadOnlyList<string> ListingSlugs => [.. Lines(Listings).SelectMany(line => line.Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries))
        .Select(entry => entry.Split('?')[0].TrimEnd('/').Split('/')[^1].ToLowerInvariant()).Where(slug => slug.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Null where a line cannot be read.</summary>
    public IReadOnlyList<QuotaAsked?> QuotasAsked => [.. Lines(Quotas).Select(line => QuotaLine().Match(line) is { Success: true } read
        ? new QuotaAsked(read.Groups["listing"].Value.ToLowerInvariant(), read.Groups["pack"].Value.ToLowerInvariant(), int.Parse(read.Groups["boxes"].Value, CultureInfo.InvariantCulture)) : null)];

    static string[] Lines(string? text) => (text ?? "").Split(['\n', '\r', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"^(?<listing>[\w-]+)\s*/\s*(?<pack>[\w-]+)[\s=:：]+(?<boxes>\d{1,7})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuotaLine();
}

internal sealed record QuotaAsked(string Listing, string Pack, int Boxes);

internal sealed partial class ScheduleCampaignRules : AbstractValidator<ScheduleCampaign>
{
    public ScheduleCampaignRules()
    {
        RuleFor(c => c.Name).Must(name => name is { Length: > 0 and <= 60 } && name.Trim().Length > 0).WithMessage("campaign-name");
        RuleFor(c => c.Promise).MaximumLength(140).WithMessage("campaign-promise");
        RuleFor(c => c.Slug).Must(slug => slug is not null and not "new" && IsSlug().IsMatch(slug)).WithMessage("campaign-slug");
        RuleFor(c => c.WarmsUp).NotNull().WithMessage("campaign-time");
        RuleFor(c => c.Starts).NotNull().WithMessage("campaign-time").DependentRules(() =>
            RuleFor(c => c.Starts).Must((c, starts) => c.WarmsUp is null || c.WarmsUp <= starts).WithMessage("campaign-starts-before-warm-up"));
        RuleFor(c => c.Ends).NotNull().WithMessage("campaign-time").DependentRules(() =>
            RuleFor(c => c.Ends).Must((c, ends) => c.Starts is null || c.Starts < ends).WithMessage("campaign-ends-before-start"));
        RuleFor(c => c.Listings).Must((c, _) => c.ListingSlugs.Count > 0).WithMessage("campaign-listings");
        RuleFor(c => c.Percent).Must(percent => percent is > 0 and < 100).WithMessage("campaign-percent");
        RuleFor(c => c.Limit).Must(limit => string.IsNullOrWhiteSpace(limit) || (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units is > 0 and < 10_000)).WithMessage("campaign-limit");
        RuleFor(c => c.Quotas).Must((c, _) => c.QuotasAsked.All(q => q is { Boxes: > 0 }) && c.QuotasAsked.DistinctBy(q => (q!.Listing, q.Pack)).Count() == c.QuotasAsked.Count).WithMessage("campaign-quotas");
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsSlug();
}

internal sealed class ScheduleCampaignHandler(StoreDb db, TimeProvider clock) : IRequestHandler<ScheduleCampaign, string>
{
    public async Task<string> Handle(ScheduleCampaign asked, CancellationToken ct)
    {
        if (ChinaTime.ToUtc(asked.Ends!.Value) <= clock.GetUtcNow().UtcDateTime) throw new Refusal("campaign-over", field: nameof(asked.Ends));
        if (await db.Campaigns.AnyAsync(c => c.Slug == asked.Slug, ct)) throw new Refusal("campaign-slug-taken", RefusalKind.Conflict, nameof(asked.Slug));

        var slugs = asked.ListingSlugs;
        var listings = await db.KnownListings.AsNoTracking().Where(l => slugs.Contains(l.Slug)).ToDictionaryAsync(l => l.Slug, l => l.Id, StringComparer.Ordinal, ct);
        if (slugs.FirstOrDefault(slug => !listings.ContainsKey(slug)) is { } unknown) throw new Refusal("campaign-unknown-listing", field: nameof(asked.Listings), arguments: unknown);

        var campaign = new Campaign
        {
            Id = Guid.CreateVersion7(), Slug = asked.Slug!, Name = new(asked.Name!.Trim()), Promise = new((asked.Promise ?? "").Trim()),
            WarmsUpAt = ChinaTime.ToUtc(asked.WarmsUp!.Value), StartsAt = ChinaTime.ToUtc(asked.Starts!.Value), EndsAt = ChinaTime.ToUtc(asked.Ends.Value),
        };
        db.Add(campaign);
        db.AddRange(listings.Values.Select(id => new CampaignListing { CampaignId = campaign.Id, ListingId = id }));
        db.Add(new Rule
        {
            Id = Guid.CreateVersion7(), CampaignId = campaign.Id, Kind = RuleKind.PercentOff, Percent = asked.Percent!.Value,
            LimitPerPerson = int.TryParse(asked.Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null, Label = Labels.PercentOff(asked.Percent.Value), Position = 0,
        });
        var quotas = await Quotas(asked, campaign.Id, listings, ct);
        db.AddRange(quotas);
        db.Tell(new CampaignScheduled(campaign.Id, campaign.Slug, campaign.Name, campaign.WarmsUpAt, campaign.StartsAt, campaign.EndsAt, quotas.ToDictionary(q => q.VariantId, q => q.Total)));
        return campaign.Slug;
    }

    async Task<List<Quota>> Quotas(ScheduleCampaign asked, Guid campaign, Dictionary<string, Guid> listings, CancellationToken ct)
    {
        var packs = (await db.KnownPacks.AsNoTracking().Where(p => listings.Values.Contains(p.ListingId)).ToListAsync(ct)).ToDictionary(p => (p.ListingId, p.Slug), p => p.Id);
        return [.. asked.QuotasAsked.Select(quota => new Quota
        {
            Id = Guid.CreateVersion7(), CampaignId = campaign, Total = quota!.Boxes, Available = quota.Boxes,
            VariantId = listings.TryGetValue(quota.Listing, out var listing) && packs.TryGetValue((listing, quota.Pack), out var pack) ? pack
                : throw new Refusal("campaign-unknown-pack", field: nameof(asked.Quotas), arguments: $"{quota.Listing}/{quota.Pack}"),
        })];
    }
}
