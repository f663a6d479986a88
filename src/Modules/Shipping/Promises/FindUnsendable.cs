using MediatR;
using Microsoft.Extensions.Localization;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Web;

namespace Storefront.Shipping.Promises;

internal sealed class AnyPerishableHandler(GoodsClasses classes) : IRequestHandler<AnyPerishable, bool>
{
    public Task<bool> Handle(AnyPerishable asked, CancellationToken ct) => Task.FromResult(asked.GoodsClasses.Any(c => classes[c].Perishable));
}

internal sealed class FindUnsendableHandler(GoodsClasses classes, IStringLocalizer<Words> words) : IRequestHandler<FindUnsendable, IReadOnlyList<Unsendable>>
{
    public Task<IReadOnlyList<Unsendable>> Handle(FindUnsendable asked, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Unsendable>>([.. asked.Goods.Select(g => (g.VariantId, Why: Why(asked.Area, g))).Where(g => g.Why is not null)
            .Select(g => new Unsendable(g.VariantId, g.Why!))]);

    Text? Why(string area, GoodsToSend goods)
    {
        var kind = classes[goods.GoodsClass];
        return !kind.MayGo(area) ? kind.Why
            : !kind.Endures(goods) ? InAll(() => words["goods.road", Show.Count(kind.RoadDays), Show.Count(goods.Arrives.DayNumber - goods.Leaves.DayNumber)])
            : !kind.Keeps(goods) ? InAll(() => words["goods.keeps", Show.Day(goods.KeepsUntil!.Value), Show.Day(goods.Arrives)])
            : null;
    }

    static Text InAll(Func<LocalizedString> say) => new(In("zh", say), In("en", say), In("fr", say));
    static string In(string language, Func<LocalizedString> say) => Languages.In(language, () => say().Value);
}
