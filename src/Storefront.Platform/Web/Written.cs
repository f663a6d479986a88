using Storefront.Contracts;

namespace Storefront.Platform.Web;

/// <summary>Translated text on a page: what is shown, and the lang attribute where it is in another language than the page.</summary>
public static class Written
{
    extension(Text text)
    {
        public string Here => text.In(Languages.Current);
        /// <summary>Null where the text is in the language that the page says it is in: Razor then leaves the attribute out.</summary>
        public string? Lang => text.LanguageOf(Languages.Current) is var language && language == Languages.Spoken(Languages.Current) ? null : Languages.Tag(language);
    }
}
