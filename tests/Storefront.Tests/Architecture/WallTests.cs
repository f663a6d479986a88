using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Architecture;

/// <summary>What keeps eight modules eight (docs/decisions/0001). That the rules of <see cref="Walls"/> fail where they must is <see cref="WallsSeenToFailTests"/>'s to prove.</summary>
public sealed class WallTests
{
    [Fact]
    public void Only_the_host_and_the_tests_reference_modules()
    {
        string[] allowed = ["Storefront.Web", "Storefront.Tests", "Storefront.Load", "Storefront.Journeys"];
        foreach (var project in Repository.Files(".", "*.csproj").Where(p => !allowed.Contains(Path.GetFileNameWithoutExtension(p))))
            Walls.ModulesReferenced(XDocument.Load(Path.Combine(Repository.Root, project))).ShouldBeEmpty($"{project} references a module");
        foreach (var module in TheShop.Modules) Walls.MoreThanContractsAndPlatform(module).ShouldBeEmpty($"{module.GetName().Name} uses more than contracts and platform");
    }

    [Fact]
    public void Nobody_asks_whom_the_table_does_not_name()
    {
        var table = AskTable();
        foreach (var (asker, asked) in Asked()) table.GetValueOrDefault(asker, []).ShouldContain(asked, $"{asker} asks {asked}, which docs/architecture.md does not allow");
    }

    [Fact]
    public void A_row_that_nobody_uses_is_a_lie()
    {
        var asked = Asked();
        foreach (var (asker, whom) in AskTable().SelectMany(row => row.Value.Select(whom => (row.Key, whom)))) asked.ShouldContain((asker, whom),
            $"docs/architecture.md says that {asker} asks {whom}");
    }

    [Fact]
    public void Asking_forms_no_circle()
    {
        var table = AskTable();
        foreach (var start in table.Keys) Reaches(start, start, []).ShouldBeFalse($"{start} can be reached from itself");

        bool Reaches(string from, string wanted, HashSet<string> seen) =>
            table.GetValueOrDefault(from, []).Any(next => next == wanted || (seen.Add(next) && Reaches(next, wanted, seen)));
    }

    /// <summary>"Who asks whom" of docs/architecture.md.</summary>
    static Dictionary<string, string[]> AskTable() => Repository.Read("docs/architecture.md").Split("## Who asks whom")[1].Split("\n\n")
        .First(part => part.StartsWith("| module", StringComparison.Ordinal)).Split('\n').Skip(2)
        .Select(row => row.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells[1] != "the others")
        .ToDictionary(cells => cells[1].Split(' ')[0], cells => cells[2].Split(", "), StringComparer.Ordinal);

    /// <summary>Who really makes a question or command of whom: constructors of the contracts' requests that an assembly calls.</summary>
    static HashSet<(string Asker, string Asked)> Asked()
    {
        var requests = TheShop.Contracts.GetTypes().Where(IsRequest).Select(t => t.FullName!).ToHashSet(StringComparer.Ordinal);
        var found = new HashSet<(string, string)>();
        foreach (var assembly in TheShop.Modules.Append(TheShop.Platform))
        {
            var asker = assembly.GetName().Name!["Storefront.".Length..];
            using var file = new PEReader(File.OpenRead(assembly.Location));
            var reader = file.GetMetadataReader();
            foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference).Where(m => m.Parent.Kind == HandleKind.TypeReference && reader.GetString(m.Name) == ".ctor"))
            {
                var type = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
                var name = $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
                if (requests.Contains(name) && name.Split('.')[2] is var asked && asked != asker) found.Add((asker, asked));
            }
        }
        return found;
    }

    static bool IsRequest(Type type) => type is { IsInterface: false, IsAbstract: false } && type.GetInterfaces()
        .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>));

    [Fact]
    public void Every_request_has_exactly_one_handler()
    {
        var handled = TheShop.All.SelectMany(a => a.GetTypes()).Where(t => !t.IsAbstract).SelectMany(t => t.GetInterfaces())
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)).GroupBy(i => i.GenericTypeArguments[0]).ToDictionary(g => g.Key, g => g.Count());
        foreach (var request in TheShop.All.SelectMany(a => a.GetTypes()).Where(IsRequest)) handled.GetValueOrDefault(request).ShouldBe(1, request.FullName);
    }

    [Fact]
    public void Contracts_speak_only_of_themselves_and_of_the_framework()
    {
        foreach (var type in TheShop.Contracts.GetExportedTypes()) Walls.StrangersExposed(type).ShouldBeEmpty(type.FullName);
        using var db = TheShop.OnSqlite();
        Walls.ContractsMapped(db.Model).ShouldBeEmpty("a contract is mapped to a table");
    }

    [Fact]
    public void Controllers_touch_no_database()
    {
        var controllers = TheShop.Modules.Append(TheShop.Web).SelectMany(m => m.GetTypes()).Where(t => t.IsAssignableTo(typeof(ControllerBase))).ToList();
        controllers.ShouldNotBeEmpty();
        foreach (var controller in controllers) Walls.DatabaseHeld(controller).ShouldBeEmpty(controller.FullName);
        foreach (var file in Repository.Files("src", "*.cs")) Walls.DatabaseNamed(Repository.Read(file)).ShouldBeEmpty($"{file} is a controller and names the database");
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Storefront.sln").Replace('\\', '/');
        foreach (var project in Repository.Files(".", "*.csproj").Select(p => p.StartsWith("./", StringComparison.Ordinal) ? p[2..] : p)) solution.ShouldContain($"\"{project}\"");
    }
}
