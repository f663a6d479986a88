using Storefront.Contracts;

namespace Storefront.Shipping.Areas;

/// <summary>A province as the road sees it: the boxes for its cities that the network does not reach go on from a depot's city.</summary>
/// <param name="Depot">The network's city from which a carrier takes the boxes on; for Hong Kong, Macau and Taiwan the region that is reached by air.</param>
/// <param name="NearKm">By road from there to the nearest large city of the province, estimated, to tens of kilometres; 0 where the depot stands in it.</param>
/// <param name="FarKm">The same to the farthest.</param>
/// <param name="Aliases">Other names that people write, with blanks between.</param>
internal sealed record Province(string Code, string Depot, int NearKm, int FarKm, Text Name, string Aliases = "")
{
    /// <summary>What a carrier's truck drives between two sunrises, with two at the wheel. A judgement.</summary>
    const int KmADay = 700;

    /// <summary>Days from the depot's city to a city of the province.</summary>
    public (int Least, int Most) Days => (NearKm / KmADay, (FarKm + KmADay - 1) / KmADay);

    public static IReadOnlyDictionary<string, Province> All { get; } = new Province[]
    {
        new("CN-BJ", "beijing", 0, 0, new("北京", "Beijing", "Pékin"), "Peking"),
        new("CN-TJ", "beijing", 130, 130, new("天津", "Tianjin")),
        new("CN-HE", "beijing", 60, 450, new("河北", "Hebei")),
        new("CN-SX", "beijing", 350, 900, new("山西", "Shanxi")),
        new("CN-NM", "beijing", 350, 1_700, new("内蒙古", "Inner Mongolia", "Mongolie-Intérieure"), "InnerMongolia Neimenggu NeiMongol"),
        new("CN-LN", "beijing", 470, 900, new("辽宁", "Liaoning")),
        new("CN-JL", "beijing", 850, 1_400, new("吉林", "Jilin")),
        new("CN-HL", "beijing", 1_250, 1_900, new("黑龙江", "Heilongjiang")),
        new("CN-SD", "beijing", 320, 800, new("山东", "Shandong")),
        new("CN-SH", "shanghai", 0, 0, new("上海", "Shanghai")),
        new("CN-JS", "shanghai", 100, 620, new("江苏", "Jiangsu")),
        new("CN-ZJ", "hangzhou", 0, 400, new("浙江", "Zhejiang")),
        new("CN-FJ", "hangzhou", 500, 900, new("福建", "Fujian")),
        new("CN-AH", "wuhan", 250, 500, new("安徽", "Anhui")),
        new("CN-JX", "wuhan", 230, 750, new("江西", "Jiangxi")),
        new("CN-HB", "wuhan", 0, 530, new("湖北", "Hubei")),
        new("CN-HN", "wuhan", 220, 680, new("湖南", "Hunan")),
        new("CN-HA", "xian", 240, 680, new("河南", "Henan")),
        new("CN-SN", "xian", 0, 560, new("陕西", "Shaanxi")),
        new("CN-GD", "guangzhou", 0, 450, new("广东", "Guangdong"), "Canton"),
        new("CN-GX", "guangzhou", 280, 800, new("广西", "Guangxi"), "GuangxiZhuang"),
        new("CN-HI", "guangzhou", 600, 900, new("海南", "Hainan")),
        new("CN-CQ", "chongqing", 0, 400, new("重庆", "Chongqing")),
        new("CN-GZ", "chongqing", 280, 700, new("贵州", "Guizhou")),
        new("CN-SC", "chengdu", 0, 620, new("四川", "Sichuan"), "Szechuan"),
        new("CN-YN", "kunming", 0, 560, new("云南", "Yunnan")),
        new("CN-XZ", "lhasa-chengguan", 0, 1_500, new("西藏", "Tibet"), "Xizang"),
        new("CN-GS", "lanzhou", 0, 1_100, new("甘肃", "Gansu")),
        new("CN-NX", "lanzhou", 280, 520, new("宁夏", "Ningxia"), "NingxiaHui"),
        new("CN-XJ", "lanzhou", 1_300, 3_600, new("新疆", "Xinjiang"), "XinjiangUygur XinjiangUyghur"),
        new("CN-QH", "xining", 0, 820, new("青海", "Qinghai")),
        new("CN-HK", "HK", 0, 0, new("香港", "Hong Kong"), "HongKong"),
        new("CN-MO", "MO", 0, 0, new("澳门", "Macau"), "澳門 Macao"),
        new("CN-TW", "TW", 0, 0, new("台湾", "Taiwan"), "台灣 臺灣"),
    }.ToDictionary(p => p.Code, StringComparer.Ordinal);

    /// <summary>What is known of an address is only that it is in China: any province may be meant.</summary>
    public static (int Least, int Most) AnyDays { get; } = (All.Values.Min(p => p.Days.Least), All.Values.Max(p => p.Days.Most));
}
