using MediatR;
using Storefront.Contracts.Payments;

namespace Storefront.Payments.Paying;

internal sealed class PaysAbroadHandler(IPaymentProvider provider) : IRequestHandler<PaysAbroad, bool>
{
    public Task<bool> Handle(PaysAbroad asked, CancellationToken ct) => Task.FromResult(provider.Abroad);
}
