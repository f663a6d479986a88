using FsCheck;
using FsCheck.Fluent;
using Storefront.Catalog.Revisions;
using Storefront.Contracts;

namespace Storefront.Tests.Catalog;

public sealed class FoodClaimsTests
{
    [Theory]
    [InlineData("有机苹果"), InlineData("吃了能降血压"), InlineData("Organic apples"), InlineData("a natural REMEDY"), InlineData("pesticide-free"), InlineData("Pommes issues de l’agriculture biologique"), InlineData("sans pesticides"), InlineData("Non traitées")]
    [InlineData("ｏｒｇａｎｉｃ"), InlineData("从来没打过农药"), InlineData("清热润肺"), InlineData("有機蘋果"), InlineData("对身体好"), InlineData("Organically grown"), InlineData("never sprayed"), InlineData("good for your heart"), InlineData("no pesticide at all"), InlineData("bon pour la santé"), InlineData("médicament contre la toux"), InlineData("Great against heart disease"), InlineData("能治咳嗽")]
    public void What_claims_something_is_found_however_it_is_written(string said) => FoodClaims.Of(new Text(said)).ShouldNotBeEmpty();

    [Theory]
    [InlineData("脆甜多汁的苹果"), InlineData("From a biology teacher’s orchard"), InlineData("Une biographie de la pomme"), InlineData("Secure boxes"), InlineData("Good for baking"), InlineData("甘孜藏族自治州"), InlineData("果园里的果子，用箱子装好"), InlineData("")]
    public void What_claims_nothing_is_not(string said) => FoodClaims.Of(new Text(said)).ShouldBeEmpty();

    [Fact] public void What_was_claimed_before_is_not_read_again() => FoodClaims.MustBeRead([new("有机苹果")], [new("新鲜的有机苹果")]).ShouldBeFalse();
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
