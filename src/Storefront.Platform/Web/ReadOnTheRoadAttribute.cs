namespace Storefront.Platform.Web;

/// <summary>A page that is opened again and again where the signal is weak: worth packing as small as it gets.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ReadOnTheRoadAttribute : Attribute;
