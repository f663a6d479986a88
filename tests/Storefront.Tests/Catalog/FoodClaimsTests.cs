using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Storefront.Catalog.Revisions;
using Storefront.Contracts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class FoodClaimsTests
{
    [Theory]
    [InlineData("有机苹果"), InlineData("吃了能降血压"), InlineData("Organic apples"), InlineData("a natural REMEDY"), InlineData("pesticide-free"), InlineData("Pommes issues de l’agriculture biologique"), InlineData("sans pesticides"), InlineData("Non traitées")]
    [InlineData("ｏｒｇａｎｉｃ"), InlineData("从来没打过农药"), InlineData("清热润肺"), InlineData("有機蘋果"), InlineData("对身体好"), InlineData("Organically grown"), InlineData("never sprayed"), InlineData("good for your heart"), InlineData("no pesticide at all"), InlineData("bon pour la santé"), InlineData("médicament contre la toux"), InlineData("Great against heart disease"), InlineData("能治咳嗽")]
    [InlineData("预防感冒"), InlineData("抗病毒"), InlineData("消炎"), InlineData("补气血"), InlineData("通便"), InlineData("解酒"), InlineData("明目"), InlineData("改善睡眠"), InlineData("孕妇吃了好"), InlineData("绿色无污染"), InlineData("无硫"), InlineData("不上药"), InlineData("養顏"), InlineData("補腎"), InlineData("補氣養血"), InlineData("暖胃驱寒"), InlineData("宝宝辅食"), InlineData("小孩老人都能吃"), InlineData("绿色、无公害"), InlineData("百分百天然"), InlineData("对眼睛特别好"), InlineData("促进消化"), InlineData("不使用催熟剂"), InlineData("有检测报告"), InlineData("缓解疲劳"), InlineData("抗高反"), InlineData("吃出健康"), InlineData("强身健体")]
    [InlineData("cure colds and fight the flu"), InlineData("Treats colds"), InlineData("treats a bad cold"), InlineData("boosts energy"), InlineData("gives you energy"), InlineData("relieves joint pain"), InlineData("soothes a sore throat"), InlineData("helps you sleep"), InlineData("strengthens the body"), InlineData("supports your heart"), InlineData("good for babies"), InlineData("safe for pregnant women"), InlineData("sulphur-free"), InlineData("never waxed: unwaxed"), InlineData("certified"), InlineData("no preservatives")]
    [InlineData("soulagent les rhumatismes"), InlineData("certifiée AB"), InlineData("soigne le rhume"), InlineData("soigne l’estomac"), InlineData("renforce les défenses"), InlineData("améliore le sommeil"), InlineData("donne de l’énergie"), InlineData("sans engrais"), InlineData("sans soufre"), InlineData("idéal pour les femmes enceintes"), InlineData("apaise la toux"), InlineData("protège le cœur"), InlineData("favorise la digestion")]
    [InlineData("富含维生素C"), InlineData("高钙奶渣"), InlineData("无糖"), InlineData("零脂肪"), InlineData("低卡零食"), InlineData("不加糖"), InlineData("高蛋白"), InlineData("膳食纤维丰富"), InlineData("rich in calcium"), InlineData("a good source of fibre"), InlineData("High-protein cheese"), InlineData("sugar-free"), InlineData("no added sugar"), InlineData("low in fat"), InlineData("gluten free"), InlineData("riche en vitamines"), InlineData("sans sucre ajouté"), InlineData("pauvre en graisses"), InlineData("source de protéines")]
    public void What_claims_something_is_found_however_it_is_written(string said) => FoodClaims.Of(new Text(said)).ShouldNotBeEmpty();

    [Theory]
    [InlineData("脆甜多汁的苹果"), InlineData("From a biology teacher’s orchard"), InlineData("Une biographie de la pomme"), InlineData("Secure boxes"), InlineData("Good for baking"), InlineData("甘孜藏族自治州"), InlineData("果园里的果子，用箱子装好"), InlineData("")]
    [InlineData("清甜"), InlineData("补货"), InlineData("解冻"), InlineData("通风"), InlineData("防潮"), InlineData("绿色包装盒"), InlineData("绿色、黄色的梨"), InlineData("交通便利"), InlineData("其中风味独特"), InlineData("抗压纸箱"), InlineData("抗寒品种"), InlineData("坏了补发"), InlineData("清水洗净"), InlineData("解渴解腻"), InlineData("养蜂人"), InlineData("孩子们都爱吃"), InlineData("山药"), InlineData("高原孕育的苹果"), InlineData("防治病虫害"), InlineData("取消食宿"), InlineData("护身符"), InlineData("预防压坏"), InlineData("加强身份核对"), InlineData("消费者"), InlineData("味道偏药草"), InlineData("产生发酵的香"), InlineData("肉和骨头"), InlineData("去火车站接您")]
    [InlineData("treat yourself"), InlineData("sweet treats"), InlineData("sweet treats for cold evenings"), InlineData("energy bar"), InlineData("cold nights"), InlineData("a cold store"), InlineData("yak wool against the cold"), InlineData("protects each apple"), InlineData("soft bread")]
    [InlineData("emballé soigneusement"), InlineData("Elle soigne ses pommiers"), InlineData("du pain et du beurre"), InlineData("le goût du froid"), InlineData("dans l’enceinte du monastère"), InlineData("la traite des dris"), InlineData("un cœur tendre"), InlineData("échangé avec soin")]
    [InlineData("高山苹果"), InlineData("高原的糖心苹果"), InlineData("少量发霉的已挑出"), InlineData("含铁盒包装"), InlineData("低卡车运费"), InlineData("糖分足"), InlineData("high in the mountains"), InlineData("rich taste of walnut"), InlineData("a full basket"), InlineData("free delivery"), InlineData("no stones"), InlineData("low trees"), InlineData("riche de goût"), InlineData("sans noyau"), InlineData("plein de jus")]
    public void What_claims_nothing_is_not(string said) => FoodClaims.Of(new Text(said)).ShouldBeEmpty();

    /// <summary>What the demo village promises, and nothing else in its some thousand sentences.</summary>
    [Fact]
    public void The_villages_own_words_claim_only_what_they_do()
    {
        var said = new List<Text>();
        Gather(JsonDocument.Parse(Repository.Read("src/Modules/Catalog/Village/village.json")).RootElement);
        said.Count.ShouldBeGreaterThan(100);
        said.SelectMany(t => FoodClaims.Of(t)).Distinct(StringComparer.Ordinal).ShouldBe(["不放糖", "不放盐", "no sugar", "no salt", "ni sucre", "ni sel", "打蜡", "孩子吃", "不熏硫", "香精", "unwaxed", "sulphur", "soufre"], ignoreOrder: true);

        void Gather(JsonElement part)
        {
            if (part.ValueKind == JsonValueKind.Array) foreach (var one in part.EnumerateArray()) Gather(one);
            if (part.ValueKind != JsonValueKind.Object) return;
            if (part.TryGetProperty("zh", out var zh) && zh.ValueKind == JsonValueKind.String) said.Add(new(zh.GetString()!, Of("en"), Of("fr")));
            foreach (var one in part.EnumerateObject()) Gather(one.Value);

            string? Of(string language) => part.TryGetProperty(language, out var text) ? text.GetString() : null;
        }
    }

    [Fact] public void What_was_claimed_before_is_not_read_again() => FoodClaims.MustBeRead([new("有机苹果")], [new("新鲜的有机苹果")]).ShouldBeFalse();
    [Fact] public void Another_claim_about_the_same_is() => FoodClaims.MustBeRead([new("药材"), null], [new("不打药"), null]).ShouldBeTrue();
    [Fact] public void Words_in_Tibetan_are_always_read() => FoodClaims.MustBeRead([new("苹果")], [new("苹果", Bo: "ཀུ་ཤུ")]).ShouldBeTrue();

    [Fact]
    public void A_difference_put_together_is_the_text_before_and_the_text_after() => Check.QuickThrowOnFailure(Prop.ForAll<string?, string?>((before, after) =>
    {
        var (a, b) = (before ?? "", after ?? "");
        var d = Difference.Between(a, b);
        (d.Same + d.Went + d.Rest).ShouldBe(a);
        (d.Same + d.Came + d.Rest).ShouldBe(b);
    }));

    [Fact]
    public void A_difference_never_cuts_a_character_as_people_see_it() => Difference.Between("👩‍🌾", "👨‍🌾").ShouldBe(new Difference("", "👩‍🌾", "👨‍🌾", ""));
}
