using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Storefront.Platform.Data;

/// <summary>
/// The engine-specific SQL of the shop: many rows in one statement on PostgreSQL (arrays and unnest), one prepared command on SQLite, which
/// lives in the process. The change tracker is not asked: these are for batches, where it cost four times the rest (docs/performance.md).
/// All of them take part in the current transaction.
/// </summary>
public static class Sets
{
    extension(StoreDb db)
    {
        /// <summary>Inserts entities as they are. Columns that the database fills are left to it.</summary>
        public Task InsertMany<T>(IReadOnlyList<T> rows, CancellationToken ct) where T : class => db.Insert(rows, "", ct);

        /// <summary>Inserts the rows of several tables, in the order given: on PostgreSQL by one round trip.</summary>
        public async Task InsertAll(IReadOnlyList<IReadOnlyList<object>> tables, CancellationToken ct)
        {
            var filled = tables.Where(rows => rows.Count > 0);
            if (!db.OnPostgres)
            {
                foreach (var rows in filled) await db.InsertEach(rows, Shape.Of(db, rows[0].GetType()), "", ct);
                return;
            }
            await using var batch = db.Database.GetDbConnection().CreateBatch();
            batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            foreach (var rows in filled)
            {
                var shape = Shape.Of(db, rows[0].GetType());
                var command = batch.CreateBatchCommand();
                command.CommandText = shape.UnnestInsert;
                shape.AddArrays(command.Parameters, command.CreateParameter, rows);
                batch.BatchCommands.Add(command);
            }
            if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(ct);
        }

        /// <summary>
        /// Inserts the rows that no unique key holds yet and returns how many those were; give them in key order. Of two that insert the same at once, one sees 1 and
        /// the other waits for it and sees 0, without an error that would end the transaction.
        /// </summary>
        public Task<int> InsertMissing<T>(IReadOnlyList<T> rows, CancellationToken ct) where T : class => db.Insert(rows, " on conflict do nothing", ct);

        /// <summary>As <see cref="InsertMissing"/>, and returns the rows that were not there.</summary>
        public async Task<IReadOnlyList<T>> InsertNew<T>(IReadOnlyList<T> rows, CancellationToken ct) where T : class
        {
            if (rows.Count == 0) return rows;
            var shape = Shape.Of(db, typeof(T));
            if (!db.OnPostgres)
            {
                var inserted = new List<T>(rows.Count);
                foreach (var row in rows)
                    if (await db.InsertEach([row], shape, " on conflict do nothing", ct) == 1) inserted.Add(row);
                return inserted;
            }
            await using var command = db.Command();
            command.CommandText = $"{shape.UnnestInsert} on conflict do nothing returning {string.Join(", ", shape.Key.Select(k => k.Name))}";
            shape.AddArrays(command.Parameters, command.CreateParameter, rows);
            var found = new HashSet<string>(StringComparer.Ordinal);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) found.Add(string.Join('\n', shape.Key.Select((_, i) => reader.GetValue(i))));
            return [.. rows.Where(row => found.Contains(string.Join('\n', shape.Key.Select(k => k.Value(row)))))];
        }

        async Task<int> Insert<T>(IReadOnlyList<T> rows, string conflict, CancellationToken ct) where T : class
        {
            if (rows.Count == 0) return 0;
            var shape = Shape.Of(db, typeof(T));
            if (!db.OnPostgres) return await db.InsertEach(rows, shape, conflict, ct);
            await using var command = db.Command();
            command.CommandText = shape.UnnestInsert + conflict;
            shape.AddArrays(command.Parameters, command.CreateParameter, rows);
            return await command.ExecuteNonQueryAsync(ct);
        }

        async Task<int> InsertEach(IReadOnlyList<object> rows, Shape shape, string conflict, CancellationToken ct)
        {
            await using var command = db.Command();
            command.CommandText = shape.RowInsert + conflict;
            for (var c = 0; c < shape.Columns.Length; c++) Add(command, $"@p{c}", DBNull.Value);
            var inserted = 0;
            foreach (var row in rows)
            {
                for (var c = 0; c < shape.Columns.Length; c++) command.Parameters[c].Value = shape.Columns[c].Value(row) ?? DBNull.Value;
                inserted += await command.ExecuteNonQueryAsync(ct);
            }
            return inserted;
        }

        /// <summary>
        /// Claims work whose <c>due_at</c> has come, oldest first: it is due again after the lease, for the case that who claimed it dies, and
        /// counts one more attempt. Who has done it sets <c>due_at</c> to null. The table has the columns id, due_at and attempts.
        /// </summary>
        public async Task<IReadOnlyList<T>> ClaimDue<T>(DateTime now, TimeSpan lease, int atMost, CancellationToken ct) where T : class
        {
            var (table, key) = Shape.TableOf(db, typeof(T));
            var due = $$"""select {{key}} from {{table}} where due_at <= {1} order by due_at limit {2}""";
            // An array is looked up by key; joined to the table, what is due would be found by reading all of it, as long as the plan from its small days is kept.
            var claim = $$"""
                update {{table}} set due_at = {0}, attempts = attempts + 1
                where {{key}} {{(db.OnPostgres ? $"= any(array({due} for update skip locked))" : $"in ({due})")}}
                returning *
                """;
            return await db.Set<T>().FromSqlRaw(claim, now + lease, now, atMost).AsNoTracking().ToListAsync(ct);
        }

        /// <summary>
        /// Locks rows by id in key order until the transaction ends, so that no two transactions can wait for each other.
        /// On SQLite the transaction already is the only writer.
        /// </summary>
        public async Task LockRows<T>(IEnumerable<Guid> ids, CancellationToken ct) where T : class
        {
            if (!db.OnPostgres) return;
            var (table, key) = Shape.TableOf(db, typeof(T));
            await using var command = db.Command();
            // Row by row through the key, whatever the planner knows of the table: a plan that was cached while it was empty would read all of it.
            command.CommandText = $"select 1 from (select id from unnest(@ids) as asked(id) order by id) as k cross join lateral (select 1 from {table} where {key} = k.id for update) as locked";
            Add(command, "ids", ids.Distinct().ToArray());
            await command.ExecuteNonQueryAsync(ct);
        }

        /// <summary>Locks those of the rows that nobody else has locked, without waiting, until the transaction ends, and returns their ids: on SQLite all.</summary>
        public async Task<IReadOnlyList<Guid>> LockFreeRows<T>(IReadOnlyList<Guid> ids, CancellationToken ct) where T : class
        {
            if (!db.OnPostgres) return ids;
            var (table, key) = Shape.TableOf(db, typeof(T));
            await using var command = db.Command();
            command.CommandText = $"select locked.id from unnest(@ids) as k(id) cross join lateral (select {key} as id from {table} where {key} = k.id for update skip locked) as locked";
            Add(command, "ids", ids.ToArray());
            var locked = new List<Guid>(ids.Count);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) locked.Add(reader.GetGuid(0));
            return locked;
        }

        /// <summary>Adds to a number of many rows at once; each id at most once. Returns how many rows there were.</summary>
        public async Task<int> AddTo<T>(string column, IReadOnlyCollection<(Guid Id, int Delta)> deltas, CancellationToken ct) where T : class
        {
            if (deltas.Count == 0) return 0;
            var (table, key) = Shape.TableOf(db, typeof(T));
            await using var command = db.Command();
            if (db.OnPostgres)
            {
                command.CommandText = $"update {table} as t set {column} = t.{column} + d.delta from unnest(@ids, @deltas) as d(id, delta) where t.{key} = d.id";
                Add(command, "ids", deltas.Select(d => d.Id).ToArray());
                Add(command, "deltas", deltas.Select(d => d.Delta).ToArray());
                return await command.ExecuteNonQueryAsync(ct);
            }
            command.CommandText = $"update {table} set {column} = {column} + @delta where {key} = @id";
            Add(command, "@id", DBNull.Value);
            Add(command, "@delta", DBNull.Value);
            var changed = 0;
            foreach (var (id, delta) in deltas)
            {
                command.Parameters[0].Value = id;
                command.Parameters[1].Value = delta;
                changed += await command.ExecuteNonQueryAsync(ct);
            }
            return changed;
        }

        /// <summary>Sets columns of many rows at once, to values of their own: the first id's are the first values.</summary>
        public async Task SetEach<T>(IReadOnlyList<Guid> ids, IReadOnlyList<(string Column, Array Values)> columns, CancellationToken ct) where T : class
        {
            if (ids.Count == 0) return;
            var (table, key) = Shape.TableOf(db, typeof(T));
            await using var command = db.Command();
            if (db.OnPostgres)
            {
                command.CommandText = $"""
                    update {table} as t set {string.Join(", ", columns.Select(c => $"{c.Column} = d.{c.Column}"))}
                    from unnest(@ids, {string.Join(", ", columns.Select(c => $"@{c.Column}"))}) as d(id, {string.Join(", ", columns.Select(c => c.Column))}) where t.{key} = d.id
                    """;
                Add(command, "ids", ids.ToArray());
                foreach (var (column, values) in columns) Add(command, column, values);
                await command.ExecuteNonQueryAsync(ct);
                return;
            }
            command.CommandText = $"update {table} set {string.Join(", ", columns.Select(c => $"{c.Column} = @{c.Column}"))} where {key} = @id";
            Add(command, "@id", DBNull.Value);
            foreach (var (column, _) in columns) Add(command, $"@{column}", DBNull.Value);
            for (var r = 0; r < ids.Count; r++)
            {
                command.Parameters[0].Value = ids[r];
                for (var c = 0; c < columns.Count; c++) command.Parameters[c + 1].Value = columns[c].Values.GetValue(r) ?? DBNull.Value;
                await command.ExecuteNonQueryAsync(ct);
            }
        }

        /// <summary>A command on this context's connection and transaction.</summary>
        internal DbCommand Command()
        {
            var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            return command;
        }
    }

    internal static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    sealed record Column(string Name, Type ArrayType, Func<object, object?> Value);

    /// <summary>How an entity's columns are read, made once from EF's model.</summary>
    sealed class Shape
    {
        static readonly ConcurrentDictionary<(Type Context, Type Entity), Shape> Known = new();
        public required Column[] Columns { get; init; }
        public required Column[] Key { get; init; }
        public required string UnnestInsert { get; init; }
        public required string RowInsert { get; init; }

        /// <summary>One array a column, for unnest.</summary>
        public void AddArrays(DbParameterCollection parameters, Func<DbParameter> create, IReadOnlyList<object> rows)
        {
            for (var c = 0; c < Columns.Length; c++)
            {
                var values = Array.CreateInstance(Columns[c].ArrayType, rows.Count);
                for (var r = 0; r < rows.Count; r++) values.SetValue(Columns[c].Value(rows[r]), r);
                var parameter = create();
                parameter.ParameterName = $"p{c}";
                parameter.Value = values;
                parameters.Add(parameter);
            }
        }

        public static (string Table, string Key) TableOf(StoreDb db, Type type)
        {
            var entity = db.Model.FindEntityType(type)!;
            return (entity.GetTableName()!, entity.FindPrimaryKey()!.Properties[0].GetColumnName());
        }

        public static Shape Of(StoreDb db, Type type) => Known.GetOrAdd((db.GetType(), type), _ => Make(db, type));

        static Shape Make(StoreDb db, Type type)
        {
            var entity = db.Model.FindEntityType(type)!;
            var row = Expression.Parameter(typeof(object));
            var columns = ColumnsOf(entity, Expression.Convert(row, type), row).ToArray();
            var table = entity.GetTableName()!;
            var names = string.Join(", ", columns.Select(c => c.Name));
            return new()
            {
                Columns = columns,
                Key = [.. (entity.FindPrimaryKey()?.Properties ?? []).Select(p => p.GetColumnName()).Select(name => columns.Single(c => c.Name == name))],
                UnnestInsert = $"insert into {table} ({names}) select * from unnest({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})",
                RowInsert = $"insert into {table} ({names}) values ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})",
            };
        }

        static IEnumerable<Column> ColumnsOf(ITypeBase type, Expression holder, ParameterExpression row)
        {
            foreach (var property in type.GetProperties())
            {
                if (property.PropertyInfo is not { } info)
                    throw new InvalidOperationException($"{property} has no CLR property: InsertMany cannot read it.");
                if (property.ValueGenerated == ValueGenerated.OnAdd) continue;
                var read = Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(holder, info), typeof(object)), row).Compile();
                var converter = property.GetTypeMapping().Converter;
                var stored = converter?.ProviderClrType ?? property.ClrType;
                stored = Nullable.GetUnderlyingType(stored) ?? stored;
                var array = property.IsNullable && stored.IsValueType ? typeof(Nullable<>).MakeGenericType(stored) : stored;
                yield return new(property.GetColumnName(), array,
                    converter is null ? read : row => read(row) is { } value ? converter.ConvertToProvider(value) : null);
            }
            foreach (var complex in type.GetComplexProperties())
                foreach (var column in ColumnsOf(complex.ComplexType, Expression.Property(holder, complex.PropertyInfo!), row))
                    yield return column;
        }
    }
}
