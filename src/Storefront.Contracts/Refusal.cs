namespace Storefront.Contracts;

/// <summary>How a refusal answers on the web: 422, 409, 404, 403, 503.</summary>
public enum RefusalKind { Invalid, Conflict, NotFound, Forbidden, Busy }

/// <summary>
/// A broken business rule that a person can do something about. Everything since the command began is rolled back.
/// The sentence stands in the module's words under <c>refusal.{code}</c>, with <see cref="Arguments"/> as its placeholders.
/// </summary>
public sealed class Refusal : Exception
{
    public Refusal(string code, RefusalKind kind = RefusalKind.Invalid, string? field = null, params object[] arguments) : base(code)
    {
        (Code, Kind, Field, Arguments) = (code, kind, field, arguments);
    }

    public string Code { get; }
    public RefusalKind Kind { get; }
    /// <summary>The form field it belongs beside, or null for the whole form.</summary>
    public string? Field { get; }
    public IReadOnlyList<object> Arguments { get; }
}
