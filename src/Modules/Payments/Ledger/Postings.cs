using Storefront.Contracts;
using Storefront.Contracts.Payments;

namespace Storefront.Payments.Ledger;

/// <summary>What is written into the ledger, as pure sums. A producer's share of goods is <see cref="PriceSplit"/>'s; the shop takes the rest.</summary>
internal static class Postings
{
    internal static List<LedgerEntry> Sale(Guid orderId, Money amount, IReadOnlyList<ProducerShare> shares, DateTime at)
    {
        var posting = new Posting(orderId, Cause.Sale, at);
        posting.Add(Account.Clearing, amount);
        foreach (var sold in shares.GroupBy(SplitAlike.Of))
        {
            var goods = sold.Sum(s => s.Goods);
            posting.Add(Account.Producers, Money.Zero - sold.Key.ShareOf(goods), sold.Key, goods);
        }
        return posting.Balanced(Account.Shop);
    }

    /// <param name="left">What is sold of each producer's goods so far. A share is given back as the difference of what is kept, so that several
    /// refunds end at the same fen as one.</param>
    internal static List<LedgerEntry> RefundAsked(Guid orderId, Money amount, IReadOnlyList<ProducerShare> shares, IReadOnlyDictionary<SplitAlike, Money> left, DateTime at)
    {
        var posting = new Posting(orderId, Cause.RefundAsked, at);
        posting.Add(Account.Refunds, Money.Zero - amount);
        foreach (var returned in shares.GroupBy(SplitAlike.Of))
        {
            var goods = returned.Sum(s => s.Goods);
            var (before, after) = (left[returned.Key], left[returned.Key] - goods);
            posting.Add(Account.Producers, returned.Key.ShareOf(before) - returned.Key.ShareOf(after), returned.Key, Money.Zero - goods);
        }
        return posting.Balanced(Account.Shop);
    }

    internal static List<LedgerEntry> RefundSent(Guid orderId, Money amount, DateTime at)
    {
        var posting = new Posting(orderId, Cause.RefundSent, at);
        posting.Add(Account.Refunds, amount);
        return posting.Balanced(Account.Clearing);
    }

    sealed class Posting(Guid orderId, Cause cause, DateTime at)
    {
        readonly Guid id = Guid.CreateVersion7();
        readonly List<LedgerEntry> lines = new(4);

        public void Add(Account account, Money amount, SplitAlike? of = null, Money goods = default)
        {
            if (amount == Money.Zero && goods == Money.Zero) return;
            lines.Add(new() { PostingId = id, Line = lines.Count, OrderId = orderId, Account = account, ProducerId = of?.ProducerId,
                Vouchers = of?.Vouchers == true, Amount = amount, Goods = goods, Cause = cause, At = at });
        }

        /// <summary>The rest goes to one account, so that no posting can be out of balance.</summary>
        public List<LedgerEntry> Balanced(Account rest)
        {
            Add(rest, Money.Zero - lines.Sum(l => l.Amount));
            return lines;
        }
    }
}

/// <summary>The goods of one producer whose price is split by the same weights.</summary>
internal readonly record struct SplitAlike(Guid ProducerId, bool Vouchers)
{
    public static SplitAlike Of(ProducerShare share) => new(share.ProducerId, share.Vouchers);
    public Money ShareOf(Money goods) => PriceSplit.Of(goods, Vouchers).Producer;
}
