using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Community;
using Storefront.Contracts.Shipping;
using Storefront.Platform.Data;

namespace Storefront.Orders.Vouchers;

/// <summary>A voucher of an order as a card.</summary>
internal sealed record LookAtCard(string Token, Guid? Voucher) : IQuery<VoucherCard>;

/// <param name="Point">Where it is redeemed; null for a producer without a service point, whose place is named alone.</param>
internal sealed record VoucherCard(string Token, string Number, string Code, Text Listing, Text Variant, Text Producer, string Photo, VoucherTerms Terms,
    VoucherStanding Standing, DateTime? EndedAt, Text? Point, PlaceKnown? Place);

internal sealed class LookAtCardHandler(StoreDb db, IMediator shop, Redeeming redeeming) : IRequestHandler<LookAtCard, VoucherCard>
{
    public async Task<VoucherCard> Handle(LookAtCard asked, CancellationToken ct)
    {
        var code = await db.Vouchers.Where(v => v.Id == asked.Voucher)
            .Join(db.Orders.Where(o => o.Token == asked.Token), v => v.OrderId, o => o.Id, (v, _) => v.Code).SingleOrDefaultAsync(ct)
            ?? throw new Refusal("not-found", RefusalKind.NotFound);
        var found = (await redeeming.Read(code, ct))!;
        return new(asked.Token, found.Number, code, found.Listing, found.Variant, found.Producer, found.Photo, found.Terms, found.Terms.Standing(found.State, redeeming.Today), found.EndedAt,
            (await shop.Send(new ServicePointOf(found.ProducerId), ct))?.Name, (await shop.Send(new DescribePlaces([found.Origin]), ct)).GetValueOrDefault(found.Origin));
    }
}
