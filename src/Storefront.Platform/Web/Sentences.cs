using FluentValidation.Results;
using Microsoft.Extensions.Localization;
using Storefront.Contracts;

namespace Storefront.Platform.Web;

/// <summary>A module's words: the class whose .resx files stand beside it.</summary>
public sealed record ModuleWords(Type Words);

/// <summary>The sentence of a refusal in the current language, found in the words of whichever module knows its code.</summary>
public sealed class Sentences(IEnumerable<ModuleWords> modules, IStringLocalizerFactory factory)
{
    readonly IStringLocalizer[] words = [factory.Create(typeof(Words)), .. modules.Select(m => factory.Create(m.Words))];

    public string Of(Refusal refusal) => Of(refusal.Code, [.. refusal.Arguments]);

    /// <summary>Rules of validators carry their code as the message, or a whole refusal.</summary>
    public string Of(ValidationFailure failure) => failure.CustomState is Refusal refusal ? Of(refusal) : Of(failure.ErrorMessage, []);

    public string Of(string code, object[] arguments)
    {
        foreach (var known in words)
            if (known[$"refusal.{code}"] is { ResourceNotFound: false } sentence) return arguments.Length == 0 ? sentence.Value
                : string.Format(System.Globalization.CultureInfo.CurrentCulture, sentence.Value, [.. arguments.Select(Shown)]);
        return code;
    }

    static object Shown(object argument) => argument switch
    {
        Money money => Show.Price(money),
        Mass mass => Show.Kilograms(mass),
        Text text => text.In(Languages.Current),
        DateOnly day => Show.Day(day),
        ArrivalWindow window => Show.Window(window),
        DateTime moment => Show.Moment(moment),
        int number => Show.Count(number),
        _ => argument,
    };
}

public static class RefusedByRule
{
    /// <summary>As one of the things that are wrong with a form: all of them are said at once.</summary>
    public static void AddFailure<T>(this FluentValidation.ValidationContext<T> found, Refusal refusal) =>
        found.AddFailure(new ValidationFailure(refusal.Field ?? "", refusal.Code) { CustomState = refusal });
}
