using Microsoft.EntityFrameworkCore;
using Storefront.Migrations;
using Storefront.Platform.Data;

namespace Storefront.Tests.Architecture;

/// <summary>No server is asked: the model is compared with the last snapshot of each history.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void The_model_is_what_the_migrations_of_sqlite_make() =>
        Check(TheShop.OnSqlite());

    [Fact]
    public void The_model_is_what_the_migrations_of_postgres_make() =>
        Check(TheShop.OnPostgres());

    static void Check(StoreDb db)
    {
        using (db) db.Database.HasPendingModelChanges().ShouldBeFalse("the model changed: run src/Storefront.Migrations/renew.sh");
    }

    [Fact]
    public void Every_table_carries_the_name_of_its_module()
    {
        using var db = TheShop.OnSqlite();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null))
        {
            var home = entity.ClrType.Assembly.GetName().Name is { } name && name.StartsWith("Storefront.", StringComparison.Ordinal) ? name["Storefront.".Length..]
                : "Accounts";      // Identity's own types
            entity.GetTableName()!.ShouldStartWith($"{home.ToLowerInvariant()}_", Case.Sensitive, entity.Name);
            foreach (var key in entity.GetForeignKeys()) key.PrincipalEntityType.GetTableName()!.Split('_')[0]
                .ShouldBe(entity.GetTableName()!.Split('_')[0], $"{entity.Name} refers to another module's table");
        }
    }
}
