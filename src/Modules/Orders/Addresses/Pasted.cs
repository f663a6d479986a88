using System.Text.RegularExpressions;
using Storefront.Orders.Baskets;
using Storefront.Orders.Checkout;
using Storefront.Platform.Web;

namespace Storefront.Orders.Addresses;

/// <summary>A whole address in one piece, as people copy it from a chat: 张三 13812345678 四川省成都市武侯区…. It is split into the fields and shown for checking; what it does not say stays as it was typed.</summary>
internal static partial class Pasted
{
    public const int AtMost = 500;

    /// <summary>The names of countries as they stand at the end of an address, by code.</summary>
    static readonly (string Code, string[] Names)[] CountryNames =
    [
        ("HK", ["香港特别行政区", "中国香港", "香港", "Hong Kong"]), ("MO", ["澳门特别行政区", "中国澳门", "澳门", "Macau", "Macao"]), ("TW", ["中国台湾", "台湾省", "台湾", "臺灣", "Taiwan"]),
        ("JP", ["日本", "Japan", "Japon"]), ("KR", ["韩国", "South Korea", "Corée du Sud", "Korea"]), ("SG", ["新加坡", "Singapore", "Singapour"]), ("MY", ["马来西亚", "Malaysia", "Malaisie"]), ("TH", ["泰国", "Thailand", "Thaïlande"]),
        ("AU", ["澳大利亚", "Australia", "Australie"]), ("NZ", ["新西兰", "New Zealand", "Nouvelle-Zélande"]), ("US", ["美国", "United States", "USA", "États-Unis"]), ("CA", ["加拿大", "Canada"]),
        ("GB", ["英国", "United Kingdom", "England", "Scotland", "Royaume-Uni", "UK"]), ("IE", ["爱尔兰", "Ireland", "Irlande"]), ("FR", ["法国", "France"]), ("BE", ["比利时", "Belgium", "Belgique", "België"]), ("NL", ["荷兰", "Netherlands", "Nederland", "Pays-Bas"]),
        ("DE", ["德国", "Germany", "Deutschland", "Allemagne"]), ("CH", ["瑞士", "Switzerland", "Suisse", "Schweiz"]), ("AT", ["奥地利", "Austria", "Österreich", "Autriche"]), ("IT", ["意大利", "Italy", "Italia", "Italie"]), ("ES", ["西班牙", "Spain", "España", "Espagne"]),
        ("PT", ["葡萄牙", "Portugal"]), ("SE", ["瑞典", "Sweden", "Sverige", "Suède"]), ("NO", ["挪威", "Norway", "Norge", "Norvège"]), ("DK", ["丹麦", "Denmark", "Danmark", "Danemark"]), ("FI", ["芬兰", "Finland", "Suomi", "Finlande"]),
    ];

    static readonly Dictionary<string, string> CodesByName = CountryNames.SelectMany(c => c.Names, (c, name) => (c.Code, name)).ToDictionary(c => c.name, c => c.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>As Chinese and Japanese write them at an address without a blank.</summary>
    static readonly List<string> HanNames = [.. CountryNames.Skip(3).SelectMany(c => c.Names).Where(n => Divisions.IsHan(n[0]))];

    /// <summary>The country whose name this is; null when it is none of those the shop sends to.</summary>
    public static string? CountryNamed(string? text) => text?.Trim().TrimEnd('.') is { Length: > 1 } name ? CodesByName.GetValueOrDefault(name) : null;

    static readonly string[] ChinaNames = ["中国", "中华人民共和国", "China", "Chine", "P.R. China", "PR China", "PRC", "People's Republic of China"];

    /// <summary>It names the mainland, which <see cref="CountryNamed"/> leaves out.</summary>
    public static bool IsChina(string? text) => ChinaNames.Contains(text?.Trim().TrimEnd('.') ?? "", StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when nothing of an address is in it.</summary>
    public static TypedAddress? Into(TypedAddress typed, string? pasted)
    {
        if (string.IsNullOrWhiteSpace(pasted)) return null;
        var text = Labels().Replace(string.Concat(pasted.Select(Narrow)), "\n");
        var email = Cut(Email(), ref text);
        // The longest first: a number with its country code is no mainland mobile and something before it.
        var tel = Cut(Abroad(), ref text) is { } abroad && Phones.International(abroad) is not null ? abroad : Cut(Mobile(), ref text);
        // No message reaches a landline; in its field that is said, in the street it would be nonsense.
        var landline = Cut(Landline(), ref text);
        tel ??= landline;
        var parts = text.Split(['\n', '\r', '\t', ',', '，', '；', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(p => !IsChina(p)).ToList();
        if (parts.Count == 0 && tel is null && email is null) return null;

        PartCountry(parts, Phones.International(tel)?.StartsWith("+86", StringComparison.Ordinal) == false);
        var read = parts.Exists(p => CountryNamed(p) is not (null or "HK" or "MO" or "TW")) || !parts.Exists(p => p.Any(Divisions.IsHan)) ? ReadAbroad(typed, parts) : ReadChinese(typed, parts);
        return read with { Tel = tel ?? read.Tel, Email = email ?? read.Email };
    }

    /// <summary>东京都…日本 and, beside a number of abroad, 日本东京都…: the country becomes a part of its own. What begins with a Chinese province stays whole.</summary>
    static void PartCountry(List<string> parts, bool foreign)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            if (HanNames.Find(n => part.Length > n.Length && (part.EndsWith(n, StringComparison.Ordinal) || (foreign && part.StartsWith(n, StringComparison.Ordinal)))) is not { } name || Divisions.China.TrySplit(part, out _, out _)) continue;
            parts[i] = (part.EndsWith(name, StringComparison.Ordinal) ? part[..^name.Length] : part[name.Length..]).Trim();
            parts.Insert(i + 1, name);
            return;
        }
    }

    static TypedAddress ReadChinese(TypedAddress typed, List<string> parts)
    {
        var words = parts.SelectMany(p => p.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var name = words.Find(IsName);
        if (name is not null) words.Remove(name);
        var postcode = words.Find(w => Postcode().IsMatch(w));
        if (postcode is not null) words.Remove(postcode);
        // A surname alone names nobody, and before the province it would hide it.
        if (name is null && words is [{ Length: 1 } surname, _, ..] && Divisions.IsHan(surname[0]) && Divisions.China.TrySplit(string.Join(' ', words.Skip(1)), out _, out _)) words.RemoveAt(0);
        var line = string.Join(' ', words);
        foreach (var prefix in new[] { "中华人民共和国", "中国" })
            if (line.StartsWith(prefix, StringComparison.Ordinal)) line = line[prefix.Length..].TrimStart();

        // 张三广东省深圳市…: copied without a blank between.
        if (name is null && !Divisions.China.TrySplit(line, out _, out _) && Enumerable.Range(2, 3).Where(n => n < line.Length && IsName(line[..n]) && Divisions.China.TrySplit(line[n..], out _, out _)).Cast<int?>().FirstOrDefault() is { } length)
            (name, line) = (line[..length], line[length..]);

        typed = typed with { Name = name ?? typed.Name, PostalCode = postcode ?? typed.PostalCode };
        if (line.Length == 0) return typed;
        foreach (var (code, names) in CountryNames.Take(3))
            if (Array.Find(names, n => line.StartsWith(n, StringComparison.Ordinal)) is { } region)
                return typed with { Country = code, Level1 = null, Level2 = Array.Find(names, n => n.Length == 2), Level3 = null, Level4 = null, Street = line[region.Length..].TrimStart() };
        return Divisions.China.TrySplit(line, out var levels, out var street)
            ? typed with { Country = Countries.China, Level1 = levels[0], Level2 = levels[1], Level3 = levels[2], Level4 = levels[3], Street = street }
            : Elsewhere(typed) with { Street = line };
    }

    /// <summary>Of another street the place that stood there is not said: a box that goes to it would go astray, so it is asked for.</summary>
    static TypedAddress Elsewhere(TypedAddress typed) => typed with { Level1 = null, Level2 = null, Level3 = null, Level4 = null };

    /// <summary>Digits, letters and what stands in numbers and e-mails, as Chinese keyboards write them wide; and the sign before a Japanese postcode.</summary>
    static char Narrow(char c) => c switch { (>= '０' and <= '９') or (>= 'Ａ' and <= 'Ｚ') or (>= 'ａ' and <= 'ｚ') or '＋' or '－' or '＠' or '．' or '＿' => (char)(c - 0xFEE0), '\u3000' or '〒' => ' ', _ => c };

    static TypedAddress ReadAbroad(TypedAddress typed, List<string> parts)
    {
        string? country = null;
        if (parts.FindLastIndex(p => CountryNamed(p) is not null) is >= 0 and var at)
        {
            country = CountryNamed(parts[at])!;
            typed = typed with { Country = country };
            parts.RemoveAt(at);
        }
        if (parts is [var first, ..] && (first.Any(Divisions.IsHan) ? IsName(first.Replace(" ", "", StringComparison.Ordinal)) : !first.Any(char.IsDigit)))
        {
            typed = typed with { Name = first };
            parts.RemoveAt(0);
        }
        else if (parts is [var whole, ..] && whole.Any(Divisions.IsHan) && whole.Split(' ', 2) is [var name, var rest] && IsName(name))
            (typed, parts[0]) = (typed with { Name = name }, rest.TrimStart());
        if (parts.Count > 0) typed = Elsewhere(typed);
        for (var i = parts.Count - 1; i >= 0; i--)
            if (Postcodes.Split(country, parts[i]) is var (code, place))
            {
                typed = typed with { PostalCode = code };
                parts.RemoveAt(i);
                // Toronto, ON, M5H 1A1: the code stands alone.
                if (place.Length == 0 && i > 0 && Postcodes.IsTown(parts[i - 1]))
                {
                    place = parts[--i];
                    parts.RemoveAt(i);
                }
                if (!Postcodes.IsTown(place))
                {
                    if (place.Length > 0) parts.Insert(i, place);
                    break;
                }
                typed = typed with { Level2 = place };
                // San Jose, CA 95112 and Hangzhou, Zhejiang 310012: what stands before a state or province is the city.
                if (i > 0 && !parts[i - 1].Any(char.IsDigit) && (IsState(place) || Divisions.Named(Divisions.China.Provinces, place) is not null))
                {
                    typed = typed with { Level1 = place, Level2 = parts[i - 1] };
                    parts.RemoveAt(i - 1);
                }
                else if (country is null or "US" or "CA" or "AU" && place.LastIndexOf(' ') is > 0 and var blank && IsState(place[(blank + 1)..]))
                    typed = typed with { Level1 = place[(blank + 1)..], Level2 = place[..blank] };
                break;
            }
        return parts.Count == 0 ? typed : typed with { Street = string.Join(", ", parts) };
    }

    /// <summary>CA, ON, NSW.</summary>
    static bool IsState(string text) => text.Length is 2 or 3 && text.All(char.IsAsciiLetterUpper);

    /// <summary>Two to four characters, or a Tibetan's or a minority's name with its dots, and nothing that only addresses have.</summary>
    static bool IsName(string word) =>
        word.Length is >= 2 and <= 15 && word.All(c => char.IsLetter(c) || c is '·' or '•' or '.' || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.OtherPunctuation)
        && (!word.Any(Divisions.IsHan) || (word.Length <= 4 || word.Contains('·', StringComparison.Ordinal)))
        && !word.Any(c => "省市区县州镇乡村路街号栋楼室".Contains(c, StringComparison.Ordinal)) && !Divisions.China.TrySplit(word, out _, out _) && CountryNamed(word) is null;

    static string? Cut(Regex what, ref string text)
    {
        if (what.Match(text) is not { Success: true } found) return null;
        text = string.Concat(text.AsSpan(0, found.Index), "\n", text.AsSpan(found.Index + found.Length));
        return found.Value.Trim();
    }

    [GeneratedRegex("(收货人|收件人|姓名|联系人|联系电话|手机号码|手机号|手机|电话|所在地区|收货地址|详细地址|地址|邮政编码|邮编)[ ]*[:：]", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Labels();

    /// <summary>028-8555 1234 转 8: it belongs to its number.</summary>
    const string Extension = @"( *(转|轉|分机|分機|ext\.?) *[0-9]{1,6}(?![0-9]))?";

    [GeneratedRegex(@"(?<![0-9+])((\+|00)?86[- ]?)?1[3-9][0-9]([- ]?[0-9]{4}){2}(?![0-9])" + Extension, RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Mobile();

    [GeneratedRegex(@"(\+|(?<![0-9])00)[1-9][0-9]{0,2}([ .()-]{0,2}[0-9]){6,12}", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Abroad();

    [GeneratedRegex(@"(?<![0-9A-Za-z+-])0[0-9]{1,3}[- ]?[0-9]{3,4}[- ]?[0-9]{4}(?![0-9])" + Extension, RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Landline();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Email();

    [GeneratedRegex("^[0-9]{6}$", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Postcode();
}
