using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Storefront.Platform.Data;

/// <summary>
/// A query that is built and translated once for the life of the process, for what a visit asks a dozen times: building its expression cost more
/// than running it (docs/performance.md). Kept in a static field, apart by model, since tests have both engines in one process.
/// </summary>
public sealed class Compiled<TAsked, T>(Expression<Func<StoreDb, TAsked, IQueryable<T>>> query)
{
    readonly ConditionalWeakTable<IModel, Func<StoreDb, TAsked, IAsyncEnumerable<T>>> known = [];

    public async Task<List<T>> Of(StoreDb db, TAsked asked, CancellationToken ct)
    {
        var rows = new List<T>();
        await foreach (var row in known.GetValue(db.Model, _ => EF.CompileAsyncQuery(query))(db, asked).WithCancellation(ct)) rows.Add(row);
        return rows;
    }
}
