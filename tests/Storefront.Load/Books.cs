using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Storefront.Load;

/// <summary>The shop's books, read from its database behind its back.</summary>
sealed class Books(string connection)
{
    public bool IsPostgres => postgres;
    readonly bool postgres = connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    DbConnection Open()
    {
        DbConnection open = postgres ? new NpgsqlConnection(connection) : new SqliteConnection(connection);
        open.Open();
        return open;
    }

    public async Task<T> One<T>(string sql)
    {
        await using var open = Open();
        await using var command = open.CreateCommand();
        command.CommandText = sql;
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default! : (T)Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture);
    }

    public async Task Do(string sql)
    {
        await using var open = Open();
        await using var command = open.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<T>> Many<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var open = Open();
        await using var command = open.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>How the engine promises that a commit stays: printed in the table, since a figure without it means nothing.</summary>
    public async Task<string> Durability() => postgres
        ? $"fsync={await One<string>("show fsync")} synchronous_commit={await One<string>("show synchronous_commit")}{(connection.Contains("Host=/", StringComparison.Ordinal) ? ", over its socket" : "")}"
        : "synchronous=FULL (set on each of the shop's connections), journal_mode=" + await One<string>("pragma journal_mode");

    /// <summary>Facts without effect yet, events not yet posted, refunds not yet settled, notices not yet sent.</summary>
    public async Task<long> StillToDo() =>
        await One<long>("select count(*) from platform_deliveries where done_at is null")
        + await One<long>("select count(*) from payments_sandbox_events where sent_at is null")
        + await One<long>("select count(*) from payments_refunds where state not in ('Succeeded', 'Failed')")
        + await One<long>("select count(*) from notices_messages where sent_at is null and cancelled_at is null");

    public async Task<bool> IsQuiet()
    {
        try { return await StillToDo() == 0; }
        catch (SqliteException busy) when (busy.SqliteErrorCode == 5) { return false; }      // somebody writes: certainly not quiet
    }

    const string Paid = "o.payment_state = 'Paid' and o.state in ('Confirmed', 'Completed')";

    /// <summary>Orders whose money came, also those that were cancelled afterwards.</summary>
    const string EverPaid = "o.paid_by is not null";

    /// <summary>What the living parts of an order cost: nothing once it ended unpaid or was cancelled, less after one part of it was.</summary>
    const string Owed = """
        (case when o.paid_by is not null and o.state in ('Confirmed', 'Completed')
         then o.total_fen - coalesce((select sum(r.amount_fen) from orders_refunds r where r.order_id = o.id and r.reason in ('cancelled', 'underweight')), 0) else 0 end)
        """;

    /// <summary>Money stands in two books that must agree: the attempt less its refunds, and what the ledger says that the provider still holds for us.</summary>
    const string Taken = "(case when a.state = 'Succeeded' then a.amount_fen - a.refunded_fen else 0 end)";
    const string Held = "coalesce((select sum(p.amount_fen) from payments_ledger p where p.account = 'Clearing' and p.order_id = a.order_id), 0)";

    public async Task<Sums> Sum() => new(
        await One<long>($"select count(*) from orders_orders o where {Paid}"),
        await One<long>($"select coalesce(sum(l.net_grams * l.units), 0) from orders_lines l join orders_orders o on o.id = l.order_id where {Paid}"),
        await One<long>($"select coalesce(sum(o.total_fen), 0) from orders_orders o where {Paid}"),
        await One<long>("""
            select coalesce(sum(case when available < 0 then -available else 0 end), 0) from catalog_variants
            """) + await One<long>("select coalesce(sum(case when available < 0 then -available else 0 end), 0) from promotions_quotas"),
        await One<long>($"select count(*) from payments_attempts a left join orders_orders o on o.id = a.order_id where {Taken} > {Owed} or {Held} > {Owed}"),
        await One<long>($"select count(*) from orders_orders o left join payments_attempts a on a.order_id = o.id where {Owed} > 0 and ({Taken} < {Owed} or {Held} < {Owed})"),
        await One<long>("select coalesce(sum(amount_fen), 0) from payments_ledger")
            + await One<long>("select count(*) from (select posting_id from payments_ledger group by posting_id having sum(amount_fen) <> 0) unbalanced"),
        await One<long>("select count(*) from platform_deliveries where parked_at is not null"),
        await One<long>("select count(*) from platform_deliveries where done_at is null"));

    /// <summary>Stock that is neither on offer, held nor allocated, or is so twice: what was there at first less what stands in the books now.</summary>
    public Task<long> StockAdrift(IReadOnlyDictionary<Guid, int> before) => Task.Run(async () =>
    {
        var now = await Many("""
            select v.id, v.available + coalesce((select sum(h.units) from catalog_holds h where h.variant_id = v.id and h.state <> 'Returned'), 0) from catalog_variants v
            """, r => (Id: postgres ? r.GetGuid(0) : Guid.Parse(r.GetString(0)), Units: r.GetInt64(1)));
        return now.Sum(v => before.TryGetValue(v.Id, out var units) ? Math.Abs(units - v.Units) : 0);
    });

    public async Task<IReadOnlyDictionary<Guid, int>> Stock() => (await Many("select id, available from catalog_variants",
        r => (Id: postgres ? r.GetGuid(0) : Guid.Parse(r.GetString(0)), Units: r.GetInt32(1)))).ToDictionary(v => v.Id, v => v.Units);

    /// <summary>How many channels the buyer of an order is told by; -1, which nothing equals, where Notices never heard of the order.</summary>
    const string Channels = """
        coalesce((select (case when k.phone <> '' then 1 else 0 end) + (case when k.email <> '' then 1 else 0 end) from notices_orders k where k.order_id = o.id), -1)
        """;

    /// <summary>Effects that must stand exactly once for each order that was paid, whatever crashed in between: how many are missing or double.</summary>
    public async Task<long> NotExactlyOnce() =>
        await Wrong($"{Postings("Sale")} <> 1")
        + await Wrong($"{Postings("RefundAsked")} <> (select count(*) from payments_refunds r where r.order_id = o.id)")
        + await Wrong($"{Postings("RefundSent")} <> (select count(*) from payments_refunds r where r.order_id = o.id and r.state = 'Succeeded')")
        + await Wrong("(select count(*) from shipping_parcels p where p.seller_order_id = s.id) <> 1", "join orders_seller_orders s on s.order_id = o.id")
        + await Wrong("""
            coalesce((select sum(a.mass_grams) from catalog_allocations a where a.order_id = o.id), 0) <>
            coalesce((select sum(l.net_grams * l.units) from orders_lines l join orders_seller_orders s on s.id = l.seller_order_id where l.order_id = o.id and s.cancelled_at is null), 0)
            """)
        + await Wrong("""
            c.id is null or c.units <> l.units or c.mass_grams <> case when l.packed_grams > 0 then l.packed_grams else l.net_grams * l.units end or c.paid_fen <> l.paid_fen - l.returned_fen or c.state <> case when s.cancelled_at is null then 'Counted' else 'Cancelled' end
            """, "join orders_lines l on l.order_id = o.id join orders_seller_orders s on s.id = l.seller_order_id left join community_counted c on c.id = l.id")
        + await One<long>($"select count(*) from community_counted c where not exists (select 1 from orders_lines l join orders_orders o on o.id = l.order_id where l.id = c.id and {EverPaid})")
        + await Wrong($"{Told("Placed")} <> {Channels}")
        + await Wrong($"{Told("Paid")} <> {Channels}")
        + await Wrong($"{Told("Refunded", "and n.part = r.id")} <> {Channels}", "join payments_refunds r on r.order_id = o.id and r.state = 'Succeeded'");

    Task<long> Wrong(string what, string join = "") => One<long>($"select count(*) from orders_orders o {join} where {EverPaid} and ({what})");

    static string Postings(string cause) => $"(select count(distinct p.posting_id) from payments_ledger p where p.order_id = o.id and p.cause = '{cause}')";
    static string Told(string topic, string about = "") => $"(select count(*) from notices_messages n where n.order_id = o.id and n.topic = '{topic}' {about})";
}

sealed record Sums(long Orders, long Grams, long Fen, long Oversold, long MoneyWithoutOrder, long OrdersWithoutMoney, long LedgerBalance, long Parked, long Undone);
