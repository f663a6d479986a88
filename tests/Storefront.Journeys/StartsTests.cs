namespace Storefront.Journeys;

public sealed class StartsTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Fact]
    public async Task The_shop_starts()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        var page = await shop.Browser.NewPageAsync();
        (await page.GotoAsync($"{shop.Url}/health/ready"))!.Status.ShouldBe(200);
    }
}
