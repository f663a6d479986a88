using Storefront.Contracts;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Promises;
using Storefront.Shipping.Roads;

namespace Storefront.Tests.Shipping;

public sealed class AreaTests
{
    static readonly AreaNames Names = new(RoadNetwork.Load());

    [Theory]
    [InlineData("CN", "北京市", "北京市", "朝阳区", "建国路 1 号", "beijing")]
    [InlineData("CN", "北京", "", "海淀区", "中关村大街", "beijing")]
    [InlineData("CN", "广东省", "东莞市", null, "南城街道鸿福路", "CN-GD")]
    [InlineData("CN", "", "Dongguan", null, "Hongfu Road", "CN-GD")]
    [InlineData("CN", "四川省", "甘孜藏族自治州", "乡城县", "香巴拉镇", "xiangcheng")]
    [InlineData("CN", "四川", "甘孜州", "", "", "kangding")]
    [InlineData("CN", "四川省", "甘孜州", "甘孜县", "", "garze")]
    [InlineData("CN", "Sichuan", "Chengdu Shi", "Wuhou", "Renmin Nanlu", "chengdu")]
    [InlineData("CN", "四川省成都市", "", "武侯区", "人民南路", "chengdu")]
    [InlineData("CN", "上海市", "上海市", "黄浦区", "北京东路 100 号", "shanghai")]
    [InlineData("CN", "", "", null, "上海市黄浦区南京东路 1 号", "shanghai")]
    [InlineData("CN", "", "", null, "浙江省宁波市海曙区中山路", "CN-ZJ")]
    [InlineData("CN", "江苏省", "苏州市", "相城区", "", "CN-JS")]
    [InlineData("CN", "", "Suzhou", "Xiangcheng District", "", "CN-JS")]
    [InlineData("CN", "甘肃省", "兰州市", "城关区", "", "lanzhou")]
    [InlineData("CN", "西藏自治区", "拉萨市", "城关区", "北京中路", "lhasa-chengguan")]
    [InlineData("CN", "Tibet", "Lhasa", null, "", "lhasa-chengguan")]
    [InlineData("CN", "西藏自治区", "日喀则市", "拉孜县", "", "lhatse")]
    [InlineData("CN", "云南省", "迪庆藏族自治州", "香格里拉市", "", "shangrila-city")]
    [InlineData("CN", "内蒙古自治区", "呼和浩特市", "", "", "CN-NM")]
    [InlineData("CN", "陕西省", "西安市", "雁塔区", "", "xian")]
    [InlineData("CN", "Shaanxi", "Xi’an", null, "", "xian")]
    [InlineData("CN", "新疆维吾尔自治区", "喀什地区", "喀什市", "", "CN-XJ")]
    [InlineData("CN", "Xinjiang", "Ürümqi", null, "", "CN-XJ")]
    [InlineData("CN", "四川省", "绵阳市", "涪城区", "", "CN-SC")]
    [InlineData("CN", "Mongolie-Intérieure", "Nowhere", null, "", "CN-NM")]
    [InlineData("CN", "香港特别行政区", "", null, "弥敦道", "HK")]
    [InlineData("HK", "", "Hong Kong", null, "Nathan Road", "HK")]
    [InlineData("TW", "", "台北市", null, "", "TW")]
    [InlineData("fr", "", "Lyon", null, "3 rue de la République", "FR")]
    [InlineData("CN", "", "Nowhere", null, "?", "CN")]
    [InlineData("", "", "", null, "", "CN")]
    public void An_address_lies_in(string country, string province, string city, string? district, string street, string area) =>
        Names.Find(new Address(country, province, city, district, null, street, null)).ShouldBe(area);

    [Fact]
    public void Every_province_has_a_city_and_every_place_is_found_by_its_own_name()
    {
        var network = RoadNetwork.Load();
        foreach (var place in network.Places.Values.Where(p => p.OnTheRoad))
            Names.Find(new Address("CN", "", "", place.Official.Zh, null, "", null)).ShouldBe(place.Id, place.Official.Zh);
        foreach (var province in new[] { "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西",
            "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "北京", "天津", "上海", "重庆", "香港", "澳门" })
            (Area.ByAir(Find(province)) || network.Reaches(Area.CityOf(Find(province)))).ShouldBeTrue(province);

        static string Find(string province) => Names.Find(new Address("CN", province, "", null, null, "", null));
    }

    /// <summary>A carrier's depot is not the last city of its province: what goes on from there arrives later.</summary>
    [Fact]
    public void Beyond_the_network_a_box_comes_later_than_to_its_depot_and_somewhere_is_as_far_as_anywhere()
    {
        var days = new ArrivalDays(RoadNetwork.Load());
        var (shanghai, lanzhou, xinjiang, anywhere) = (days.For("zhongde", "shanghai"), days.For("zhongde", "lanzhou"), days.For("zhongde", "CN-XJ"),
            days.For("zhongde", Area.SomewhereInChina));
        xinjiang.Least.ShouldBeGreaterThan(lanzhou.Least);
        xinjiang.Most.ShouldBeGreaterThan(shanghai.Most);
        (anywhere.Most - days.For("zhongde", Area.Hub).Most).ShouldBe(xinjiang.Most - lanzhou.Most);
        foreach (var province in Province.All.Values.Where(p => !Area.ByAir(p.Depot)))
        {
            var (there, depot) = (days.For("zhongde", province.Code), days.For("zhongde", province.Depot));
            (there.Least >= depot.Least && there.Most >= depot.Most).ShouldBeTrue(province.Code);
        }
    }

    [Theory, InlineData("CN-XJ"), InlineData(Area.SomewhereInChina)]
    public void A_province_and_the_country_have_names(string area)
    {
        var name = Area.Name(area, RoadNetwork.Load());
        foreach (var words in new[] { name.Zh, name.En }) words.ShouldNotBe(area);
    }
}
