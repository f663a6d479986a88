using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog.Stock;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.AboutMe;

/// <summary>
/// Whether the producer's page says what was sold: the producer's leave, given or taken back by the farmer or who acts for the farmer; and how much one order must
/// come to. Who did is kept with every command.
/// </summary>
/// <param name="Minimum">In yuan; null for any order.</param>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record ChangeMyPage(Guid ProducerId, bool ShowsSold, decimal? Minimum) : ICommand<Unit>, IForProducer
{
    /// <summary>In yuan: above it nobody would buy any more.</summary>
    public const int MinimumAtMost = 500;
}

internal sealed class ChangeMyPageRules : AbstractValidator<ChangeMyPage>
{
    public ChangeMyPageRules() => RuleFor(c => c.Minimum).Must(m => m is null or 0 || (Typed.IsPrice(m) && m <= ChangeMyPage.MinimumAtMost)).WithMessage("minimum-wrong").OverridePropertyName("minimum");
}

internal sealed class ChangeMyPageHandler(StoreDb db, VariantsKnown known) : IRequestHandler<ChangeMyPage, Unit>
{
    public async Task<Unit> Handle(ChangeMyPage asked, CancellationToken ct)
    {
        var fen = (long)((asked.Minimum ?? 0) * 100);
        if (await db.Producers.Where(p => p.Id == asked.ProducerId).ExecuteUpdateAsync(p => p.SetProperty(x => x.ShowsSold, asked.ShowsSold).SetProperty(x => x.Minimum.Fen, fen), ct) == 0) throw new Refusal("not-found", RefusalKind.NotFound);
        var listings = db.Listings;
        var packs = await db.Variants.Where(v => listings.Any(l => l.Id == v.ListingId && l.ProducerId == asked.ProducerId)).Select(v => v.Id).ToListAsync(ct);
        db.Afterwards(() => known.Forget(packs));
        return Unit.Value;
    }
}

/// <param name="For">Null for the first of those the person may act for.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record LookAtMyPage(Guid? For) : IQuery<MyPage>;

/// <param name="Producer">Null when the person acts for nobody yet.</param>
internal sealed record MyPage(ProducerActedFor? Producer, string Slug, bool ShowsSold, Money Minimum);

internal sealed class LookAtMyPageHandler(StoreDb db, IMediator shop, Caller caller) : IRequestHandler<LookAtMyPage, MyPage>
{
    public async Task<MyPage> Handle(LookAtMyPage asked, CancellationToken ct)
    {
        var producers = await shop.Send(new ProducersOf(caller.Person), ct);
        if (producers.Count == 0) return new(null, "", false, default);
        var producer = asked.For is { } wanted ? producers.FirstOrDefault(p => p.ProducerId == wanted) ?? throw new Refusal("not-your-producer", RefusalKind.Forbidden) : producers[0];
        var page = await db.Producers.Where(p => p.Id == producer.ProducerId).Select(p => new { p.Slug, p.ShowsSold, p.Minimum.Fen }).SingleAsync(ct);
        return new(producer, page.Slug, page.ShowsSold, new(page.Fen));
    }
}
