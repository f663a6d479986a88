using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Orders;
using Storefront.Platform;

namespace Storefront.Orders.Vouchers;

/// <summary>
/// One unit of a paid line that is not sent: redeemed once at a service point, or given back. What it is good for and until when stands frozen on its line.
/// Whether it has expired is asked of the day; no worker ends it.
/// </summary>
internal sealed class Voucher
{
    public required Guid Id { get; init; }
    /// <summary>Whoever shows it has the voucher.</summary>
    public required string Code { get; init; }
    public required Guid OrderId { get; init; }
    public required Guid LineId { get; init; }
    /// <summary>Which of the line's units, from 0.</summary>
    public required int Position { get; init; }
    public VoucherState State { get; init; }
    /// <summary>When it was redeemed or given back.</summary>
    public DateTime? EndedAt { get; init; }
    /// <summary>The person who redeemed it, and the producer it was done for.</summary>
    public Guid? ActedBy { get; init; }
    public Guid? ActedFor { get; init; }

    /// <summary>A voucher for each unit of the lines that are not sent.</summary>
    public static List<Voucher> For(Guid order, IReadOnlyList<LineSold> lines) =>
        [.. lines.Where(l => l.Voucher is not null).SelectMany(l => Enumerable.Range(0, l.Units),
            (line, at) => new Voucher { Id = Guid.CreateVersion7(), Code = Codes.NewVoucher(), OrderId = order, LineId = line.LineId, Position = at })];

    /// <summary>As the others hear of them; null when there are none.</summary>
    public static IReadOnlyList<VoucherIssued>? Told(List<Voucher> vouchers, IReadOnlyList<LineSold> lines) => vouchers.Count == 0 ? null
        : [.. vouchers.Select(v => (Voucher: v, Line: lines.First(l => l.LineId == v.LineId)))
            .Select(v => new VoucherIssued(v.Voucher.Id, v.Voucher.Code, v.Line.Listing, v.Line.Variant, v.Line.Voucher!.Value))];

    /// <summary>What was paid for one of a line's units: together they are what was paid for the line, to the fen.</summary>
    public static Money PaidFor(Money line, int units, int position) => line.Share([.. Enumerable.Repeat(1L, units)])[position];
}

internal enum VoucherState { Open, Redeemed, GivenBack }

/// <summary>Where a voucher stands today, as pages and refusals say it.</summary>
internal enum VoucherStanding { Open, Early, Expired, Redeemed, GivenBack }

internal static class VoucherStandings
{
    /// <summary>It can be redeemed, today or on its day.</summary>
    internal static bool IsGood(this VoucherStanding standing) => standing is VoucherStanding.Open or VoucherStanding.Early;

    extension(VoucherTerms terms)
    {
        internal VoucherStanding Standing(VoucherState state, DateOnly today) => state switch
        {
            VoucherState.Redeemed => VoucherStanding.Redeemed,
            VoucherState.GivenBack => VoucherStanding.GivenBack,
            VoucherState.Open => today < terms.From ? VoucherStanding.Early : today > terms.Until ? VoucherStanding.Expired : VoucherStanding.Open,
        };

        internal bool CanGiveBack(VoucherState state, DateOnly today) => state == VoucherState.Open && today <= terms.BackUntil;
    }
}

/// <summary>The vouchers of one line, as the order's page shows them.</summary>
internal sealed record VouchersShown(string Token, OrderPage.LineOfOrder Line, DateOnly Today);
