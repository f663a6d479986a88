using Storefront.Orders.Addresses;
using Storefront.Orders.Checkout;

namespace Storefront.Tests.Orders;

/// <summary>The list of China's divisions and what is read out of a pasted line.</summary>
public sealed class DivisionTests
{
    static readonly TypedAddress Nothing = new(Countries.China);

    [Theory]
    [InlineData("Sichuan", "Chengdu", "四川省", "成都市")]
    [InlineData("sichuan province", "Garze", "四川省", "甘孜藏族自治州")]
    [InlineData("Tibet", "Lhasa City", "西藏自治区", "拉萨市")]
    [InlineData("Xizang", "Shigatse", "西藏自治区", "日喀则市")]
    [InlineData("Xīnjiāng", "Urumqi", "新疆维吾尔自治区", "乌鲁木齐市")]
    [InlineData("Jiangsu", "Suzhou", "江苏省", "苏州市")]
    [InlineData("Anhui", "Suzhou", "安徽省", "宿州市")]
    [InlineData("Sichuan", "Ganzi", "四川省", "甘孜藏族自治州")]
    [InlineData("Nei Menggu", "Huhehaote", "内蒙古自治区", "呼和浩特市")]
    [InlineData("Mongolie intérieure", "Hohhot", "内蒙古自治区", "呼和浩特市")]
    [InlineData("Tibet Autonomous Region", "Rikaze", "西藏自治区", "日喀则市")]
    [InlineData("Guangxi Zhuang Autonomous Region", "Nanning", "广西壮族自治区", "南宁市")]
    [InlineData("Canton", "Canton", "广东省", "广州市")]
    public void A_province_and_a_city_in_Latin_letters_lead_on_to_the_districts(string province, string city, string provinceMeant, string cityMeant)
    {
        var typed = Nothing with { Level1 = province };
        var (level, cities) = Divisions.China.Next(typed)!.Value;
        level.ShouldBe(2);
        cities.ShouldBe(Divisions.Named(Divisions.China.Provinces, provinceMeant)!.Within);
        Divisions.Named(cities, city)!.Name.ShouldBe(cityMeant);
        Divisions.China.Next(typed with { Level2 = city })!.Value.Level.ShouldBe(3);
        Divisions.China.Doubts(typed with { Level2 = city }).ShouldBeEmpty();
    }

    [Fact]
    public void Every_province_and_city_and_nothing_below_has_a_name_in_Latin_letters()
    {
        var all = Divisions.China.Provinces.SelectMany(p => p.Within.Prepend(p)).ToList();
        all.Where(d => d.Level <= 2).ShouldAllBe(d => d.Latin.Length > 1 && d.Latin.All(c => char.IsLetter(c) && c < 'ỿ' || "' ".Contains(c)));
        all.Where(d => d.Level > 2).ShouldAllBe(d => d.Latin.Length == 0);
        // Two of one name in one province could not be told apart.
        Divisions.China.Provinces.ShouldAllBe(p => p.Within.Where(d => d.Level == 2).GroupBy(d => d.Latin).All(same => same.Count() == 1));
    }

    [Theory]
    [InlineData("Si")] [InlineData("Shan")] [InlineData("Sichuanhausen")] [InlineData("'")]
    public void What_only_begins_like_a_province_is_none(string typed) => Divisions.Named(Divisions.China.Provinces, typed).ShouldBeNull();

    [Theory]
    [InlineData("张三 13812345678 四川省成都市武侯区人民南路四段 1 号", "CN|张三|13812345678|四川省|成都市|武侯区||人民南路四段 1 号")]
    [InlineData("张三13812345678四川省成都市武侯区人民南路四段1号", "CN|张三|13812345678|四川省|成都市|武侯区||人民南路四段1号")]
    [InlineData("李雷，138-1234-5678，北京市朝阳区建国路 93 号万达广场 8 号楼", "CN|李雷|138-1234-5678|北京市||朝阳区||建国路 93 号万达广场 8 号楼")]
    [InlineData("北京市北京市海淀区中关村大街 27 号 韩梅梅 139 0000 1111", "CN|韩梅梅|139 0000 1111|北京市||海淀区||中关村大街 27 号")]
    [InlineData("收件人：王芳\n手机号码：+86 13712345678\n所在地区：广东省 东莞市 南城街道\n详细地址：鸿福路 200 号海德广场", "CN|王芳|+86 13712345678|广东省|东莞市||南城街道|鸿福路 200 号海德广场")]
    [InlineData("陈伟 13812345678 广东中山石岐街道孙文中路 18 号", "CN|陈伟|13812345678|广东省|中山市||石岐街道|孙文中路 18 号")]
    [InlineData("扎西 18900001111 四川省甘孜藏族自治州乡城县香巴拉镇香巴拉北街 5 号", "CN|扎西|18900001111|四川省|甘孜藏族自治州|乡城县|香巴拉镇|香巴拉北街 5 号")]
    [InlineData("扎西 18900001111 四川甘孜州乡城县青德镇仲德村", "CN|扎西|18900001111|四川省|甘孜藏族自治州|乡城县|青德镇|仲德村")]
    [InlineData("卓玛 18900001111 四川省乡城县热打镇", "CN|卓玛|18900001111|四川省|甘孜藏族自治州|乡城县|热打镇|")]
    [InlineData("江苏省苏州市相城区元和街道嘉元路 959 号 周敏 15812345678", "CN|周敏|15812345678|江苏省|苏州市|相城区|元和街道|嘉元路 959 号")]
    [InlineData("赵磊 13612345678 上海市上海市黄浦区南京东路 1 号 200001", "CN|赵磊|13612345678|上海市||黄浦区||南京东路 1 号")]
    [InlineData("孙丽 13512345678 重庆市市辖区渝中区解放碑民权路 28 号", "CN|孙丽|13512345678|重庆市||渝中区||解放碑民权路 28 号")]
    [InlineData("吴刚 13412345678 湖北省仙桃市沙嘴街道钱沟路 10 号", "CN|吴刚|13412345678|湖北省|仙桃市||沙嘴街道|钱沟路 10 号")]
    [InlineData("阿依古丽·买买提 13312345678 新疆乌鲁木齐市天山区解放南路 123 号", "CN|阿依古丽·买买提|13312345678|新疆维吾尔自治区|乌鲁木齐市|天山区||解放南路 123 号")]
    [InlineData("དབྱངས་ཅན། 13212345678 西藏自治区拉萨市城关区八廓街 12 号", "CN|དབྱངས་ཅན།|13212345678|西藏自治区|拉萨市|城关区||八廓街 12 号")]
    [InlineData("巴特尔 13112345678 内蒙古呼和浩特市新城区新华大街 1 号", "CN|巴特尔|13112345678|内蒙古自治区|呼和浩特市|新城区||新华大街 1 号")]
    [InlineData("郑凯 13012345678 吉林省吉林市昌邑区解放东路 2 号", "CN|郑凯|13012345678|吉林省|吉林市|昌邑区||解放东路 2 号")]
    [InlineData("成都市武侯区人民南路四段 1 号 冯娟 13712345678", "CN|冯娟|13712345678|四川省|成都市|武侯区||人民南路四段 1 号")]
    [InlineData("陈大文 +852 9123 4567 香港九龙油尖旺区弥敦道 100 号", "HK|陈大文|+852 9123 4567||香港|||九龙油尖旺区弥敦道 100 号")]
    [InlineData("Marie Curie, 12 rue de la République, 69002 Lyon, France, +33 6 12 34 56 78, marie@example.com", "FR|Marie Curie|+33 6 12 34 56 78||Lyon|||12 rue de la République")]
    [InlineData("John Smith\n221B Baker Street\nLondon NW1 6XE\nUnited Kingdom", "GB|John Smith|||London|||221B Baker Street")]
    [InlineData("13812345678张三广东省深圳市南山区科技园1栋", "CN|张三|13812345678|广东省|深圳市|南山区||科技园1栋")]
    [InlineData("John Smith, 12 Main St, San Jose, CA 95112, USA", "US|John Smith||CA|San Jose|||12 Main St")]
    [InlineData("山田太郎 +81 90-1234-5678 東京都渋谷区神南1-2-3日本", "JP|山田太郎|+81 90-1234-5678|||||東京都渋谷区神南1-2-3")]
    [InlineData("+81 90-1234-5678 山田太郎 東京都渋谷区神南1-2-3 日本", "JP|山田太郎|+81 90-1234-5678|||||東京都渋谷区神南1-2-3")]
    [InlineData("山田太郎，+81 90-1234-5678，日本東京都渋谷区神南1-2-3", "JP|山田太郎|+81 90-1234-5678|||||東京都渋谷区神南1-2-3")]
    [InlineData("张三 13812345678 四川省成都市武侯区日本街 1 号韩国", "CN|张三|13812345678|四川省|成都市|武侯区||日本街 1 号韩国")]
    [InlineData("王 13812345678 四川省成都市武侯区人民南路 1 号", "CN||13812345678|四川省|成都市|武侯区||人民南路 1 号")]
    [InlineData("张三 028-8555 1234 转 8 四川省成都市武侯区人民南路 1 号", "CN|张三|028-8555 1234 转 8|四川省|成都市|武侯区||人民南路 1 号")]
    [InlineData("张三 四川省成都市武侯区人民南路 1 号 电话：０２８－８５５５１２３４转8，13812345678", "CN|张三|13812345678|四川省|成都市|武侯区||人民南路 1 号")]
    [InlineData("张三 18412345678转1234 四川省成都市武侯区人民南路 1 号", "CN|张三|18412345678转1234|四川省|成都市|武侯区||人民南路 1 号")]
    [InlineData("Li Lei, 8 Wensan Road, Xihu District, Hangzhou, Zhejiang 310012", "CN|Li Lei||Zhejiang|Hangzhou|||8 Wensan Road, Xihu District")]
    [InlineData("Li Lei, 8 Wensan Road, Xihu District, Hangzhou, Zhejiang 310012, China", "CN|Li Lei||Zhejiang|Hangzhou|||8 Wensan Road, Xihu District")]
    public void A_pasted_address_is_split(string pasted, string expected)
    {
        var read = Pasted.Into(Nothing, pasted)!;
        string.Join('|', read.Country, read.Name, read.Tel, read.Level1, read.Level2, read.Level3, read.Level4, read.Street).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Jan Jansen, Prinsengracht 263, 1015 CJ Amsterdam, Netherlands", "NL|1015 CJ||Amsterdam|Prinsengracht 263"),
        InlineData("Jan Jansen\nPrinsengracht 263\n1015 CJ Amsterdam", "CN|1015 CJ||Amsterdam|Prinsengracht 263"),
        InlineData("Jan Jansen, Prinsengracht 263, NL-1015CJ Amsterdam, Nederland", "NL|NL-1015CJ||Amsterdam|Prinsengracht 263")]
    [InlineData("Ann Lee, 100 King St W, Toronto, ON M5H 1A1, Canada", "CA|M5H 1A1|ON|Toronto|100 King St W"),
        InlineData("Ann Lee, 100 King St W, Toronto, ON M5H 1A1", "CN|M5H 1A1|ON|Toronto|100 King St W"),
        InlineData("Ann Lee, 100 King St W, Toronto, ON, M5H 1A1, Canada", "CA|M5H 1A1|ON|Toronto|100 King St W")]
    [InlineData("Ana Silva, Rua Augusta 24, 1100-053 Lisboa, Portugal", "PT|1100-053||Lisboa|Rua Augusta 24"),
        InlineData("Ana Silva, Rua Augusta 24, 1100-053 Lisboa", "CN|1100-053||Lisboa|Rua Augusta 24")]
    [InlineData("Eva Berg, Sveavägen 12, 114 55 Stockholm, Sweden", "SE|114 55||Stockholm|Sveavägen 12"),
        InlineData("Eva Berg, Sveavägen 12, SE-114 55 Stockholm", "CN|SE-114 55||Stockholm|Sveavägen 12"),
        InlineData("Jan Novák, Národní 9, 110 00 Praha 1", "CN|110 00||Praha 1|Národní 9")]
    [InlineData("John Smith, 12 Main St, San Jose, CA 95112-1234, USA", "US|95112-1234|CA|San Jose|12 Main St"),
        InlineData("John Smith, 12 Main St, San Jose CA 95112, USA", "US|95112|CA|San Jose|12 Main St"),
        InlineData("John Smith, 123-45 80th Ave, Queens, NY 11415", "CN|11415|NY|Queens|123-45 80th Ave")]
    [InlineData("Amy Wong, 2000 Main Road, Wellington, New Zealand", "NZ|||| 2000 Main Road, Wellington"),
        InlineData("Bob Day, 5 George St, Sydney NSW 2000, Australia", "AU|2000|NSW|Sydney|5 George St"),
        InlineData("Hans Muster, Bahnhofstrasse 1, CH-8001 Zürich, Schweiz", "CH|CH-8001||Zürich|Bahnhofstrasse 1")]
    [InlineData("山田太郎, 〒150-0041 東京都渋谷区神南1-2-3, 日本", "JP|150-0041|||東京都渋谷区神南1-2-3")]
    public void A_postcode_is_found_as_its_country_writes_it(string pasted, string expected)
    {
        var read = Pasted.Into(Nothing, pasted)!;
        string.Join('|', read.Country, read.PostalCode, read.Level1, read.Level2, read.Street).ShouldBe(expected.Replace("| ", "|", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pasted_e_mail_may_be_as_wide_as_its_number() =>
        Pasted.Into(Nothing, "李四 １３９０００１１１１１ ｌｉ＠ｑｑ．ｃｏｍ 四川省成都市武侯区人民南路")!.ShouldSatisfyAllConditions(a => a.Email.ShouldBe("li@qq.com"), a => a.Tel.ShouldBe("13900011111"));

    [Fact]
    public void What_a_pasted_address_does_not_say_stays_as_it_was_typed()
    {
        var typed = Nothing with { Name = "李雷", Email = "li@example.com", Street = "老街 1 号" };
        Pasted.Into(typed, "13812345678 四川省成都市武侯区").ShouldBe(typed with { Tel = "13812345678", Level1 = "四川省", Level2 = "成都市", Level3 = "武侯区", Street = "" });
        Pasted.Into(typed, "13812345678").ShouldBe(typed with { Tel = "13812345678" });
        Pasted.Into(typed, "Marie Curie, 12 rue de la République, 69002 Lyon, France, marie@example.com")!.PostalCode.ShouldBe("69002");
        Pasted.Into(typed, " \n ").ShouldBeNull();
        Pasted.Into(typed, "李四 １３９-０００１ １１１１ 四川省成都市武侯区人民南路")!.Tel.ShouldBe("139-0001 1111", "digits as a Chinese keyboard writes them");
        // A box must not go to where the last address was.
        foreach (var elsewhere in new[] { "李四 13900001111 浦东大道 5号", "Mary Wang, 13900001111, 88 Century Avenue, Pudong, Shanghai" })
            (Pasted.Into(typed with { Level1 = "四川省", Level2 = "成都市", Level3 = "武侯区", Level4 = "玉林街道" },
                elsewhere) is { Level1: null, Level2: null, Level3: null, Level4: null, Street.Length: > 0 }).ShouldBeTrue(elsewhere);
        Pasted.Into(typed, null).ShouldBeNull();
    }

    [Fact]
    public void However_much_nonsense_is_pasted_it_is_read_at_once_and_kept_as_the_street()
    {
        foreach (var nonsense in new[] { new string('市', Pasted.AtMost), new string('1', Pasted.AtMost), string.Concat(Enumerable.Repeat("a@", 250)),
            "<script>alert(1)</script>", "+" + new string('-', 400) })
            Pasted.Into(Nothing, nonsense).ShouldNotBeNull();
        Pasted.Into(Nothing, "<script>alert(1)</script>")!.Street!.ShouldContain("<script>");
    }

    [Fact]
    public void The_list_leads_from_the_province_down_and_leaves_out_levels_that_are_none()
    {
        var china = Divisions.China;
        china.Provinces.Count.ShouldBe(31);
        china.Next(Nothing)!.Value.Level.ShouldBe(1);
        china.Next(Nothing with { Level1 = "北京市" })!.Value.Level.ShouldBe(3, "a municipality has no cities");
        china.Next(Nothing with { Level1 = "广东省", Level2 = "东莞市" })!.Value.Level.ShouldBe(4, "Dongguan has no districts");
        china.Next(Nothing with { Level1 = "广东", Level2 = "中山" })!.Value.Choices.ShouldContain(d => d.Name == "石岐街道");
        china.Next(Nothing with { Level1 = "四川", Level2 = "甘孜州" })!.Value.Choices.ShouldContain(d => d.Name == "乡城县");
        china.Next(Nothing with { Level1 = "Atlantis" }).ShouldBeNull("what is typed is not chosen from a list");
        china.Next(Nothing with { Level1 = "海南省", Level2 = "五指山市" })!.Value.Level.ShouldBe(4, "a town directly under its province");
    }

    [Fact]
    public void Whatever_is_chosen_step_by_step_is_never_doubted()
    {
        foreach (var province in Divisions.China.Provinces)
            foreach (var below in province.Within)
            {
                var typed = Divisions.China.Choose(Divisions.China.Choose(Nothing, province.Name)!, below.Name)!;
                while (Divisions.China.Next(typed) is var (_, choices)) typed = Divisions.China.Choose(typed, choices[^1].Name)!;
                Divisions.China.Doubts(typed).ShouldBeEmpty($"{province.Name} {below.Name}");
            }
        Divisions.China.Choose(Nothing, "成都市").ShouldBeNull("not a province");
    }

    [Theory]
    [InlineData("Sichuan", true), InlineData("sì chuān province", true), InlineData("Inner Mongolia", true), InlineData("Nei Menggu", true),
        InlineData("Shaanxi", true), InlineData("Rhône", false), InlineData("Île-de-France", false)]
    public void A_province_in_latin_letters_is_known_or_doubted(string province, bool known) =>
        Divisions.China.Doubts(Nothing with { Level1 = province, Level2 = "Lyon", Level3 = "武侯区" }).Any(d => d.Field == "address-level1").ShouldBe(!known);

    [Theory]
    [InlineData("CN", "69002", true), InlineData("CN", "SW1A 1AA", true), InlineData("CN", "610041", false), InlineData("CN", " ６１００４１ ", false),
        InlineData("CN", "", false), InlineData("FR", "69002", false), InlineData("FR", "XX", true), InlineData("FR", "F-69002", false),
     InlineData("GB", "SW1A 1AA", false), InlineData("GB", "69002", true), InlineData("IE", "D02 X285", false), InlineData("US", "95112-1234", false),
     InlineData("CA", "k1a 0b1", false), InlineData("JP", "150-0001", false), InlineData("HK", "whatever", false)]
    public void A_postcode_of_elsewhere_is_doubted(string country, string code, bool doubted) =>
        Divisions.China.Doubts(Nothing with { Country = country, Level1 = "四川省", Level2 = "成都市", PostalCode = code }).Any(d => d.Field == "postal-code").ShouldBe(doubted);

    [Theory]
    [InlineData("四川省", "成都市", "武侯曲", "address-level3", "成都市")]
    [InlineData("四川省", "深圳市", "", "address-level2", "四川省")]
    [InlineData("四穿省", "成都市", "", "address-level1", null)]
    [InlineData("四川", "成都", "武侯区", null, null)]
    [InlineData("北京市", "北京市", "朝阳区", null, null)]
    [InlineData("北京", "", "朝阳区", null, null)]
    [InlineData("四川省", "", "乡城县", null, null)]
    [InlineData("Sichuan", "Chengdu", "Wuhou", null, null)]
    [InlineData("Guangdong", "Chengdu", "", "address-level2", "Guangdong")]
    [InlineData("Sichuan", "深圳市", "", "address-level2", "Sichuan")]
    [InlineData("四川省", "Lyon 69002", "", "address-level2", "四川省")]
    [InlineData("Île-de-France", "Paris", "", "address-level1", null)]
    [InlineData("Pékin", "", "朝阳区", null, null)]
    [InlineData("Beijing", "Beijing", "Chaoyang", null, null)]
    [InlineData("", "", "", null, null)]
    [InlineData("香港", "香港", "", null, null)]
    [InlineData("台湾省", "台北市", "", null, null)]
    [InlineData("广东省", "香港", "", null, null)]
    public void What_the_list_does_not_know_is_doubted(string level1, string level2, string level3, string? field, string? within)
    {
        var doubts = Divisions.China.Doubts(Nothing with { Level1 = level1, Level2 = level2, Level3 = level3 }).ToList();
        doubts.Select(d => d.Field).ShouldBe(field is null ? [] : [field]);
        if (field is not null) doubts[0].Within.ShouldBe(within);
    }

    [Theory]
    [InlineData("CN", "四川省", "成都市", "12 rue de la République, 69002 Lyon, France", "13812345678", true)]
    [InlineData("CN", "Rhône", "Lyon", "12 rue de la République", "+33 6 12 34 56 78", true)]
    [InlineData("CN", "France", "Lyon", "12 rue de la République", "13812345678", true)]
    [InlineData("FR", "四川省", "Lyon", "12 rue de la République", "+33 6 12 34 56 78", true)]
    [InlineData("FR", "", "Lyon", "四川省成都市武侯区人民南路", "+33 6 12 34 56 78", true)]
    [InlineData("FR", "", "Lyon", "12 rue de la République", "+86 138 1234 5678", false)]
    [InlineData("JP", "和歌山県", "海南市", "日方 1525-6", "+81 73 482 4111", false)]
    [InlineData("FR", "", "里昂", "共和国街 12 号", "+33 6 12 34 56 78", false)]
    [InlineData("HK", "", "香港", "弥敦道 100 号", "+852 9123 4567", false)]
    [InlineData("CN", "广东省", "香港", "弥敦道 100 号", "13812345678", true)]
    [InlineData("CN", "香港", "香港", "弥敦道 100 号", "13812345678", false)]
    [InlineData("CN", "Sichuan", "Chengdu", "1 Renmin Nanlu", "13812345678", false)]
    [InlineData("CN", "Sichuan", "Chengdu", "1 Renmin Nanlu, 610041 China", "13812345678", false)]
    [InlineData("CN", "Sichuan", "Lyon, France", "12 rue de la République", "13812345678", true)]
    [InlineData("CN", "四川省", "成都市", "12 rue de la République, 69002 Lyon France", "13812345678", true)]
    [InlineData("CN", "四川省", "成都市", "12 rue de la République\n69002 Lyon\nFrance", "13812345678", true)]
    [InlineData("CN", "四川省", "成都市", "Maison de France", "13812345678", false)]
    [InlineData("FR", "Sichuan", "Chengdu", "1 Renmin South Road", "+33 6 12 34 56 78", true)]
    [InlineData("FR", "China", "Chengdu", "1 Renmin South Road", "+33 6 12 34 56 78", true)]
    [InlineData("FR", "", "Beijing, China", "1 Renmin South Road", "+33 6 12 34 56 78", true)]
    [InlineData("FR", "", "Lyon", "1 Renmin South Road, Wuhou district, China", "+33 6 12 34 56 78", true)]
    [InlineData("FR", "Rhône", "成都市", "12 rue de la République", "+33 6 12 34 56 78", true)]
    [InlineData("US", "OH", "Canton", "12 Main Street", "+1 330 555 0100", false)]
    [InlineData("SG", "", "Singapore", "1 China Street", "+65 9123 4567", false)]
    public void An_address_of_two_countries_is_none(string country, string level1, string level2, string street, string tel, bool two) =>
        TypedAddressRules.FailuresOf(new(country, "李雷", tel, "li@example.com", level1, level2, null, null, street)).Any(f => f.ErrorMessage == "address-two-countries").ShouldBe(two);
}
