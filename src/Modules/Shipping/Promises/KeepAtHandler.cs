using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;

namespace Storefront.Shipping.Promises;

internal sealed class KeepAtHandler(GoodsClasses classes) : IRequestHandler<KeepAt, IReadOnlyDictionary<string, Temperatures>>
{
    public Task<IReadOnlyDictionary<string, Temperatures>> Handle(KeepAt asked, CancellationToken ct) => Task.FromResult<IReadOnlyDictionary<string, Temperatures>>(
        asked.GoodsClasses.Distinct(StringComparer.Ordinal).Where(c => classes[c].Celsius is not null).ToDictionary(c => c, c => classes[c].Celsius!, StringComparer.Ordinal));
}
