using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Platform.Data;

namespace Storefront.Orders.Baskets;

/// <summary>Whether this browser's basket is the person's own, or there is something to gather.</summary>
internal sealed record BasketsOf(Guid Person, Guid? Cookie) : IQuery<BasketsFound>;

internal sealed record BasketsFound(Guid? Own, bool CookieIsThere)
{
    public bool Together(Guid? cookie) => Own is null ? !CookieIsThere : Own == cookie;
}

/// <summary>
/// One basket for a person on every device. A basket filled before signing in becomes the person's, or is put into the one there is: of what lies in both, the
/// larger number of boxes, so that looking at the shop on two devices does not double an order; no line is lost.
/// </summary>
internal sealed record GatherBasket(Guid Person, Guid? Cookie) : ICommand<Gathered>;

/// <param name="Basket">The person's from now on.</param>
/// <param name="Added">How many packs of this browser came into those of the account.</param>
/// <param name="Back">How many packs of the account this browser did not know of.</param>
internal sealed record Gathered(Guid Basket, int Boxes, int Added, int Back);

internal sealed class GatherBasketHandler(StoreDb db, TimeProvider clock) : IRequestHandler<BasketsOf, BasketsFound>, IRequestHandler<GatherBasket, Gathered>
{
    public async Task<BasketsFound> Handle(BasketsOf asked, CancellationToken ct)
    {
        var found = await db.Baskets.AsNoTracking().Where(b => b.PersonId == asked.Person || b.Id == asked.Cookie).Select(b => new { b.Id, b.PersonId }).ToListAsync(ct);
        return new(found.Find(b => b.PersonId == asked.Person)?.Id, found.Exists(b => b.Id == asked.Cookie));
    }

    public async Task<Gathered> Handle(GatherBasket asked, CancellationToken ct)
    {
        // Two devices that sign in at once: the second finds what the first has gathered.
        await db.TakeTurn($"orders/basket/{asked.Person}", ct);
        var own = await db.Baskets.Where(b => b.PersonId == asked.Person).Select(b => (Guid?)b.Id).SingleOrDefaultAsync(ct);
        var brought = asked.Cookie is { } cookie && cookie != own ? cookie : (Guid?)null;
        // The basket's rows before its lines, as the lane locks them.
        await db.LockRows<Basket>(new[] { own, brought }.OfType<Guid>(), ct);
        if (brought is null || await db.Baskets.AsNoTracking().SingleOrDefaultAsync(b => b.Id == brought, ct) is not { PersonId: null } guest)
        {
            // Nothing was brought, or what belongs to somebody else: this browser goes on with the own one.
            var basket = own ?? Guid.NewGuid();
            var lines = await Lines(basket, ct);
            return new(basket, lines.Values.Sum(l => l.Units), 0, own == asked.Cookie ? 0 : lines.Count);
        }
        if (own is not { } kept)
        {
            await db.Baskets.Where(b => b.Id == guest.Id).ExecuteUpdateAsync(b => b.SetProperty(x => x.PersonId, asked.Person), ct);
            return new(guest.Id, (await Lines(guest.Id, ct)).Values.Sum(l => l.Units), 0, 0);
        }

        var (mine, theirs) = (await Lines(kept, ct), await Lines(guest.Id, ct));
        var together = Together(Units(mine), Units(theirs));
        var changed = together.Where(l => mine.GetValueOrDefault(l.Key)?.Units != l.Value)
            .Select(l => new BasketLine { BasketId = kept, VariantId = l.Key, Units = l.Value, SeenFen = theirs[l.Key].SeenFen }).ToList();
        var ids = changed.ConvertAll(l => l.VariantId);
        await db.BasketLines.Where(l => l.BasketId == guest.Id || (l.BasketId == kept && ids.Contains(l.VariantId))).ExecuteDeleteAsync(ct);
        await db.InsertMany(changed, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        // What was typed last is what is meant: the box goes to the address of this evening, not of last month.
        var account = await db.Baskets.AsNoTracking().SingleAsync(b => b.Id == kept, ct);
        var (newer, older) = guest.UpdatedAt >= account.UpdatedAt ? (guest, account) : (account, guest);
        var (typed, delivery, payment) = newer.Typed is not null ? (newer.Typed, newer.Delivery, newer.Payment)
            : (older.Typed, newer.Delivery ?? older.Delivery, newer.Payment ?? older.Payment);
        await db.Baskets.Where(b => b.Id == kept).ExecuteUpdateAsync(b =>
            b.SetProperty(x => x.UpdatedAt, now).SetProperty(x => x.Typed, typed).SetProperty(x => x.Delivery, delivery).SetProperty(x => x.Payment, payment), ct);
        await db.Baskets.Where(b => b.Id == guest.Id).ExecuteDeleteAsync(ct);
        return new(kept, together.Values.Sum(), changed.Count, mine.Keys.Count(v => !theirs.ContainsKey(v)));
    }

    /// <summary>Every pack of either, the larger number of boxes of what both hold.</summary>
    internal static IReadOnlyDictionary<Guid, int> Together(IReadOnlyDictionary<Guid, int> mine, IReadOnlyDictionary<Guid, int> theirs) =>
        mine.Concat(theirs).GroupBy(l => l.Key).ToDictionary(g => g.Key, g => g.Max(l => l.Value));

    Task<Dictionary<Guid, BasketLine>> Lines(Guid basket, CancellationToken ct) => db.BasketLines.AsNoTracking().Where(l => l.BasketId == basket).ToDictionaryAsync(l => l.VariantId, ct);

    static Dictionary<Guid, int> Units(Dictionary<Guid, BasketLine> lines) => lines.ToDictionary(l => l.Key, l => l.Value.Units);
}
