using System.Net;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Platform;

public sealed class RememberedPlaceTests(SqliteShop shop) : RunsOn(shop), IClassFixture<SqliteShop>
{
    static string? Sent(Page page) => page.Document.QuerySelector("select#to option[selected]")?.GetAttribute("value");

    [Fact]
    public async Task The_city_that_was_chosen_is_the_city_of_the_next_visit()
    {
        var guest = Shop.Visitor();
        Sent(await guest.Open("/en/p/tsering-walnuts")).ShouldBe("chengdu");
        Sent(await guest.Open("/en/p/tsering-walnuts?to=beijing")).ShouldBe("beijing");
        Sent(await guest.Open("/en/p/drolma-apples")).ShouldBe("beijing", "another page, opened without a word of it");
        (await guest.Open("/en")).Document.QuerySelector("a[href^='/en/basket']")!.GetAttribute("href").ShouldBe("/en/basket?to=beijing");
        Sent(await Shop.Visitor().Open("/en/p/drolma-apples")).ShouldBe("chengdu", "nobody else's");
        Sent(await guest.Open("/en/p/drolma-apples?to=chengdu")).ShouldBe("chengdu");
        Sent(await guest.Open("/en/p/tsering-walnuts")).ShouldBe("chengdu", "and back again");
    }

    [Theory, InlineData("atlantis"), InlineData("%3Cb%3E"), InlineData("a-name-longer-than-that-of-any-area")]
    public async Task What_is_no_place_is_the_usual_one(string to)
    {
        var guest = Shop.Visitor();
        (await guest.Open($"/en/p/tsering-walnuts?to={to}")).Status.ShouldBe(HttpStatusCode.OK);
        Sent(await guest.Open("/en/p/tsering-walnuts")).ShouldBe("chengdu");
    }

    [Fact]
    public async Task A_page_that_is_kept_for_all_carries_nobodys_cookie()
    {
        var (first, second) = (Shop.Visitor(), Shop.Visitor());
        (await first.Open("/en/p/norbu-bowls?to=shanghai")).Answer.Headers.Contains("Set-Cookie").ShouldBeTrue();
        (await second.Open("/en/p/norbu-bowls?to=shanghai")).Answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldStartWith("to=shanghai");
        (await second.Open("/en/p/norbu-bowls?to=shanghai")).Answer.Headers.Contains("Set-Cookie").ShouldBeFalse("it is known");
    }
}
