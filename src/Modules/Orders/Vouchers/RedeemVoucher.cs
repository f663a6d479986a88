using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Vouchers;

/// <summary>The voucher is used, once. Recorded are who redeemed it, for which producer, and when; whoever comes second is told so.</summary>
[Allow(Roles.ServicePoint, Roles.Office)]
internal sealed record RedeemVoucher(string? Code) : ICommand<VoucherShown>;

internal sealed class RedeemVoucherHandler(StoreDb db, Redeeming redeeming, Caller caller, TimeProvider clock) : IRequestHandler<RedeemVoucher, VoucherShown>
{
    public async Task<VoucherShown> Handle(RedeemVoucher asked, CancellationToken ct)
    {
        var found = await redeeming.Find(asked.Code, ct);
        // Two points, and the buyer who gives it back, meet at the order's row; whoever is second sees what the first has done.
        await db.LockRows<Order>([found.OrderId], ct);
        found = (await redeeming.Read(found.Code, ct))!;
        if (await redeeming.WhyNot(found, ct) is { } refusal) throw refusal;

        var (now, person) = (clock.GetUtcNow().UtcDateTime, caller.PersonId);
        var redeemed = await db.Vouchers.Where(v => v.Id == found.Id && v.State == VoucherState.Open).ExecuteUpdateAsync(v => v.SetProperty(x => x.State, VoucherState.Redeemed)
            .SetProperty(x => x.EndedAt, now).SetProperty(x => x.ActedBy, person).SetProperty(x => x.ActedFor, found.ProducerId), ct);
        if (redeemed == 0) throw new InvalidOperationException("A voucher ended while its order was locked.");
        await db.EndPartWithLastVoucher(found.OrderId, found.Part, now, ct);
        return await redeeming.Shown(found with { State = VoucherState.Redeemed, EndedAt = now, ActedBy = person }, ct);
    }
}
