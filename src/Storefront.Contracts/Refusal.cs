namespace Storefront.Contracts;

/// <summary>How a refusal answers on the web: 422, 409, 404, 410, 403, 503, 429.</summary>
public enum RefusalKind { Invalid, Conflict, NotFound, Gone, Forbidden, Busy, TooOften }

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

/// <summary>Several refusals of one form, each beside its own field: a page of many rows names all of them at once. Answers like the gravest.</summary>
public sealed class ManyRefusals(IReadOnlyList<Refusal> all) : Exception(all[0].Code)
{
    public IReadOnlyList<Refusal> All { get; } = all;
    /// <summary>What was typed wrong is mended first; only where nothing is, the race that was lost is what is wrong.</summary>
    public RefusalKind Kind { get; } = all.Any(r => r.Kind == RefusalKind.Invalid) ? RefusalKind.Invalid : all[0].Kind;
}
