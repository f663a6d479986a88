using System.Text.Json.Nodes;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

/// <summary>The demo village speaks every complete language, and invents nothing about people who are real.</summary>
public sealed class VillageTests
{
    static JsonNode Village => JsonNode.Parse(Repository.Read("src/Modules/Catalog/Village/village.json"))!;

    [Fact]
    public void Everything_stands_in_every_complete_language()
    {
        var texts = Texts(Village).ToList();
        texts.ShouldNotBeEmpty();
        texts.Where(t => string.IsNullOrWhiteSpace((string?)t["en"]) || string.IsNullOrWhiteSpace((string?)t["fr"])).Select(t => (string?)t["zh"]).ShouldBeEmpty();
    }

    [Fact]
    public void A_real_producer_has_no_invented_year_and_no_invented_words()
    {
        var real = Village["producers"]!.AsArray().Where(p => !(bool)p!["fictional"]!).ToList();
        real.ShouldNotBeEmpty();
        real.ShouldAllBe(p => p!["since"] == null && p["quote"] == null);
    }

    static IEnumerable<JsonObject> Texts(JsonNode? node) => node switch
    {
        JsonObject text when text.ContainsKey("zh") => [text],
        JsonObject o => o.SelectMany(member => Texts(member.Value)),
        JsonArray array => array.SelectMany(Texts),
        _ => [],
    };
}
