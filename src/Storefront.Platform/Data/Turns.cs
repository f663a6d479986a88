using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Storefront.Platform.Data;

/// <summary>Taking turns at something that is no row, and so cannot be locked as one.</summary>
public static class Turns
{
    extension(StoreDb db)
    {
        /// <summary>
        /// Waits until whoever took the same turn has committed or given up, and keeps it until this transaction ends. To be called before anything is read that
        /// the other may change. On SQLite the transaction already is the only writer.
        /// </summary>
        public async Task TakeTurn(string name, CancellationToken ct)
        {
            if (!db.OnPostgres) return;
            var key = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({key})", ct);
        }
    }
}
