using Microsoft.Extensions.Localization;
using Storefront.Platform.Web;

namespace Storefront.Platform.Tibetan;

/// <summary>The words of the modules, on Tibetan pages with the few that have a Tibetan one.</summary>
public sealed class TibetanWords(ResourceManagerStringLocalizerFactory all) : IStringLocalizerFactory
{
    public IStringLocalizer Create(Type resourceSource) => new OfModule(all.Create(resourceSource));
    public IStringLocalizer Create(string baseName, string location) => new OfModule(all.Create(baseName, location));

    sealed class OfModule(IStringLocalizer words) : IStringLocalizer
    {
        public LocalizedString this[string name] => Languages.Current == "bo" ? WithTibetan(name) : words[name];
        /// <summary>Sentences with something to fill in: none of them is in the glossary.</summary>
        public LocalizedString this[string name, params object[] arguments] => words[name, arguments];
        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => words.GetAllStrings(includeParentCultures);

        LocalizedString WithTibetan(string name)
        {
            var (tibetan, chinese) = (words[name], Languages.In(Languages.Default, () => words[name]));
            return tibetan.Value == chinese.Value ? chinese : new TibetanWord(name, chinese.Value, tibetan.Value);
        }
    }
}
