using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Storefront.Tests.Catalog;

/// <summary>Listens to what Entity Framework sends while something runs.</summary>
internal sealed class Queries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    readonly List<string> sent = [];
    readonly AsyncLocal<bool> mine = new();

    int rows;

    public static async Task<IReadOnlyList<string>> During(Func<Task> act) => (await Measured(act)).Commands;

    public static async Task<(IReadOnlyList<string> Commands, int Rows)> Measured(Func<Task> act)
    {
        var queries = new Queries();
        queries.mine.Value = true;
        using (DiagnosticListener.AllListeners.Subscribe(queries)) await act();
        return (queries.sent, queries.rows);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // Other classes run beside this one: what they send does not carry our mark.
        if (mine.Value && value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData { Command.CommandText: var text })
            lock (sent) sent.Add(text);
        if (mine.Value && value.Key == RelationalEventId.DataReaderDisposing.Name && value.Value is DataReaderDisposingEventData { ReadCount: var read }) Interlocked.Add(ref rows, read);
    }

    public void OnCompleted() { }
    public void OnError(Exception error) { }
}
