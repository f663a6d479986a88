using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Platform.Data;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Platform;

public sealed class SeedTests
{
    [Fact]
    public async Task Nodes_that_start_at_once_on_a_new_database_plant_the_village_once()
    {
        var server = await PostgresServer.Connection();
        Assert.SkipWhen(server is null, await PostgresServer.WhyNot());
        var connection = $"{server};Database={await PostgresServer.NewDatabase(server!, null)};Pooling=false";
        var nodes = Enumerable.Range(0, 3).Select(_ => Shop.Start(connection, new TestClock())).ToList();
        try
        {
            await Task.WhenAll(nodes.Select(node => Task.Run(() => _ = node.Services)));
            await using var scope = nodes[0].Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<StoreDb>();
            (await db.Set<MarkRow>().CountAsync(m => m.Name == "accounts-demo-people")).ShouldBe(1);
            (await db.Set<Storefront.Accounts.Person>().CountAsync(p => p.UserName == "drolma")).ShouldBe(1);
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }
}
