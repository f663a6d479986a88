using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Catalog.AboutMe;

/// <summary>Whether the producer's page says what was sold: the producer's leave, given or taken back by the farmer or who acts for the farmer. Who did is kept with every command.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint, Roles.Office)]
internal sealed record ShowSold(Guid ProducerId, bool Shown) : ICommand<Unit>, IForProducer;

internal sealed class ShowSoldHandler(StoreDb db) : IRequestHandler<ShowSold, Unit>
{
    public async Task<Unit> Handle(ShowSold asked, CancellationToken ct)
    {
        if (await db.Producers.Where(p => p.Id == asked.ProducerId).ExecuteUpdateAsync(p => p.SetProperty(x => x.ShowsSold, asked.Shown), ct) == 0) throw new Refusal("not-found", RefusalKind.NotFound);
        return Unit.Value;
    }
}

/// <param name="For">Null for the first of those the person may act for.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record LookAtMyPage(Guid? For) : IQuery<MyPage>;

/// <param name="Producer">Null when the person acts for nobody yet.</param>
internal sealed record MyPage(ProducerActedFor? Producer, string Slug, bool ShowsSold);

internal sealed class LookAtMyPageHandler(StoreDb db, IMediator shop, Caller caller) : IRequestHandler<LookAtMyPage, MyPage>
{
    public async Task<MyPage> Handle(LookAtMyPage asked, CancellationToken ct)
    {
        var producers = await shop.Send(new ProducersOf(caller.Person), ct);
        if (producers.Count == 0) return new(null, "", false);
        var producer = asked.For is { } wanted ? producers.FirstOrDefault(p => p.ProducerId == wanted) ?? throw new Refusal("not-your-producer", RefusalKind.Forbidden) : producers[0];
        var page = await db.Producers.Where(p => p.Id == producer.ProducerId).Select(p => new { p.Slug, p.ShowsSold }).SingleAsync(ct);
        return new(producer, page.Slug, page.ShowsSold);
    }
}
