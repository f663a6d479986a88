using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Platform.Data;

/// <summary>Pragmas belong to a connection, so each opening sets them: a commit that was answered survives a power cut.</summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    const string Pragmas = "pragma synchronous = full; pragma temp_store = memory";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    internal static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);      // SQLite answers in the process: there is nothing to await
        return Task.CompletedTask;
    }
}
