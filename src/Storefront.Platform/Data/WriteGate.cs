namespace Storefront.Platform.Data;

/// <summary>
/// SQLite has one writer. All writes of the process pass this gate one after another, without a thread that sleeps or a busy answer;
/// on PostgreSQL it stands open. Not re-entrant: only the outermost command and <see cref="GatedSaves"/> enter it.
/// </summary>
public sealed class WriteGate
{
    readonly SemaphoreSlim one = new(1, 1);

    internal async ValueTask<IDisposable?> Enter(StoreDb db, CancellationToken ct)
    {
        if (db.OnPostgres) return null;
        await one.WaitAsync(ct);
        return new Leave(one);
    }

    sealed class Leave(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
