using Storefront.Contracts;

namespace Storefront.Community.Answers;

internal static class Answering
{
    public const int AtMost = 1000;

    /// <summary>An answer as it is kept; it stands in a field named after what it answers.</summary>
    public static string Checked(string? answer, Guid what) => (answer ?? "").Trim() switch
    {
        "" => throw new Refusal("answer-missing", field: $"answer-{what}"),
        { Length: > AtMost } => throw new Refusal("answer-too-long", field: $"answer-{what}", arguments: [AtMost]),
        var given => given,
    };
}
