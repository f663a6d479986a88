namespace Storefront.Catalog.Cards;

/// <param name="Eager">How many pictures are seen before anyone scrolls; the others load late.</param>
internal sealed record CardsShown(IReadOnlyList<Card> Cards, Destination To, int Eager = 0);
