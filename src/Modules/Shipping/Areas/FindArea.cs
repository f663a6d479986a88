using MediatR;
using Storefront.Contracts.Shipping;

namespace Storefront.Shipping.Areas;

internal sealed class FindAreaHandler(AreaNames names) : IRequestHandler<FindArea, string>
{
    public Task<string> Handle(FindArea asked, CancellationToken ct) => Task.FromResult(names.Find(asked.Address));
}
