using System.Diagnostics;
using System.Globalization;

namespace Storefront.Load;

/// <summary>
/// The POST that places an order, alone: baskets and what was typed at checkout are made before. Spread over forty listings, on one hot
/// listing, and 2,000 requests for 100 boxes.
/// </summary>
static class Place
{
    public static async Task<int> Run(Options options)
    {
        var tables = new List<Table>();
        foreach (var engine in options.Engines) tables.Add(await On(engine, options));
        Table.Print("Placing an order, alone", tables);
        return tables.All(t => t.Holds) ? 0 : 1;
    }

    static async Task<Table> On(Engine engine, Options options)
    {
        await using var house = await House.Open(engine, options);
        var table = new Table(engine.ToString());
        var books = house.Books;
        var inFlight = options.InFlight > 0 ? options.InFlight : 200;
        table.Add("durability", await books.Durability());
        table.Add("in flight", inFlight.ToString(CultureInfo.InvariantCulture));
        // The stock of the measurement, so that nothing sells out and no price changes on the way; limits per person stay as the campaign set them.
        await books.Do("update catalog_variants set available = 1000000");
        await books.Do("update promotions_quotas set available = 1000000, total = 1000000");

        var forty = (await books.Many("select v.id from catalog_variants v join catalog_listings l on l.id = v.listing_id where v.position = 0 order by l.slug",
            r => r.GetValue(0).ToString()!)).Take(40).ToList();
        var hot = Ids.Of("variant/drolma-apples/2500g").ToString();

        using var wire = new Wire(house.Url, 512);
        await Baskets.Learn(wire, books, forty.Append(hot));
        await Measure("warm-up", forty, options.Placements, judged: false);
        foreach (var (what, variants) in new[] { ("spread over 40 listings", forty), ("one hot listing", [hot]) })
            for (var run = 1; run <= 3; run++) await Measure($"{what}, run {run}", variants, options.Placements, judged: true);
        await LastHundred(table, wire, books, inFlight);
        await Floors.Add(table, house);
        return table;

        async Task Measure(string what, IReadOnlyList<string> variants, int placements, bool judged)
        {
            var baskets = await Baskets.Make(books, variants, placements);
            var placedBefore = await books.One<long>("select count(*) from orders_orders");
            while (!await books.IsQuiet()) await Task.Delay(50);      // what earlier placements told is not this run's work
            wire.Latencies.Clear();
            var (shop, database) = (house.ShopCpuMs, house.DatabaseCpuMs);
            var begun = Stopwatch.GetTimestamp();
            var refused = await Send(wire, baskets, inFlight);
            var took = Stopwatch.GetElapsedTime(begun);
            var placed = await books.One<long>("select count(*) from orders_orders") - placedBefore;
            Console.WriteLine($"{engine}, {what}: {placed / took.TotalSeconds:0} a second");
            if (!judged) return;
            table.Must($"{what}: placed", placed, placements);
            table.Must($"{what}: refused", refused, 0);
            table.AtLeast($"{what}: placements a second", placed / took.TotalSeconds, 1000);
            table.Add($"{what}: CPU ms a placement, shop + database", $"{(house.ShopCpuMs - shop) / placed:0.00} + {(house.DatabaseCpuMs - database) / placed:0.00}");
            table.Latency(what, wire.Latencies.Select(l => l.Ms));
        }
    }

    /// <summary>2,000 requests for 100 boxes place exactly 100.</summary>
    static async Task LastHundred(Table table, Wire wire, Books books, int inFlight)
    {
        var variant = Ids.Of("variant/drolma-apples/2500g").ToString();
        await books.Do($"update catalog_variants set available = 100 where lower(cast(id as text)) = '{variant}'");
        var before = await books.One<long>("select count(*) from orders_orders");
        var refused = await Send(wire, await Baskets.Make(books, [variant], 2_000), inFlight);
        table.Must("2,000 requests for 100 boxes: placed", await books.One<long>("select count(*) from orders_orders") - before, 100);
        table.Must("2,000 requests for 100 boxes: refused", refused, 1_900);
        table.Must("2,000 requests for 100 boxes: left", await books.One<long>($"select available from catalog_variants where lower(cast(id as text)) = '{variant}'"), 0);
    }

    /// <returns>How many were refused.</returns>
    static async Task<int> Send(Wire wire, IReadOnlyList<ReadyBasket> baskets, int inFlight)
    {
        var refused = 0;
        var number = 0;
        await Parallel.ForEachAsync(baskets, new ParallelOptions { MaxDegreeOfParallelism = inFlight }, async (basket, _) =>
        {
            var address = Interlocked.Increment(ref number);
            var browser = new Browser(wire, $"10.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}");
            browser.Remember(basket.Cookie, basket.CookieValue);
            var answer = await browser.Post("/zh/checkout/place", "POST place", [.. basket.Agreed.Select(f => (f.Key, f.Value))]);
            if (answer.Status == 409) Interlocked.Increment(ref refused);
            else if (answer.Status != 303) throw new UnexpectedAnswer($"POST place: {answer.Status}");
        });
        return refused;
    }
}

/// <param name="Agreed">What its check page would post.</param>
sealed record ReadyBasket(string Cookie, string CookieValue, IReadOnlyDictionary<string, string> Agreed);

/// <summary>
/// Baskets that stand before their last button. One of each kind is filled through the pages; the others are copies of its rows with
/// an id, a checkout and a phone of their own.
/// </summary>
static class Baskets
{
    sealed record Learnt(IReadOnlyDictionary<string, string> Agreed, string Typed, string Phone);
    static readonly Dictionary<string, Learnt> Known = new(StringComparer.OrdinalIgnoreCase);
    static int people = 30_000_000;

    public static async Task Learn(Wire wire, Books books, IEnumerable<string> variants)
    {
        Known.Clear();
        foreach (var variant in variants.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var shopper = new Shopper(wire, ++people % 16_000_000);
            await shopper.Browser.PostOn("/zh/basket/add", "POST basket", ("variant", variant), ("units", "1"));
            if (!await shopper.FillIn()) throw new UnexpectedAnswer($"{variant} cannot be ordered");
            var phone = $"139{people % 16_000_000:00000000}";
            var typed = await books.One<string>($"select cast(typed as text) from orders_baskets where lower(cast(checkout_id as text)) = '{shopper.Checkout.ToLowerInvariant()}'");
            Known[variant] = new(shopper.Agreed, typed, phone);
        }
    }

    public static async Task<IReadOnlyList<ReadyBasket>> Make(Books books, IReadOnlyList<string> variants, int count)
    {
        var now = await books.One<string>("select cast(max(updated_at) as text) from orders_baskets");
        // The shop shows a basket's last change as its revision.
        var revision = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcTicks.ToString(CultureInfo.InvariantCulture);
        var ready = new List<ReadyBasket>(count);
        foreach (var chunk in Enumerable.Range(0, count).Chunk(400))
        {
            var baskets = new List<string>();
            var lines = new List<string>();
            foreach (var i in chunk)
            {
                var variant = variants[i % variants.Count];
                var known = Known[variant];
                // Guids are upper-case text in SQLite, as the shop writes them.
                var (id, checkout) = (Guid.NewGuid().ToString().ToUpperInvariant(), Guid.NewGuid().ToString().ToUpperInvariant());
                var typed = known.Typed.Replace(known.Phone, $"137{++people % 100_000_000:00000000}", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);
                baskets.Add($"('{id}', '{checkout}', '{typed}', 'soon', 'online', '{now}')");
                lines.Add($"('{id}', '{variant.ToUpperInvariant()}', 1)");
                ready.Add(new("basket", id.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal),
                    new Dictionary<string, string>(known.Agreed, StringComparer.Ordinal) { ["checkout"] = checkout.ToLowerInvariant(), ["revision"] = revision }));
            }
            await books.Insert("orders_baskets", "id, checkout_id, typed, delivery, payment, updated_at", "uuid, uuid, text, text, text, timestamptz", baskets);
            await books.Insert("orders_basket_lines", "basket_id, variant_id, units", "uuid, uuid, int", lines);
        }
        return ready;
    }

    internal static Task Insert(this Books books, string table, string columns, string types, List<string> rows) =>
        books.Do($"insert into {table} ({columns}) select {string.Join(", ", types.Split(", ").Select((type, i) => books.IsPostgres ? $"column{i + 1}::{type}" : $"column{i + 1}"))} from (values {string.Join(", ", rows)}) as v");
}
