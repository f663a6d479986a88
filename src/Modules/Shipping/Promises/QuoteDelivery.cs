using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Shipping;
using Storefront.Shipping.Areas;

namespace Storefront.Shipping.Promises;

internal sealed class QuoteDeliveryHandler : IRequestHandler<QuoteDelivery, Money>
{
    static readonly Money FirstKilogram = new(60_00);
    static readonly Money EachFurther = new(45_00);

    /// <summary>On the mainland the road is in the price. By air it is not: 60 yuan, and 45 for each kilogram begun beyond the first.</summary>
    public Task<Money> Handle(QuoteDelivery asked, CancellationToken ct) => Task.FromResult(
        !Area.ByAir(asked.Area) || asked.Gross.Grams <= 0 ? Money.Zero
        : FirstKilogram + EachFurther * (int)Math.Max(0, (asked.Gross.Grams + 999) / 1000 - 1));
}
