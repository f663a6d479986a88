using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Migrations;
using Storefront.Platform.Data;

namespace Storefront.Tests.Catalog;

/// <summary>Does something each time that rows were read and nothing was made of them yet: where a race needs its worst moment.</summary>
internal sealed class AfterReading(Action act) : DbCommandInterceptor
{
    public static async Task<T> During<T>(IServiceProvider services, Action act, Func<StoreDb, Task<T>> read)
    {
        var after = new AfterReading(act);
        await using StoreDb db = services.GetService<DbContextOptions<PostgresStoreDb>>() is { } postgres
            ? new PostgresStoreDb(new DbContextOptionsBuilder<PostgresStoreDb>(postgres).AddInterceptors(after).Options)
            : new SqliteStoreDb(new DbContextOptionsBuilder<SqliteStoreDb>(services.GetRequiredService<DbContextOptions<SqliteStoreDb>>()).AddInterceptors(after).Options);
        return await read(db);
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        act();
        return result;
    }
}
