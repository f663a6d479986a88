namespace Storefront.Platform;

/// <summary>
/// A setting that the shop cannot serve without, found missing while it was put together. The shop then does not start but says the sentence;
/// what an operator runs beside it (migrate, create-office) still works.
/// </summary>
public sealed record Missing(string Sentence);
