using System.Collections.Concurrent;
using Storefront.Contracts;

namespace Storefront.Orders.Vouchers;

/// <summary>
/// Counts codes that could be one and are none, by the person who tries them. A slip of the finger fails the check character and does not count, so only who
/// guesses is stopped. Kept by each node: 59 random bits are what guards a voucher, this keeps a script from trying at all.
/// </summary>
internal sealed class WrongCodes(OrdersSettings settings, TimeProvider clock)
{
    static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    readonly ConcurrentDictionary<Guid, (int Tries, DateTime Until)> tried = new();

    public void MustNotRest(Guid person)
    {
        if (tried.TryGetValue(person, out var known) && known.Tries >= settings.WrongCodes && clock.GetUtcNow().UtcDateTime < known.Until)
            throw new Refusal("voucher-too-often", RefusalKind.TooOften, "code", known.Until);
    }

    public void Count(Guid person)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        tried.AddOrUpdate(person, _ => (1, now + Window), (_, known) => known.Until <= now ? (1, now + Window) : (known.Tries + 1, known.Until));
    }
}
