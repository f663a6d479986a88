using System.Diagnostics;
using System.Globalization;

namespace Storefront.Load;

/// <summary>The day: plays the plan through HTTP against a shop on each engine, stops the clock when the outbox is empty, and checks the books.</summary>
static class SinglesDay
{
    public static async Task<int> Run(Options options)
    {
        var plan = Plan.Make();
        plan.Check();
        var tables = new List<Table>();
        foreach (var engine in options.Engines) tables.Add(await On(engine, plan, options));
        Table.Print("11 November, as the press reported it", tables);
        return tables.All(t => t.Holds) ? 0 : 1;
    }

    static async Task<Table> On(Engine engine, Plan plan, Options options)
    {
        await using var house = await House.Open(engine, options);
        var table = new Table(engine.ToString());
        var books = house.Books;
        var stock = await books.Stock();
        var before = await books.Sum();
        using var wire = new Wire(house.Url, 512) { Patient = options.Kill };
        var inFlight = options.InFlight > 0 ? options.InFlight : 48;

        await WarmUp(wire, inFlight);
        await Quiet(books);
        wire.Latencies.Clear();
        wire.Statuses.Clear();

        var (shopCpu, databaseCpu, driverCpu) = (house.ShopCpuMs, house.DatabaseCpuMs, Environment.CpuUsage.TotalTime);
        var begun = Stopwatch.GetTimestamp();
        var outcome = new Outcome();
        var killing = options.Kill ? KillInTheMiddle(house, outcome) : Task.FromResult(TimeSpan.Zero);
        await Play(Morning(plan), wire, inFlight, outcome);
        await Play(TheRush(plan), wire, inFlight, outcome);
        var recovered = await killing;
        await Quiet(books);
        var took = Stopwatch.GetElapsedTime(begun);
        var driven = Environment.CpuUsage.TotalTime;

        var sums = await books.Sum();
        var orders = sums.Orders - before.Orders;
        table.Add("durability", await books.Durability());
        table.Add("before the clock: visits that left or cancelled", Eve.ToString(CultureInfo.InvariantCulture));
        table.Must("orders paid", orders, Plan.Orders);
        table.Must("kg", (sums.Grams - before.Grams) / 1000m, Plan.Grams / 1000m);
        table.Must("yuan", (sums.Fen - before.Fen) / 100m, Plan.Fen / 100m);
        table.Must("abandoned", outcome.Count(Ending.Abandoned), plan.AbandonedCount);
        table.Must("cancelled and refunded", outcome.Count(Ending.Cancelled), plan.CancelledCount);
        table.Must("refused as sold out", outcome.Count(Ending.SoldOut), Plan.ForTheLastBoxes - Plan.LastBoxes);
        table.Must("visits that failed", outcome.Failures.Count, 0);
        table.Must("oversold", sums.Oversold, 0);
        table.Must("boxes adrift in the stock", await books.StockAdrift(stock), 0);
        table.Must("money taken without an order", sums.MoneyWithoutOrder, 0);
        table.Must("orders without money", sums.OrdersWithoutMoney, 0);
        table.Must("ledger balance", sums.LedgerBalance, 0);
        table.Must("paid on the page, not in the books", await LostOrders(books, outcome), 0);
        table.Must("effects not exactly once", await books.NotExactlyOnce(), 0);
        table.Must("deliveries undone or parked", sums.Undone + sums.Parked, 0);
        if (options.Kill) table.Add("killed with -9 in the middle, back after", $"{recovered.TotalSeconds:0.0} s");
        table.Add("time until the outbox was empty", $"{took.TotalSeconds:0.0} s");
        table.AtLeast("paid orders a second", orders / took.TotalSeconds, options.Kill ? 0 : 100);
        table.Latency("all requests", wire.Latencies.Select(l => l.Ms));
        table.Latency("POST place", wire.Latencies.Where(l => l.What == "POST place").Select(l => l.Ms));
        foreach (var what in wire.Latencies.GroupBy(l => l.What, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            table.Latency($"  {what.Key}", what.Select(l => l.Ms));
        table.Add("in flight", inFlight.ToString(CultureInfo.InvariantCulture));
        if (!options.Kill && house.Pid > 0)
        {
            table.Add("CPU ms an order: shop", $"{(house.ShopCpuMs - shopCpu) / orders:0.0}");
            if (engine == Engine.Postgres) table.Add("CPU ms an order: database", $"{(house.DatabaseCpuMs - databaseCpu) / orders:0.0}");
            table.Add("CPU ms an order: driver", $"{(driven - driverCpu).TotalMilliseconds / orders:0.0}");
            table.AtMost("peak memory of the shop, MB", Procfs.PeakMegabytes(house.Pid), 300);
        }
        if (house.Pid > 0 && !options.Kill) table.AtMost("warm start to the first page, s (median of 3)", await house.WarmStart(), 2);
        await Floors.Add(table, house);
        foreach (var failure in outcome.Failures.Take(5)) Console.WriteLine($"  {engine}: {failure}");
        return table;
    }

    /// <summary>Until the outbox is empty; a shop that never comes to rest fails the run instead of holding it.</summary>
    static async Task Quiet(Books books)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await books.IsQuiet())
        {
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMinutes(5)) throw new TimeoutException($"After five minutes {await books.StillToDo()} things are still to do.");
            await Task.Delay(20);
        }
    }

    sealed record Visit(Kind Kind, Ending Wanted);

    /// <summary>Everyone but those who come for the last boxes, in an order that is always the same.</summary>
    static List<Visit> Morning(Plan plan)
    {
        var visits = plan.Paid.SelectMany(k => Enumerable.Repeat(new Visit(k.Kind, Ending.Paid), k.Kind == Plan.Contested ? k.Count - Plan.LastBoxes : k.Count))
            .Concat(Enumerable.Repeat(new Visit(Plan.Leaver, Ending.Abandoned), plan.AbandonedCount))
            .Concat(Enumerable.Repeat(new Visit(Plan.Leaver, Ending.Cancelled), plan.CancelledCount)).ToArray();
        new Random(11).Shuffle(visits);
        return [.. visits];
    }

    static List<Visit> TheRush(Plan plan) => [.. Enumerable.Repeat(new Visit(Plan.Contested, Ending.Paid), Plan.ForTheLastBoxes)];

    static async Task Play(IReadOnlyList<Visit> visits, Wire wire, int inFlight, Outcome outcome) =>
        await Parallel.ForEachAsync(visits, new ParallelOptions { MaxDegreeOfParallelism = inFlight }, async (visit, _) =>
        {
            var shopper = new Shopper(wire, outcome.NextShopper());
            try
            {
                var ending = await shopper.Buy(visit.Kind, visit.Wanted);
                outcome.Add(ending, shopper.OrderToken);
            }
            catch (Exception failure) { outcome.Failures.Enqueue($"{visit.Wanted} {string.Join('+', visit.Kind.Boxes.Select(b => b.Id))}: {failure.Message}"); }
        });

    const int Eve = 2_000;

    /// <summary>
    /// Before the clock: visits that leave before placing and, as many, that pay and cancel, until the shop's code is compiled in earnest. The first half minute after a start is
    /// the dearest, and nobody starts a shop at midnight of this day.
    /// </summary>
    static async Task WarmUp(Wire wire, int inFlight)
    {
        var eve = new Outcome { First = 12_000_000 };
        await Play([.. Enumerable.Range(0, Eve).Select(i => new Visit(Plan.Leaver, i % 2 == 0 ? Ending.Abandoned : Ending.Cancelled))], wire, inFlight, eve);
        if (!eve.Failures.IsEmpty) throw new InvalidOperationException($"The shop does not serve: {eve.Failures.First()}");
    }

    static async Task<TimeSpan> KillInTheMiddle(House house, Outcome outcome)
    {
        while (outcome.Count(Ending.Paid) < Plan.Orders / 2) await Task.Delay(20);
        await house.Shop!.Kill();
        Console.WriteLine($"killed after {outcome.Count(Ending.Paid)} paid visits");
        return await house.Shop.Start();
    }

    /// <summary>Orders whose buyer saw the provider take the money, that are not paid in the books.</summary>
    static async Task<long> LostOrders(Books books, Outcome outcome)
    {
        var paid = (await books.Many("select token from orders_orders where payment_state in ('Paid', 'PartlyRefunded', 'Refunded')", r => r.GetString(0))).ToHashSet(StringComparer.Ordinal);
        return outcome.PaidTokens.Count(token => !paid.Contains(token));
    }

    sealed class Outcome
    {
        readonly int[] endings = new int[4];
        int shoppers;
        public int First { get; init; }
        public System.Collections.Concurrent.ConcurrentQueue<string> Failures { get; } = [];
        public System.Collections.Concurrent.ConcurrentBag<string> PaidTokens { get; } = [];

        public int NextShopper() => First + Interlocked.Increment(ref shoppers);
        public int Count(Ending ending) => Volatile.Read(ref endings[(int)ending]);

        public void Add(Ending ending, string? token)
        {
            if (ending is Ending.Paid or Ending.Cancelled) PaidTokens.Add(token!);
            Interlocked.Increment(ref endings[(int)ending]);
        }
    }
}
