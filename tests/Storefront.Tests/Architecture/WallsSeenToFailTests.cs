using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Orders;
using Storefront.Orders;
using Storefront.Platform.Data;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Architecture;

/// <summary>A guard counts only when it is seen to fail: each rule of <see cref="Walls"/> is shown what it forbids, and what it must let pass.</summary>
public sealed class WallsSeenToFailTests
{
    [Theory]
    [InlineData("../Orders/Storefront.Orders.csproj", 1)]
    [InlineData("$(MSBuildThisFileDirectory)../Modules/Payments/Storefront.Payments.csproj", 1)]
    [InlineData("../../src/Modules/*/*.csproj", 1)]
    [InlineData("../../Storefront.Platform/Storefront.Platform.csproj", 0)]
    public void A_project_that_references_a_module_is_found(string reference, int found) =>
        Walls.ModulesReferenced(XDocument.Parse($"<Project><ItemGroup><ProjectReference Include=\"{reference}\" /></ItemGroup></Project>")).Count().ShouldBe(found);

    [Fact]
    public void An_assembly_that_uses_modules_is_found()
    {
        // The tests' own assembly does what no module may, and so does the host.
        Walls.MoreThanContractsAndPlatform(typeof(WallsSeenToFailTests).Assembly).ShouldContain("Storefront.Orders");
        Walls.MoreThanContractsAndPlatform(TheShop.Web).ShouldContain("Storefront.Catalog");
        Walls.ModulesReferenced(XDocument.Load(Path.Combine(Repository.Root, "src/Storefront.Web/Storefront.Web.csproj"))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(typeof(IsGivenTheDatabase))]
    [InlineData(typeof(KeepsASet))]
    [InlineData(typeof(TakesAQuery))]
    public void A_controller_that_touches_ef_core_is_found(Type controller) => Walls.DatabaseHeld(controller).ShouldNotBeEmpty();

    [Theory]
    [InlineData("public sealed class C(IMediator shop) : ShopController { void M() => HttpContext.RequestServices.GetService<StoreDb>(); }", "StoreDb")]
    [InlineData("using Microsoft.EntityFrameworkCore;\nclass C : Controller;", "EntityFrameworkCore")]
    [InlineData("public class C : ControllerBase { void M(DbContext db) { } }", "DbContext")]
    [InlineData("public sealed class C(IMediator shop) : ShopController;", "")]
    [InlineData("sealed class Handler(StoreDb db) : IRequestHandler<Ask, int>;", "")]
    public void A_controller_whose_source_names_the_database_is_found(string source, string named) => Walls.DatabaseNamed(source).ShouldBe(named);

    [Theory]
    [InlineData(typeof(HasAnEntity))]
    [InlineData(typeof(AnswersEntities))]
    [InlineData(typeof(TakesAnEntity))]
    [InlineData(typeof(IsAnEntity))]
    public void A_contract_that_exposes_an_entity_is_found(Type contract) => Walls.StrangersExposed(contract).ShouldBe([typeof(Order)]);

    [Fact]
    public void A_contract_that_is_mapped_to_a_table_is_found()
    {
        var model = new ModelBuilder();
        model.Entity<OrderExpired>().HasNoKey();
        model.Entity<Order>().Ignore(o => o.Contact).Ignore(o => o.Address);
        Walls.ContractsMapped(model.Model).ShouldBe([typeof(OrderExpired)]);
    }

    sealed class IsGivenTheDatabase(StoreDb db) : ShopController
    {
        public string? Connection => db.Database.ProviderName;
    }

    sealed class KeepsASet : Controller
    {
        DbSet<Order>? Orders { get; }
    }

    sealed class TakesAQuery : ControllerBase
    {
        static void Look(List<StoreDb?> from) => _ = from;
    }

    sealed class HasAnEntity
    {
        public Order? Order { get; init; }
    }

    sealed class AnswersEntities
    {
        public static Task<IReadOnlyList<Order>> Find() => Task.FromResult<IReadOnlyList<Order>>([]);
    }

    sealed class TakesAnEntity
    {
        public static void Keep(Order[] orders) => _ = orders;
    }

    sealed class IsAnEntity : IComparable<Order>
    {
        public int CompareTo(Order? other) => 0;
    }
}
