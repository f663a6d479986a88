using System.Diagnostics;
using System.Globalization;

namespace Storefront.Load;

/// <summary>
/// Searching and opening categories with a hundred thousand listings: written into the database in bulk, indexed by the shop's own <c>index</c>, then asked over HTTP on
/// loopback by one client, one page at a time, so that a page's time is the server's and no queue. Nothing is asked twice alike, so that no page comes from what was kept.
/// </summary>
static class Listings
{
    const double SearchP95 = 50, CategoryP95 = 20;

    public static async Task<int> Run(Options options)
    {
        var tables = new List<Table>();
        foreach (var engine in options.Engines) tables.Add(await On(engine, options));
        Table.Print($"Finding among {options.Listings:#,0} listings, one page at a time over HTTP", tables);
        return tables.All(t => t.Holds) ? 0 : 1;
    }

    static async Task<Table> On(Engine engine, Options options)
    {
        await using var house = await House.Open(engine, options);
        var table = new Table(engine.ToString());
        await house.Shop!.Kill();
        var begun = Stopwatch.GetTimestamp();
        await Write(house.Books, options.Listings);
        table.Add("written in bulk, s", Seconds(begun));
        begun = Stopwatch.GetTimestamp();
        Console.WriteLine($"{engine}: {await house.Shop.Do("index")}");
        table.Add("indexed by the shop, s", Seconds(begun));
        // What autovacuum would do within minutes.
        if (house.Books.IsPostgres) await house.Books.Do("vacuum analyze");
        table.Add("rows of the index", (await house.Books.One<long>("select count(*) from catalog_search_words")).ToString("#,0", CultureInfo.InvariantCulture));
        await house.Shop.Start();

        using var wire = new Wire(house.Url, 1);
        await Ask(wire, Searches(0).Concat(Categories(0)), "warm-up");
        wire.Latencies.Clear();
        await Ask(wire, Searches(1), "search");
        await Ask(wire, Categories(1), "category");
        foreach (var (what, most) in new[] { ("search", SearchP95), ("category", CategoryP95) })
        {
            var times = wire.Latencies.Where(l => l.What.StartsWith(what, StringComparison.Ordinal)).Select(l => l.Ms).ToList();
            table.Latency(what, times);
            table.AtMost($"{what} p95 ms", times.Order().ElementAt((int)(times.Count * 0.95)), most);
        }
        foreach (var kind in wire.Latencies.GroupBy(l => l.What, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)) table.Latency(kind.Key, kind.Select(l => l.Ms));
        return table;
    }

    static string Seconds(long begun) => Stopwatch.GetElapsedTime(begun).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    static async Task Ask(Wire wire, IEnumerable<(string What, string Path)> pages, string part)
    {
        var number = 0;
        foreach (var (what, path) in pages)
        {
            // Each ten pages another visitor: one address is not served without end.
            var browser = new Browser(wire, $"10.9.{number / 10 / 250}.{number / 10 % 250}");
            await browser.Get(path, $"{part}: {what}");
            number++;
        }
    }

    /// <summary>Common and rare words, several at once, misspelt, narrowed, sorted, and further pages, in four languages.</summary>
    static IEnumerable<(string What, string Path)> Searches(int round)
    {
        var to = new[] { "beijing", "shanghai", "guangzhou", "kunming", "xian", "wuhan", "lanzhou", "xining" };
        for (var i = 0; i < 600; i++)
        {
            var n = round * 7919 + i * 31;
            var (kind, place, trait) = (Kinds[n % Kinds.Length], Places[n / 3 % Places.Length], Traits[n / 7 % Traits.Length]);
            var (what, lang, q) = (i % 10) switch
            {
                0 => ("one common word", "zh", kind.Zh),
                1 => ("one common word", "en", kind.En),
                2 => ("word and place", "zh", place.Zh + kind.Zh),
                3 => ("word and place", "fr", $"{kind.Fr} {place.En}"),
                4 => ("three words", "en", $"{trait.En} {kind.En} {place.En}"),
                5 => ("one character", "zh", kind.Zh[..1]),
                6 => ("misspelt", "en", kind.En.Length > 4 ? kind.En.Remove(2, 1) : kind.En),
                7 => ("number, rare", "zh", $"{n % 100_000:00000}号"),
                8 => ("every listing", "zh", "四川"),
                _ => ("nothing", "zh", $"飞船{n}"),
            };
            var rest = (i % 7) switch { 0 => "&sort=price", 1 => "&sort=newest", 2 => "&category=fruit", 3 => "&month=10", 4 => "&price=20-50", _ => "" };
            if (what == "nothing") rest = "";
            yield return ($"{what}{(rest.Length > 0 ? $" {rest.Split('=')[0][1..]}" : "")}", $"/{lang}/search?q={Uri.EscapeDataString(q)}{rest}&to={to[n % to.Length]}");
        }
    }

    static IEnumerable<(string What, string Path)> Categories(int round)
    {
        var to = new[] { "beijing", "shanghai", "guangzhou", "kunming", "xian", "wuhan", "lanzhou", "xining" };
        for (var i = 0; i < 400; i++)
        {
            var rest = (i % 4) switch { 1 => "&sort=price", 2 => "&price=50-100", 3 => "&month=9", _ => "" };
            yield return (rest.Length > 0 ? rest[1..].Split('=')[0] : "plain",
                $"/{(i % 2 == 0 ? "zh" : "en")}/c/{Kinds[i % Kinds.Length].Category}?to={to[i / 4 % to.Length]}&page={1 + (i / 8 + round * 60) % 120 / (rest.Length > 0 ? 4 : 1)}{rest}");
        }
    }

    sealed record Name(string Zh, string En, string Fr, string Category = "");

    static readonly Name[] Kinds =
    [
        new("苹果", "apples", "pommes", "fruit"), new("梨", "pears", "poires", "fruit"), new("石榴", "pomegranates", "grenades", "fruit"), new("核桃", "walnuts", "noix", "nuts"),
        new("松茸", "matsutake", "matsutake", "mushrooms"), new("羊肚菌", "morels", "morilles", "mushrooms"), new("青稞", "barley", "orge", "grain"), new("土豆", "potatoes", "patates", "grain"),
        new("花椒", "pepper", "poivre", "spices"), new("辣椒", "chillies", "piments", "spices"), new("蜂蜜", "honey", "miel", "honey-dairy"), new("酥油", "butter", "beurre", "honey-dairy"),
        new("藏香", "incense", "encens", "incense-crafts"), new("陶壶", "teapot", "théière", "incense-crafts"),
    ];

    /// <summary>By the ids of the shop's places.</summary>
    static readonly Name[] Places =
    [
        new("乡城", "Xiangcheng", "", "xiangcheng"), new("稻城", "Daocheng", "", "daocheng"), new("得荣", "Dêrong", "", "derong"), new("理塘", "Litang", "", "litang"),
        new("巴塘", "Batang", "", "batang"),
        new("雅江", "Yajiang", "", "yajiang"), new("九龙", "Jiulong", "", "jiulong"), new("道孚", "Dawu", "", "daofu"), new("炉霍", "Luhuo", "", "luhuo"), new("新龙", "Xinlong", "", "xinlong"),
        new("德格", "Dêgê", "", "dege"), new("白玉", "Baiyü", "", "baiyu"), new("色达", "Sêrtar", "", "sertar"), new("丹巴", "Danba", "", "danba"),
        new("康定", "Kangding", "", "kangding"), new("泸定", "Luding", "", "luding"),
    ];

    static readonly Name[] Traits =
    [
        new("高原", "highland", "d’altitude"), new("老树", "old-tree", "de vieux arbres"), new("日晒", "sun-dried", "séché au soleil"),
        new("手工", "handmade", "à la main"), new("野生", "wild", "sauvage"),
        new("新鲜", "fresh", "frais"), new("甜", "sweet", "sucré"), new("石磨", "stone-ground", "moulu à la pierre"), new("河谷", "valley", "de la vallée"),
    ];

    static async Task Write(Books books, int listings)
    {
        const int Producers = 2_000, AtOnce = 500;
        var day = new DateTime(2026, 11, 10, 0, 0, 0, DateTimeKind.Utc);
        foreach (var some in Enumerable.Range(0, Producers).Chunk(AtOnce))
            await books.Insert("catalog_producers", "id, slug, name, fictional, place, household, story, picture, alt, shows_sold, minimum_fen",
                $"uuid, text, text, {(books.IsPostgres ? "boolean" : "int")}, text, text, text, text, text, {(books.IsPostgres ? "boolean" : "int")}, bigint",
                [.. some.Select(i =>
            {
                var place = Places[i % Places.Length];
                return $"('{Id("producer", i)}', 'farm-{i}', {Text($"{place.Zh}农家 {i}", $"Farm {i} of {place.En}",
                    $"Ferme {i} de {place.En}")}, {(books.IsPostgres ? "true" : "1")}, '{place.Category}', "
                    + $"{Text("山坡上的一户人家", "A house on the slope", "Une maison sur la pente")}, {Text("三代人守着这片坡地，收成好的年份分给邻居。", "Three generations have kept this slope.", "Trois générations gardent cette pente.")}, '/pictures/orchard-rows', {Text("果园", "Orchard", "Verger")}, {(books.IsPostgres ? "false" : "0")}, 0)";
            })]);
        foreach (var some in Enumerable.Range(0, listings).Chunk(AtOnce))
        {
            var made = some.Select(i => (I: i, Kind: Kinds[i % Kinds.Length], Trait: Traits[i / 5 % Traits.Length], Maker: i * 7 % Producers)).ToList();
            await books.Insert("catalog_listings", "id, slug, producer_id, category, name, summary, description, facts, goods_class, shelf_life_days, state, listed_at",
                "uuid, text, uuid, text, text, text, text, text, text, int, text, timestamptz", [.. made.Select(l =>
            {
                var about = Text($"自家{l.Kind.Zh}，{l.Trait.Zh}，第{l.I:00000}号。", $"Our own {l.Kind.En}, number {l.I:00000}.", $"Nos {l.Kind.Fr}, numéro {l.I:00000}.");
                return $"('{Id("listing", l.I)}', 'goods-{l.I}', '{Id("producer", l.Maker)}', '{l.Kind.Category}', {Text($"{l.Trait.Zh}{l.Kind.Zh} {l.I:00000}号",
                    $"{l.Trait.En} {l.Kind.En} {l.I:00000}",
                    $"{l.Kind.Fr} {l.Trait.Fr} {l.I:00000}")}, {about}, {about}, '[]', 'dry', 365, 'Live', '{day.AddSeconds(-l.I):yyyy-MM-dd HH:mm:ss}')";
            })]);
            await books.Insert("catalog_variants", "id, listing_id, slug, name, grade, net_grams, gross_grams, price_fen, available, position, version",
                "uuid, uuid, text, text, text, bigint, bigint, bigint, int, int, int",
                [.. made.Select(l => $"('{Id("variant", l.I)}', '{Id("listing", l.I)}', '2000g', {Text("2 公斤装", "2 kg box", "Carton de 2 kg")}, {Text("统货", "Ungraded", "Tout venant")}, 2000, 2400, {980 + l.I * 37 % 30_000}, 500, 0, 0)")]);
            await books.Insert("catalog_lots", "id, listing_id, harvested_on, best_before, mass_grams, allocated_grams", "uuid, uuid, date, date, bigint, bigint",
                [.. made.Select(l => $"('{Id("lot", l.I)}', '{Id("listing", l.I)}', '{day.AddDays(-(l.I * 13 % 330)):yyyy-MM-dd}', '2027-12-01', 1000000, 0)")]);
            await books.Insert("catalog_photos", "listing_id, position, stem, alt", "uuid, int, text, text",
                [.. made.Select(l => $"('{Id("listing", l.I)}', 0, '/pictures/apples-crate', {Text("照片", "Photo", "Photo")})")]);
        }
    }

    /// <summary>Guids are upper-case text in SQLite, as the shop writes them.</summary>
    static string Id(string kind, int number) => $"{(kind switch { "producer" => 1, "listing" => 2, "variant" => 3, _ => 4 }):X8}-0000-8000-8000-{number:X12}";

    static string Text(string zh, string en, string fr) => $"'{{\"zh\":\"{zh}\",\"en\":\"{en}\",\"fr\":\"{fr}\"}}'";
}
