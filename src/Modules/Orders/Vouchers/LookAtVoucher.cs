using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Contracts.Catalog;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;

namespace Storefront.Orders.Vouchers;

/// <summary>A voucher by its code, for who is to redeem it: what it is for, whose it is, and whether it is good today.</summary>
[Allow(Roles.ServicePoint, Roles.Office)]
internal sealed record LookAtVoucher(string? Code) : IQuery<VoucherShown>;

/// <param name="By">Who redeemed it.</param>
internal sealed record VoucherShown(string Code, string Number, string Holder, string? Phone, Text Listing, Text Variant, Text Producer, string Photo,
    VoucherTerms Terms, VoucherStanding Standing, DateTime? EndedAt, string? By);

internal sealed class LookAtVoucherHandler(Redeeming redeeming) : IRequestHandler<LookAtVoucher, VoucherShown>
{
    public async Task<VoucherShown> Handle(LookAtVoucher asked, CancellationToken ct) => await redeeming.Shown(await redeeming.Find(asked.Code, ct), ct);
}

/// <summary>A voucher with all that is asked of it when it is shown or redeemed.</summary>
internal sealed record VoucherFound(Guid Id, Guid OrderId, Guid Part, Guid ProducerId, string Origin, string Code, string Number, Contact Contact, Text Listing,
    Text Variant, Text Producer, string Photo, VoucherTerms Terms, VoucherState State, DateTime? EndedAt, Guid? ActedBy);

/// <summary>What looking at a voucher and redeeming it do alike.</summary>
internal sealed class Redeeming(StoreDb db, IMediator shop, Caller caller, WrongCodes wrong, TimeProvider clock)
{
    public DateOnly Today => ChinaTime.Day(clock.GetUtcNow().UtcDateTime);

    /// <summary>Refuses a code that is none, and one of a producer whom this person does not act for: redeeming ends the buyer's right to the money.</summary>
    public async Task<VoucherFound> Find(string? typed, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(typed)) throw new Refusal("voucher-missing", field: "code");
        if (caller.PersonId is { } trying) wrong.MustNotRest(trying);
        var code = Codes.Voucher(typed) ?? throw new Refusal("voucher-mistyped", field: "code");
        if (await Read(code, ct) is not { } found)
        {
            if (caller.PersonId is { } person) wrong.Count(person);
            throw new Refusal("voucher-unknown", field: "code");
        }
        if (caller.PersonId is { } acting && !caller.Is(Roles.Office) && !await shop.Send(new MayActFor(acting, found.ProducerId), ct))
            throw new Refusal("voucher-not-yours", RefusalKind.Conflict, "code", found.Producer);
        return found;
    }

    public async Task<VoucherFound?> Read(string code, CancellationToken ct) => await (
        from v in db.Vouchers.AsNoTracking()
        join l in db.OrderLines on v.LineId equals l.Id
        join s in db.SellerOrders on l.SellerOrderId equals s.Id
        join o in db.Orders on v.OrderId equals o.Id
        where v.Code == code
        select new VoucherFound(v.Id, v.OrderId, s.Id, s.ProducerId, s.Origin, v.Code, o.Number, o.Contact, l.Listing, l.Variant, s.Producer, l.Photo,
            new VoucherTerms(l.ValidFrom!.Value, l.ValidUntil!.Value, l.BackUntil!.Value), v.State, v.EndedAt, v.ActedBy)).SingleOrDefaultAsync(ct);

    public async Task<VoucherShown> Shown(VoucherFound v, CancellationToken ct) => new(v.Code, v.Number, v.Contact.Name, v.Contact.Phone, v.Listing, v.Variant, v.Producer, v.Photo, v.Terms,
        v.Terms.Standing(v.State, Today), v.EndedAt, await By(v, ct));

    /// <summary>Why it is not redeemed now, or null.</summary>
    public async Task<Refusal?> WhyNot(VoucherFound v, CancellationToken ct) => v.Terms.Standing(v.State, Today) switch
    {
        VoucherStanding.Open => null,
        VoucherStanding.Early => new("voucher-early", RefusalKind.Conflict, "code", v.Terms.From),
        VoucherStanding.Expired => new("voucher-expired", RefusalKind.Conflict, "code", v.Terms.Until),
        VoucherStanding.Redeemed => new("voucher-redeemed", RefusalKind.Conflict, "code", v.EndedAt!.Value, await By(v, ct) ?? "–"),
        VoucherStanding.GivenBack => new("voucher-given-back", RefusalKind.Conflict, "code", v.EndedAt!.Value),
    };

    async Task<string?> By(VoucherFound v, CancellationToken ct) => v.ActedBy is { } person ? (await shop.Send(new NamePeople([person]), ct)).GetValueOrDefault(person)?.Name : null;
}
