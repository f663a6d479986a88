using System.Globalization;
using System.Text;
using Storefront.Contracts;
using Storefront.Shipping.Roads;

namespace Storefront.Shipping.Areas;

/// <summary>
/// Finds the area of an address as people write it: with or without 市, 县, 省; in Chinese, pinyin, English or Tibetan; each part in its own
/// field or all of it in one. The province decides between places of one name, and stands for those of its cities that the network does not reach;
/// what cannot be placed is somewhere in China, since an address must never be refused because we do not know it.
/// </summary>
internal sealed class AreaNames
{
    readonly Dictionary<string, List<(string Area, string Province, bool Prefecture)>> places = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> provinces = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> otherCities = new(StringComparer.Ordinal);
    // Longest first, so that 内蒙古 is not found as something shorter.
    readonly string[] chineseProvinces;
    readonly string[] chinesePlaces;

    public AreaNames(RoadNetwork network)
    {
        foreach (var place in network.Places.Values.Where(p => p.OnTheRoad || p.Seat is not null || p.Kind == PlaceKind.Prefecture).OrderBy(Rank).ThenBy(p => p.Id, StringComparer.Ordinal))
        {
            var area = place.OnTheRoad ? place.Id : SeatOf(place, network);
            if (area is null) continue;
            // The whole name first: 甘孜县 is one county of 甘孜州.
            foreach (var name in NamesOf(place).SelectMany(n => new[] { Compact(n), Plain(n) }).Distinct(StringComparer.Ordinal).Where(n => n.Length > 1))
            {
                if (!places.TryGetValue(name, out var known)) places[name] = known = [];
                known.Add((area, place.Province, place.Kind == PlaceKind.Prefecture));
            }
        }
        foreach (var province in Province.All.Values)
            foreach (var name in new[] { province.Name.Zh, province.Name.En, province.Name.Fr }.OfType<string>().Concat(province.Aliases.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                provinces[Plain(name)] = province.Code;
        foreach (var (code, names) in OtherCities)
            foreach (var name in names.Split(' ')) otherCities[Plain(name)] = code;
        chineseProvinces = [.. provinces.Keys.Where(IsChinese).OrderByDescending(n => n.Length)];
        chinesePlaces = [.. places.Keys.Concat(otherCities.Keys).Where(IsChinese).OrderByDescending(n => n.Length)];
    }

    public string Find(Address address)
    {
        var country = address.Country.Trim().ToUpperInvariant();
        if (country is not ("" or "CN")) return country;

        var province = ProvinceOf(address.Province) ?? ProvinceOf(address.City) ?? CityElsewhere(address.City);
        // City before district: 城关区 is one of Lanzhou as well as of Lhasa. A prefecture says less than the county in it.
        foreach (var part in new[] { address.City, address.District, address.Township })
            if (PlaceOf(part, province, prefectures: false) is { } place) return place;
        foreach (var part in new[] { address.City, address.Province, address.District })
            if (PlaceOf(part, province, prefectures: true) is { } place) return place;
        if (province is null && string.IsNullOrWhiteSpace(address.City))
        {
            province = ProvinceOf(address.Street) ?? CityElsewhere(address.Street);
            if (PlaceOf(address.Street, province, prefectures: true) is { } place) return place;
        }
        province ??= CityElsewhere(address.District);
        return province is null ? Area.SomewhereInChina : Area.ByAir(Province.All[province].Depot) ? Province.All[province].Depot : province;
    }

    string? ProvinceOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (provinces.TryGetValue(Plain(text), out var exact)) return exact;
        // Only at the beginning: 北京路 is a street in Shanghai.
        var start = Compact(text);
        return chineseProvinces.FirstOrDefault(name => start.StartsWith(name, StringComparison.Ordinal)) is { } found ? provinces[found] : null;
    }

    string? PlaceOf(string? text, string? province, bool prefectures)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var rest = Compact(text);
        if ((Known(rest, province, prefectures) ?? Known(Plain(text), province, prefectures)) is { } exact) return exact;
        if (!IsChinese(rest)) return null;
        if (province is not null && chineseProvinces.FirstOrDefault(name => rest.StartsWith(name, StringComparison.Ordinal)) is { } first)
        {
            if (Known(first, province, prefectures) is { } direct) return direct;
            rest = rest[first.Length..].TrimStart('省', '市');
        }
        return chinesePlaces.FirstOrDefault(name => rest.StartsWith(name, StringComparison.Ordinal)) is { } found ? Known(found, province, prefectures) : null;
    }

    string? Known(string name, string? province, bool prefectures)
    {
        if (!places.TryGetValue(name, out var found)) return null;
        // The biggest place of a name is meant, so 甘孜 alone is never the county.
        foreach (var (area, of, prefecture) in found)
            if (province is null || of == province) return prefectures || !prefecture ? area : null;
        return null;
    }

    string? CityElsewhere(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (otherCities.TryGetValue(Plain(text), out var exact)) return exact;
        var start = Compact(text);
        return chinesePlaces.FirstOrDefault(name => start.StartsWith(name, StringComparison.Ordinal) && otherCities.ContainsKey(name)) is { } found ? otherCities[found] : null;
    }

    /// <summary>Where names collide, the bigger place is meant: Ganzi is the prefecture, Shangri-La the city.</summary>
    static int Rank(Place place) => place.Kind switch { PlaceKind.City => 0, PlaceKind.Prefecture => 1, PlaceKind.County => 2, PlaceKind.Township => 3, PlaceKind.Village => 4, PlaceKind.Pass => 5 };

    static string? SeatOf(Place prefecture, RoadNetwork network) => prefecture.Seat is { } seat && network.Reaches(seat) ? seat : null;

    static IEnumerable<string> NamesOf(Place place)
    {
        foreach (var text in new[] { place.Official, place.Name })
            foreach (var name in new[] { text.Zh, text.En, text.Fr, text.Bo })
            {
                if (name is null) continue;
                yield return name;
                var bracket = name.IndexOf('(', StringComparison.Ordinal);
                if (bracket < 0) continue;
                yield return name[..bracket];
                yield return name[(bracket + 1)..].TrimEnd(')');
            }
        foreach (var alias in place.Aliases) yield return alias;
    }

    static readonly string[] ChineseEndings = ["维吾尔自治区", "壮族自治区", "回族自治区", "藏族羌族自治州", "藏族自治州", "特别行政区", "自治区", "自治州", "地区", "省", "市", "县", "区", "州", "盟"];
    static readonly string[] LatinEndings = ["tibetanautonomousprefecture", "autonomousregion", "municipality", "prefecture", "province", "district", "county", "sheng", "city", "town", "xian", "shi"];

    /// <summary>The bare name: no marks, spaces, case, or word for what kind of place it is.</summary>
    static string Plain(string text)
    {
        var plain = Compact(text);
        foreach (var ending in IsChinese(plain) ? ChineseEndings : LatinEndings)
            if (plain.EndsWith(ending, StringComparison.Ordinal) && plain.Length - ending.Length >= 2) return plain[..^ending.Length];
        return plain;
    }

    static string Compact(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
            // Tibetan vowel signs are marks too: there they belong to the name.
            if (char.IsLetterOrDigit(c) || (c is >= '\u0F00' and <= '\u0FFF' && c != '\u0F0B' && c != '\u0F0C')) letters.Append(char.ToLowerInvariant(c));
        return letters.ToString();
    }

    static bool IsChinese(string text) => text.Length > 0 && text[0] is >= '\u4E00' and <= '\u9FFF';

    /// <summary>Large cities off the network, for addresses that leave the province out.</summary>
    static readonly (string Code, string Names)[] OtherCities =
    [
        ("CN-GD", "深圳 Shenzhen 东莞 Dongguan 佛山 Foshan 中山 Zhongshan 珠海 Zhuhai 惠州 Huizhou 汕头 Shantou 江门 Jiangmen 湛江 Zhanjiang"),
        ("CN-JS", "南京 Nanjing 苏州 Suzhou 无锡 Wuxi 常州 Changzhou 南通 Nantong 徐州 Xuzhou 扬州 Yangzhou"), ("CN-ZJ", "宁波 Ningbo 温州 Wenzhou 绍兴 Shaoxing 嘉兴 Jiaxing 金华 Jinhua 义乌 Yiwu"),
        ("CN-SD", "济南 Jinan 青岛 Qingdao 烟台 Yantai 潍坊 Weifang"), ("CN-FJ", "福州 Fuzhou 厦门 Xiamen 泉州 Quanzhou"), ("CN-AH", "合肥 Hefei 芜湖 Wuhu"), ("CN-JX", "南昌 Nanchang"),
        ("CN-HN", "长沙 Changsha"), ("CN-HB", "宜昌 Yichang 襄阳 Xiangyang"), ("CN-HA", "郑州 Zhengzhou 洛阳 Luoyang"), ("CN-HE", "石家庄 Shijiazhuang 唐山 Tangshan 保定 Baoding"),
        ("CN-SX", "太原 Taiyuan"), ("CN-NM", "呼和浩特 Hohhot 包头 Baotou"), ("CN-LN", "沈阳 Shenyang 大连 Dalian"), ("CN-JL", "长春 Changchun"), ("CN-HL", "哈尔滨 Harbin"),
        ("CN-GX", "南宁 Nanning 桂林 Guilin 柳州 Liuzhou"), ("CN-HI", "海口 Haikou 三亚 Sanya"), ("CN-GZ", "贵阳 Guiyang 遵义 Zunyi"), ("CN-SC", "绵阳 Mianyang 宜宾 Yibin 泸州 Luzhou 南充 Nanchong"),
        ("CN-NX", "银川 Yinchuan"), ("CN-XJ", "乌鲁木齐 Urumqi Ürümqi"), ("CN-SN", "咸阳 Xianyang 宝鸡 Baoji"),
    ];
}
