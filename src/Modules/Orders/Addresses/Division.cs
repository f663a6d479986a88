namespace Storefront.Orders.Addresses;

/// <summary>A province (1), city (2), district (3) or township (4) of mainland China, and what lies in it.</summary>
/// <param name="latin">In Latin letters, as README.md says, with other spellings behind a stroke; empty below the city.</param>
internal sealed class Division(int level, string name, string latin = "")
{
    static readonly string[] Endings = ["维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "地区", "省", "市", "盟", "区", "县", "旗"];

    public int Level => level;
    public string Name => name;
    readonly string[] spellings = latin.Split('/', StringSplitOptions.RemoveEmptyEntries);
    public string Latin => spellings is [var shown, ..] ? shown : "";
    public List<Division> Within => Townships.Length == 0 ? Known : [.. Known, .. Townships.Split('\n').Select(n => new Division(4, n))];
    /// <summary>What lies in it but for its townships.</summary>
    public List<Division> Known { get; } = [];
    /// <summary>The townships' names, one a line, which become divisions when they are asked for.</summary>
    public string Townships { private get; set; } = "";
    /// <summary>A municipality has districts and no cities.</summary>
    public bool IsMunicipality => level == 1 && Within is [{ Level: 3 }, ..];

    /// <summary>As people say it: 四川 for 四川省, 甘孜 for 甘孜藏族自治州; two characters at least, since 县 is no name.</summary>
    public string Short { get; } = Shortened(name);

    /// <summary>As it is typed in Latin letters: accents, spaces and what kind of division it is do not count.</summary>
    public bool IsLatin(string text) => spellings.Length > 0 && Letters(text) is { Length: > 0 } typed && Array.Exists(spellings, name => Letters(name) is var own
        && typed.StartsWith(own, StringComparison.Ordinal) && (typed.Length == own.Length || Kinds.Any(kind => typed.EndsWith(kind, StringComparison.Ordinal) && typed.Length >= own.Length + kind.Length)));

    static readonly string[] Kinds = ["city", "municipality", "province", "prefecture", "region", "shi", "sheng", "qu", "zhou", "meng"];

    static string Letters(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetter)).ToLowerInvariant();

    static string Shortened(string name)
    {
        var core = name;
        var people = name.IndexOf('族');
        if (people > 0 && name.Contains("自治", StringComparison.Ordinal) && name[^1] is '州' or '县' or '旗')
        {
            // 甘孜藏族自治州, 恩施土家族苗族自治州: the name goes before the peoples, whose own names are one to four characters long.
            core = Peoples.Select(p => name.IndexOf(p, StringComparison.Ordinal)).Where(i => i >= 2).DefaultIfEmpty(0).Min() is > 0 and var at ? name[..at] : name;
        }
        else if (Endings.FirstOrDefault(e => name.EndsWith(e, StringComparison.Ordinal)) is { } ending) core = name[..^ending.Length];
        return core.Length >= 2 ? core : name;
    }

    static readonly string[] Peoples =
        ["藏族", "彝族", "羌族", "回族", "苗族", "土家族", "侗族", "布依族", "朝鲜族", "蒙古族", "哈萨克族", "柯尔克孜族", "蒙古", "哈萨克", "柯尔克孜", "哈尼族", "壮族", "傣族", "白族", "景颇族", "傈僳族", "瑶族", "黎族",
         "满族", "锡伯", "塔吉克", "土族", "撒拉族", "东乡族", "保安族", "裕固族", "达斡尔族", "仡佬族", "水族", "仫佬族", "毛南族", "各族", "纳西族", "普米族", "独龙族", "怒族", "拉祜族", "佤族", "布朗族", "畲族", "鄂伦春", "鄂温克族"];

    /// <summary>How they say it before going on: the longest first, so that 吉林市 is not 吉林 and a stray 市.</summary>
    public IEnumerable<string> Spellings => level switch
    {
        // Below the city a bare name may well be a street's: 武侯大道.
        1 or 2 => Short == name ? [name] : name.EndsWith("自治州", StringComparison.Ordinal) ? [name, Short + "州", Short] : [name, Short],
        3 => name.EndsWith("自治县", StringComparison.Ordinal) && Short != name ? [name, Short + "县"] : [name],
        _ => [name],
    };
}
