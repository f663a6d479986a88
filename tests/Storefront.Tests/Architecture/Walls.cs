using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Storefront.Tests.Architecture;

/// <summary>The rules between modules, each a function from what is looked at to what breaks it.</summary>
static partial class Walls
{
    public static IEnumerable<string> ModulesReferenced(XDocument project) =>
        project.Descendants("ProjectReference").Select(r => (string)r.Attribute("Include")!).Where(r => ModuleProject().IsMatch(r));

    [GeneratedRegex(@"Modules|Storefront\.(Catalog|Promotions|Orders|Payments|Shipping|Accounts|Community|Notices)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ModuleProject();

    public static IEnumerable<string> MoreThanContractsAndPlatform(Assembly module) =>
        module.GetReferencedAssemblies().Select(r => r.Name!).Where(r => r.StartsWith("Storefront.", StringComparison.Ordinal))
            .Except(["Storefront.Contracts", "Storefront.Platform"], StringComparer.Ordinal);

    /// <summary>What a contract shows of anything but contracts and the framework.</summary>
    public static IEnumerable<Type> StrangersExposed(Type contract) => Exposed(contract).SelectMany(Parts).Distinct().Where(used =>
        used.Assembly != TheShop.Contracts && !used.Assembly.GetName().Name!.StartsWith("System.", StringComparison.Ordinal) && used.Assembly != typeof(Unit)
            .Assembly && used.Assembly != typeof(IRequest<>).Assembly);

    public static IEnumerable<Type> ContractsMapped(IReadOnlyModel model) => model.GetEntityTypes().Select(e => e.ClrType).Where(t => t.Assembly == TheShop.Contracts);

    /// <summary>What a controller keeps, takes or is given of the database.</summary>
    public static IEnumerable<Type> DatabaseHeld(Type controller) => controller.GetConstructors().SelectMany(c => c.GetParameters().Select(p => p.ParameterType))
        .Concat(controller.GetFields(Everything).Select(f => f.FieldType)).Concat(controller.GetProperties(Everything).Select(p => p.PropertyType))
        .Concat(controller.GetMethods(Everything).SelectMany(m => m.GetParameters().Select(p => p.ParameterType))).SelectMany(Parts).Distinct()
        .Where(t => t.IsAssignableTo(typeof(DbContext)) || t.FullName!.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || t.FullName.StartsWith("Storefront.Platform.Data", StringComparison.Ordinal));

    /// <summary>What a controller's source names of the database: a method may fetch it where no signature shows.</summary>
    public static string DatabaseNamed(string source) => AController().IsMatch(source) ? Database().Match(source).Value : "";

    [GeneratedRegex(@"class \w+(\([^)]*\))?\s*:\s*(ShopController|Controller|ControllerBase)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AController();

    [GeneratedRegex(@"EntityFrameworkCore|\bStoreDb\b|Platform\.Data|\bDbSet\b|\bDbContext\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Database();

    const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static IEnumerable<Type> Exposed(Type type) =>
    [
        .. type.GetInterfaces(), .. type.BaseType is { } parent ? new[] { parent } : [],
        .. type.GetProperties().Select(p => p.PropertyType), .. type.GetFields().Select(f => f.FieldType),
        .. type.GetMethods().SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType)),
        .. type.GetConstructors().SelectMany(c => c.GetParameters().Select(p => p.ParameterType)),
    ];

    static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GenericTypeArguments.SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : type.IsGenericParameter ? [] : [type];
}
