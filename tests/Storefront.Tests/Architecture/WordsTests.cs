using System.Text.RegularExpressions;
using System.Xml.Linq;
using Storefront.Platform.Web;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Architecture;

/// <summary>Every sentence stands in every complete language, and none stands in a view or in code.</summary>
public sealed partial class WordsTests
{
    static readonly string[] Complete = ["", ".en", ".fr"];

    static Dictionary<string, string> Read(string path) => File.Exists(Path.Combine(Repository.Root, path))
        ? XDocument.Load(Path.Combine(Repository.Root, path)).Root!.Elements("data").ToDictionary(d => (string)d.Attribute("name")!, d => (string)d.Element("value")!, StringComparer.Ordinal)
        : [];

    /// <summary>The sentences of a module or of the host, by key.</summary>
    internal static Dictionary<string, string> Words(string home, string language) => Read($"{home}/Words{language}.resx");
    internal static IReadOnlyList<string> Homes { get; } = [.. Repository.Files("src", "Words.resx").Select(f => f[..^"/Words.resx".Length])];

    [Fact]
    public void Each_language_says_everything_with_the_same_placeholders()
    {
        Homes.ShouldNotBeEmpty();
        foreach (var home in Homes)
        {
            var chinese = Words(home, "");
            foreach (var language in Complete.Skip(1))
            {
                var other = Words(home, language);
                chinese.Keys.Except(other.Keys).ShouldBeEmpty($"missing in {home}/Words{language}.resx");
                other.Keys.Except(chinese.Keys).ShouldBeEmpty($"only in {home}/Words{language}.resx");
                foreach (var (key, sentence) in chinese)
                {
                    Placeholders(other[key]).ShouldBe(Placeholders(sentence), $"{home} {key}{language}");
                    other[key].Trim().ShouldNotBeEmpty($"{home} {key}{language}");
                }
            }
        }
    }

    static string Placeholders(string sentence) => string.Join(' ', Placeholder().Matches(sentence).Select(m => m.Groups["n"].Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{(?<n>\d+)(:[^}]*)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    /// <summary>"1 boxes" is what comes of a number before a plural; such a word needs both its forms: {0:box|boxes}.</summary>
    [Theory, InlineData(".en"), InlineData(".fr")]
    public void No_number_stands_before_a_plural_alone(string language)
    {
        string[] noPlurals = ["helps", "goes", "comes", "was", "has", "is", "stands", "colis", "vous", "dans", "reçus", "libres", "remboursés", "rendus", "emballés", "pris"];
        foreach (var home in Homes)
            foreach (var (key, sentence) in Words(home, language))
                Plural().Matches(sentence).Select(m => m.Groups["word"].Value).Except(noPlurals, StringComparer.Ordinal).ShouldBeEmpty($"{home} {key}{language}");
    }

    [GeneratedRegex(@"\{\d(:[^}|]*)?\}\s(more\s|other\s)?(?<word>\p{Ll}+s)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plural();

    [Fact]
    public void The_scan_of_plurals_finds_them_and_leaves_those_with_both_forms()
    {
        Plural().Matches("{0} boxes, {1:0.#} hours, {2} more minutes").Select(m => m.Groups["word"].Value).ShouldBe(["boxes", "hours", "minutes"]);
        Plural().Matches("{0} {0:box|boxes}, {1} kg").ShouldBeEmpty();
    }

    /// <summary>{0:box|boxes} works for a Count; a plain number would write "box|boxes".</summary>
    [Fact]
    public void What_has_two_forms_is_given_a_count()
    {
        var seen = 0;
        foreach (var view in Repository.Files("src", "*.cshtml"))
        {
            var source = Repository.Read(view);
            var words = Complete.SelectMany(l => Words(TheShop.HomeOf(view), l)).ToLookup(w => w.Key, w => w.Value, StringComparer.Ordinal);
            foreach (Match used in Key().Matches(source))
            {
                var places = words[used.Groups["key"].Value].SelectMany(s => BothForms().Matches(s))
                    .Select(m => int.Parse(m.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture)).Distinct().ToList();
                var given = Arguments(source, used.Index + used.Length);
                // As an attribute that a script fills in, the sentence itself.
                if (given.Count == 0 && Scripted().IsMatch(source[..used.Index])) continue;
                foreach (var place in places) given.ElementAtOrDefault(place).ShouldNotBeNull($"{used.Groups["key"].Value} in {view}")
                    .ShouldStartWith("Show.Count(", customMessage: $"{used.Groups["key"].Value} in {view}");
                seen += places.Count;
            }
        }
        seen.ShouldBeGreaterThan(20);
    }

    /// <summary>What is given to T["key", ...], from the key's closing quotation mark on.</summary>
    static List<string> Arguments(string source, int at)
    {
        var (arguments, depth, begin) = (new List<string>(), 0, 0);
        for (at++; ; at++)
        {
            if (depth == 0 && source[at] is ',' or ']' && begin > 0) arguments.Add(source[begin..at].Trim());
            if (depth == 0 && source[at] == ']') return arguments;
            if (depth == 0 && source[at] == ',') begin = at + 1;
            depth += source[at] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
        }
    }

    [GeneratedRegex("""\bdata-[a-z-]+="@$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scripted();

    [GeneratedRegex(@"\{(?<n>\d+):[^}]*\|[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BothForms();

    /// <summary>An ordinary space would let a line begin with the mark.</summary>
    [Fact]
    public void French_marks_stay_with_their_words()
    {
        foreach (var home in Homes)
            foreach (var (key, sentence) in Words(home, ".fr")) Loose().Match(sentence).Value.ShouldBeEmpty($"{home} {key}.fr: {sentence}");
    }

    [GeneratedRegex(@"(\ |\w)[;!?»]|\ [:%]|«[^\u00A0\u202F]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loose();

    [Fact]
    public void Every_refusal_has_its_sentence()
    {
        var codes = Repository.Files("src", "*.cs").SelectMany(file =>
            Code().Matches(Repository.Read(file)).SelectMany(m => m.Groups["code"].Captures.Select(c => (Code: c.Value, file)))).ToList();
        codes.ShouldNotBeEmpty();
        foreach (var language in Complete)
        {
            var known = Homes.SelectMany(home => Words(home, language).Keys).ToHashSet(StringComparer.Ordinal);
            codes.Where(c => !known.Contains($"refusal.{c.Code}")).ShouldBeEmpty($"refusals without a sentence in Words{language}.resx");
        }
    }

    [Fact]
    public void The_scan_of_codes_finds_them_however_they_are_written()
    {
        const string written = """new Refusal("a", x) .WithMessage("b") new PriceRefused("c", []) Placed.No("d") : new("e", RefusalKind.Conflict) throw new Refusal(late ? "f" : early ? "g" : "h", RefusalKind.Conflict) Refusal Short(int left) => new("i")""";
        Code().Matches(written).SelectMany(m => m.Groups["code"].Captures.Select(c => c.Value)).ShouldBe(["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
    }

    /// <summary>A code is looked up in all modules, so two of them must not mean different things by it.</summary>
    [Fact]
    public void No_code_says_different_things()
    {
        foreach (var language in Complete)
            Homes.SelectMany(home => Words(home, language).Where(w => w.Key.StartsWith("refusal.", StringComparison.Ordinal)).Select(w => (w.Key, w.Value, home)))
                .GroupBy(w => w.Key, StringComparer.Ordinal).Where(code => code.DistinctBy(w => w.Value).Count() > 1)
                .Select(code => $"{code.Key} in {string.Join(" and ", code.Select(w => w.home))}").ShouldBeEmpty($"Words{language}.resx");
    }

    [GeneratedRegex("""(new (Refusal|PriceRefused)|\.WithMessage|Placed\.No)\(([^"();]+ \? )?"(?<code>[^"{]+)"(\s*:\s*([^"();]+ \? )?"(?<code>[^"{]+)")*|new\("(?<code>[^"{]+)", RefusalKind|Refusal \w+(\([^)]*\))? =>\s*new\("(?<code>[^"{]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    /// <summary>A language of some words, each marked on the page, is not yet the page's.</summary>
    [Fact]
    public void A_page_says_it_is_in_the_language_that_its_sentences_stand_in()
    {
        foreach (var language in Languages.All.Where(l => l != Languages.Default))
            Languages.Spoken(language).ShouldBe(Homes.All(home => Words(home, $".{language}").Count == Words(home, "").Count) ? language : Languages.Default);
    }

    [Fact]
    public void Every_key_that_a_view_uses_is_there()
    {
        foreach (var view in Repository.Files("src", "*.cshtml"))
        {
            var known = Words(TheShop.HomeOf(view), "");
            foreach (Match used in Key().Matches(Repository.Read(view))) known.Keys.ShouldContain(used.Groups["key"].Value, $"used in {view}");
        }
    }

    [GeneratedRegex("""\bT\["(?<key>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    /// <summary>Used is what stands in quotation marks somewhere, whole (a refusal by its code) or as the beginning of a key that is put together.</summary>
    [Fact]
    public void No_sentence_stands_there_for_nobody()
    {
        var source = string.Join('\n', Repository.Files("src", "*.cs").Concat(Repository.Files("src", "*.cshtml")).Select(Repository.Read));
        var begun = Begun().Matches(source).Select(m => m.Groups["key"].Value).Where(k => k != "refusal.").Distinct(StringComparer.Ordinal).ToList();
        foreach (var home in Homes)
            Words(home, "").Keys.Where(key => !Stands(key) && !(key.StartsWith("refusal.", StringComparison.Ordinal) && Stands(key["refusal.".Length..]))
                && !begun.Exists(b => key.StartsWith(b, StringComparison.Ordinal)))
                .ShouldBeEmpty($"nobody says these of {home}/Words.resx");

        bool Stands(string key) => source.Contains($"\"{key}\"", StringComparison.Ordinal);
    }

    [GeneratedRegex("""\$"(?<key>[\w.-]+[.-])\{""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Begun();

    [Fact]
    public void No_view_speaks_by_itself()
    {
        foreach (var view in Repository.Files("src", "*.cshtml")) ViewText.Spoken(Repository.Read(view)).ShouldBeEmpty($"{view} has text that is not in Words.resx");
    }

    [Theory]
    [InlineData("<p>Hello</p>", "Hello"), InlineData("@if (x > 1)\n{\n<p class=\"a\">@T[\"a.b\"] <b>苹果</b></p>\n}", "苹果"), InlineData("<img alt=\"Apples\">", "Apples")]
    [InlineData("@{ var a = \"text\"; if (a == \"b\") { a = \"c\"; } }\n<p>@T[\"k\", a] · @(a.Length > 2 ? T[\"x\"] : \"\")</p>", "")]
    [InlineData("@foreach (var (a, b) in Model.Where(x => x.Y > 2))\n{\n  var c = a.Z;\n  <p>@c.In(\"zh\") / @Show.Price(b)</p>\n}\nelse if (a)\n{\n}", "")]
    [InlineData("<a href=\"/@lang/x?to=@(a > b ? \"1\" : \"2\")\" aria-label=\"@T[\"x\"]\">@T[\"y\"]</a>", "")]
    public void The_scan_of_views_finds_what_is_spoken_and_nothing_else(string view, string spoken) => ViewText.Spoken(view).ShouldBe(spoken);

    [Fact]
    public void No_view_has_styles_or_scripts_that_the_policy_forbids()
    {
        foreach (var view in Repository.Files("src", "*.cshtml")) Forbidden().Match(Repository.Read(view)).Value.ShouldBeEmpty(view);
    }

    /// <summary>A browser cuts what is pasted without a word: what is too long is refused with a sentence, and stands there.</summary>
    [Fact]
    public void No_field_cuts_off_what_is_pasted()
    {
        foreach (var view in Repository.Files("src", "*.cshtml").Where(v => !v.EndsWith("_Layout.cshtml", StringComparison.Ordinal))) Repository.Read(view).ShouldNotContain("maxlength", customMessage: view);
    }

    [GeneratedRegex("""\sstyle\s*=|<style|<script(?![^>]*\ssrc=)(?![^>]*type="application/ld\+json")|\son[a-z]+\s*=\s*"|javascript:""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Forbidden();
}
