using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Architecture;

/// <summary>What keeps eight modules eight (docs/decisions/0001).</summary>
public sealed partial class WallTests
{
    [Fact]
    public void Only_the_host_and_the_tests_reference_modules()
    {
        string[] allowed = ["Storefront.Web", "Storefront.Tests", "Storefront.Load", "Storefront.Journeys"];
        foreach (var project in Repository.Files(".", "*.csproj").Where(p => !allowed.Contains(Path.GetFileNameWithoutExtension(p))))
            XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("ProjectReference").Select(r => (string)r.Attribute("Include")!)
                .ShouldNotContain(r => ModuleProject().IsMatch(r), $"{project} references a module");
        foreach (var module in TheShop.Modules)
            module.GetReferencedAssemblies().Select(r => r.Name!).Where(r => r.StartsWith("Storefront.", StringComparison.Ordinal)).Except(["Storefront.Contracts", "Storefront.Platform"])
                .ShouldBeEmpty($"{module.GetName().Name} uses more than contracts and platform");
    }

    [GeneratedRegex(@"Modules|Storefront\.(Catalog|Promotions|Orders|Payments|Shipping|Accounts|Community|Notices)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ModuleProject();

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
        foreach (var (asker, whom) in AskTable().SelectMany(row => row.Value.Select(whom => (row.Key, whom)))) asked.ShouldContain((asker, whom), $"docs/architecture.md says that {asker} asks {whom}");
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

    static bool IsRequest(Type type) => type is { IsInterface: false, IsAbstract: false } && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>));

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
        foreach (var type in TheShop.Contracts.GetExportedTypes())
            foreach (var used in Exposed(type).SelectMany(Parts))
                (used.Assembly == TheShop.Contracts || used.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal) || used.Assembly == typeof(Unit).Assembly || used.Assembly == typeof(IRequest<>).Assembly)
                    .ShouldBeTrue($"{type.FullName} exposes {used.FullName}");
        using var db = TheShop.OnSqlite();
        db.Model.GetEntityTypes().Where(e => e.ClrType.Assembly == TheShop.Contracts).ShouldBeEmpty("a contract is mapped to a table");
    }

    const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static IEnumerable<Type> Exposed(Type type) =>
    [
        .. type.GetInterfaces(), .. type.BaseType is { } parent ? new[] { parent } : [],
        .. type.GetProperties().Select(p => p.PropertyType), .. type.GetFields().Select(f => f.FieldType),
        .. type.GetMethods().SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)), .. type.GetConstructors().SelectMany(c => c.GetParameters().Select(p => p.ParameterType)),
    ];

    static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GenericTypeArguments.SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : type.IsGenericParameter ? [] : [type];

    [Fact]
    public void Controllers_touch_no_database()
    {
        var controllers = TheShop.Modules.Append(TheShop.Web).SelectMany(m => m.GetTypes()).Where(t => t.IsAssignableTo(typeof(ControllerBase))).ToList();
        controllers.ShouldNotBeEmpty();
        foreach (var controller in controllers)
        {
            var held = controller.GetConstructors().SelectMany(c => c.GetParameters().Select(p => p.ParameterType))
                .Concat(controller.GetFields(Everything).Select(f => f.FieldType)).Concat(controller.GetProperties(Everything).Select(p => p.PropertyType))
                .Concat(controller.GetMethods(Everything).SelectMany(m => m.GetParameters().Select(p => p.ParameterType))).SelectMany(Parts);
            held.ShouldNotContain(t => t.IsAssignableTo(typeof(DbContext)) || t.FullName!.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || t.FullName.StartsWith("Storefront.Platform.Data", StringComparison.Ordinal), controller.FullName);
        }
        foreach (var file in Repository.Files("src", "*.cs"))
        {
            var source = Repository.Read(file);
            if (AController().IsMatch(source)) Database().Match(source).Value.ShouldBeEmpty($"{file} is a controller and names the database");
        }
    }

    [GeneratedRegex(@"class \w+(\([^)]*\))?\s*:\s*(ShopController|Controller|ControllerBase)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AController();

    [GeneratedRegex(@"EntityFrameworkCore|\bStoreDb\b|Platform\.Data|\bDbSet\b|\bDbContext\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Database();

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Storefront.sln").Replace('\\', '/');
        foreach (var project in Repository.Files(".", "*.csproj").Select(p => p.StartsWith("./", StringComparison.Ordinal) ? p[2..] : p)) solution.ShouldContain($"\"{project}\"");
    }
}
