namespace Storefront.Load;

/// <summary>A box as the village sells it on the day: prices are the campaign's, in fen.</summary>
sealed record Box(string Listing, string Variant, string Producer, int Grams, int Fen)
{
    public string Id => $"{Listing}/{Variant}";
}

/// <summary>What one kind of shopper puts into the basket: one box of each.</summary>
sealed record Kind(params Box[] Boxes)
{
    public int Grams => Boxes.Sum(b => b.Grams);
    public int Goods => Boxes.Sum(b => b.Fen);
    /// <summary>"Spend 120 save 12, spend 60 save 5", over the whole basket.</summary>
    public int Fen => Goods - (Goods >= 12_000 ? 1_200 : Goods >= 6_000 ? 500 : 0);
    public bool SeveralLines => Boxes.Length > 1;
    public bool TwoProducers => Boxes.Select(b => b.Producer).Distinct(StringComparer.Ordinal).Count() > 1;
}

/// <summary>
/// 11 November as the press reported it: 5,414 paid orders, 15,000 kg, 146,200 yuan, to the gram and the fen. 30 % of the baskets have several lines, 10 % come
/// from two producers. The demo village's 3,000 boxes of Drolma's 1.5 kg are sold to the last one, and in the end more shoppers want one than there are.
/// </summary>
sealed class Plan
{
    public const int Orders = 5_414;
    public const long Grams = 15_000_000;
    public const long Fen = 14_620_000;
    public const int ContestedStock = 3_000;
    /// <summary>The last boxes of the contested kind, and how many shoppers come for them at once.</summary>
    public const int LastBoxes = 100;
    public const int ForTheLastBoxes = 300;
    const double Abandoned = 0.05, Cancelled = 0.02;

    public static readonly Box D1 = new("drolma-apples", "1500g", "drolma", 1_500, 1_500);
    static readonly Box D2 = new("drolma-apples", "2500g", "drolma", 2_500, 2_400);
    static readonly Box D5 = new("drolma-apples", "5000g", "drolma", 5_000, 4_650);
    static readonly Box T2 = new("tashi-apples", "2000g", "tashi", 2_000, 1_990);
    static readonly Box T3 = new("tashi-apples", "3000g", "tashi", 3_000, 2_890);
    static readonly Box F2 = new("zhongde-family-apples", "2500g", "sonam-family", 2_500, 2_400);
    static readonly Box F5 = new("zhongde-family-apples", "5000g", "sonam-family", 5_000, 4_640);

    public required IReadOnlyList<(Kind Kind, int Count)> Paid { get; init; }
    public int AbandonedCount { get; } = (int)Math.Round(Orders * Abandoned / (1 - Abandoned - Cancelled));
    public int CancelledCount { get; } = (int)Math.Round(Orders * Cancelled / (1 - Abandoned - Cancelled));
    public static Kind Contested { get; } = new(D1);
    public static Kind Leaver { get; } = new(F2);

    /// <summary>
    /// The baskets with several lines are given; of the single boxes the contested kind fills its stock, two counts are tried out,
    /// and the other two follow from the three sums.
    /// </summary>
    public static Plan Make()
    {
        // 541 of two producers (10 %), 1,083 more of several lines: 1,624 (30 %). The 7.5 kg baskets reach "spend 60 save 5".
        (Kind, int)[] several =
        [
            (new(D1, T2), 300), (new(D2, F2), 50), (new(D1, F2), 136), (new(D5, F2), 55),
            (new(D1, D2), 853), (new(T2, T3), 200), (new(F2, F5), 30),
        ];
        var contested = ContestedStock - several.Where(k => k.Item1.Boxes.Contains(D1)).Sum(k => k.Item2);
        var (n, g, f) = (Orders - several.Sum(k => k.Item2) - contested,
            Grams - several.Sum(k => (long)k.Item1.Grams * k.Item2) - (long)contested * D1.Grams,
            Fen - several.Sum(k => (long)k.Item1.Fen * k.Item2) - (long)contested * D1.Fen);
        Kind[] singles = [new(D2), new(T2), new(T3), new(F5), new(D5)];
        for (var d5 = 10; d5 <= n; d5++)
            for (var f5 = 10; f5 + d5 <= n; f5++)
            {
                // D2 + T2 + T3 = n'; 2500 D2 + 2000 T2 + 3000 T3 = g'; 2400 D2 + 1990 T2 + 2890 T3 = f'
                var (m, h, p) = (n - d5 - f5, g - 5_000L * (d5 + f5), f - 4_650L * d5 - 4_640L * f5);
                // With T3 - T2 = (h - 2500 m) / 500 and D2 = m - T2 - T3:  p - 2400 m = -410 T2 + 490 T3
                if ((h - 2_500L * m) % 500 != 0) continue;
                var more = (h - 2_500L * m) / 500;
                var rest = p - 2_400L * m - 490 * more;
                if (rest % 80 != 0) continue;
                var (t2, t3) = (rest / 80, rest / 80 + more);
                var d2 = m - t2 - t3;
                if (t2 < 0 || t3 < 0 || d2 < 0) continue;
                return new() { Paid = [.. several, (Contested, contested), (singles[0], (int)d2), (singles[1], (int)t2), (singles[2], (int)t3), (singles[3], f5), (singles[4], d5)] };
            }
        throw new InvalidOperationException("No day of these boxes adds up to what the press reported.");
    }

    /// <summary>Fails when the plan is not the day: the rig checks itself before it checks the shop.</summary>
    public void Check()
    {
        Must(Paid.Sum(k => k.Count) == Orders, "orders");
        Must(Paid.Sum(k => (long)k.Kind.Grams * k.Count) == Grams, "grams");
        Must(Paid.Sum(k => (long)k.Kind.Fen * k.Count) == Fen, "fen");
        Must(Paid.Where(k => k.Kind.SeveralLines).Sum(k => k.Count) is var several && several == (int)(Orders * 0.3), "baskets of several lines");
        Must(Paid.Where(k => k.Kind.TwoProducers).Sum(k => k.Count) == (int)(Orders * 0.1), "baskets of two producers");

        static void Must(bool holds, string what) { if (!holds) throw new InvalidOperationException($"The plan's {what} do not add up."); }
    }
}
