using Microsoft.Playwright;
namespace Storefront.Journeys;

/// <summary>What shoppers come for, with script and without. Each page is photographed at both sizes and looked over by axe.</summary>
public sealed class ShopperTests(RunningShop shop) : IClassFixture<RunningShop>
{
    static readonly string Photo = Path.Combine(RunningShop.Root, "src/Storefront.Web/wwwroot/pictures/apples-crate-1280.webp");

    [Fact]
    public async Task The_whole_page_speaks_of_the_pack_that_was_chosen()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var shopper = await Person.Enter(shop, "pack");
        await shopper.Open("/en/p/drolma-apples");
        await shopper.Page.Locator("#packs label", new() { HasText = "5 kg" }).Last.ClickAsync();
        await shopper.Page.WaitForURLAsync("**v=5000g*");
        var chosen = await shopper.Page.Locator("[data-own]").AllInnerTextsAsync();
        (await shopper.Page.Locator("[data-own]").EvaluateAllAsync<bool>("parts => parts.every(p => p.style.visibility === '')")).ShouldBeTrue();
        await shopper.Open("/en/p/drolma-apples?v=5000g");
        (await shopper.Page.Locator("[data-own]").AllInnerTextsAsync()).ShouldBe(chosen, "as the page of that pack says");
        // The buy bar gives way to the button that it stands for.
        await shopper.Page.Locator("form:has(#packs) .btn").First.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(shopper.Page.Locator(".bar")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_pack_that_is_chosen_without_a_signal_is_shown_once_it_is_back()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var shopper = await Person.Enter(shop, "pack-lost");
        await shopper.Open("/en/p/drolma-apples");
        await shopper.Page.Context.SetOfflineAsync(true);
        await shopper.Page.Locator("#packs label", new() { HasText = "5 kg" }).Last.ClickAsync();
        await Assertions.Expect(shopper.Page.Locator("#pack-lost")).ToBeVisibleAsync();
        await shopper.Look("pack-lost");
        await shopper.Page.Context.SetOfflineAsync(false);
        await shopper.Page.WaitForURLAsync("**v=5000g*");
        await Assertions.Expect(shopper.Page.Locator("#pack-lost")).ToBeHiddenAsync();
        (await shopper.Page.Locator("[data-own]").EvaluateAllAsync<bool>("parts => parts.every(p => p.style.visibility === '')")).ShouldBeTrue();
        shopper.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_typed_goes_along_into_another_language()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var shopper = await Person.Enter(shop, "along");
        await shopper.PutInBasket("drolma-crooked");
        await shopper.Open("/fr/checkout/address");
        await shopper.Page.FillAsync("[name=name]", "Marie Curie");
        await shopper.Page.FillAsync("[name=street-address]", "人民南路 1 号");
        await shopper.Page.ClickAsync("main summary:has(+ * [name=gift])");
        await shopper.Page.CheckAsync("[name=gift]");
        await shopper.Page.ClickAsync(".langs a[hreflang^=zh]");
        await Assertions.Expect(shopper.Page).ToHaveURLAsync($"{shop.Url}/zh/checkout/address");
        await Assertions.Expect(shopper.Page.Locator("[name=name]")).ToHaveValueAsync("Marie Curie");
        await Assertions.Expect(shopper.Page.Locator("[name=street-address]")).ToHaveValueAsync("人民南路 1 号");
        await Assertions.Expect(shopper.Page.Locator("[name=gift]")).ToBeCheckedAsync();
        await shopper.Page.ReloadAsync();
        await Assertions.Expect(shopper.Page.Locator("[name=name]")).ToHaveValueAsync("");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_guest_finds_goods_by_the_words_of_each_language_buys_of_two_farms_and_cancels(bool script)
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var guest = await Person.Enter(shop, script ? "guest" : "guest-noscript", script);
        foreach (var (language, words) in new[] { ("bo", "ཀུ་ཤུ"), ("fr", "pomme"), ("en", "aples"), ("zh", "苹果") })
        {
            await guest.Open($"/{language}");
            await guest.Page.FillAsync("#find", words);
            await guest.Press("form.find button");
            (await guest.Page.Locator($"main a[href^='/{language}/p/drolma-apples']").CountAsync()).ShouldBeGreaterThan(0, $"{words} in {language}");
            await guest.Look($"found-{language}");
        }
        await guest.Press("main a[href^='/zh/p/drolma-apples']");
        await guest.Look("product");
        await guest.Press(".buy form .btn:not(.alt)");
        await guest.PutInBasket("tsering-pears");
        await guest.Open("/zh/basket");
        await guest.Look("basket");
        await guest.Press("a[href$='/checkout/address']");
        await guest.FillAddress();
        await guest.Look("address");
        foreach (var step in new[] { "delivery", "payment", "check" })
        {
            await guest.Next();
            guest.Page.Url.ShouldEndWith(step);
            await guest.Look(step);
        }
        await guest.Agree();
        await guest.Look("pay");
        await guest.Press("button[value=pay]");
        var order = new Uri(guest.Page.Url).AbsolutePath;
        await guest.Until(order, "a[href^='/t/']");
        await guest.Look("order");
        await guest.Page.ClickAsync("details:has(> #cancel) > summary");
        await guest.Press("#cancel .btn");
        await guest.Until(order, "main:not(:has(#cancel)) .note");
        await guest.Look("cancelled");
        guest.Violations.ShouldBeEmpty();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_buyer_signs_up_from_the_order_wishes_orders_again_reviews_and_claims(bool script)
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var buyer = await Person.Enter(shop, script ? "buyer" : "buyer-noscript", script);
        var number = script ? "13711110001" : "13711110002";
        await buyer.PutInBasket("drolma-crooked");
        await buyer.Open("/zh/checkout/address");
        await buyer.FillAddress();
        await buyer.Page.FillAsync("[name=tel]", number);
        for (var step = 0; step < 3; step++) await buyer.Next();
        await buyer.Agree();
        await buyer.Press("button[value=pay]");
        var order = new Uri(buyer.Page.Url).AbsolutePath;

        await buyer.Until(order, "#join-form");
        await buyer.Press("#join-form .btn");
        await buyer.Look("code");
        await buyer.EnterCode(number);
        await buyer.Open("/zh/account/orders");
        await buyer.Page.Locator($"main a[href^='{order}']").First.WaitForAsync();
        await buyer.Look("my-orders");

        await buyer.Open("/zh/p/tsering-pears");
        await buyer.Press("[formaction$='/wishes/add']");
        await buyer.Open("/zh/account/wishes");
        await buyer.Page.Locator("main a[href*='/p/tsering-pears']").First.WaitForAsync();
        await buyer.Look("wishes");

        await using var drolma = await Person.Enter(shop, "farm");
        await drolma.SignIn("drolma");
        await using var coordinator = await Person.Enter(shop, "road");
        await coordinator.SignIn("coordinator");
        await Stories.Send(drolma, coordinator, "chengdu");
        await Stories.HandOver(coordinator);

        await buyer.Until(order, "a[href*='/review']");
        await buyer.Look("delivered");
        await buyer.Press("a[href*='/review']");
        await buyer.Page.CheckAsync("[name=stars][value='5']");
        await buyer.Page.FillAsync("[name=words]", "样子歪，味道正。");
        await buyer.Page.SetInputFilesAsync("#f-photo", Photo);
        await buyer.Look("review");
        await buyer.Press("#review .btn:not(.alt)");
        await buyer.Page.Locator(".note[role=status]").WaitForAsync();
        await buyer.Look("reviewed");

        await buyer.Open(order);
        await buyer.Press("a[href*='/claim']");
        await buyer.Page.CheckAsync("[value=bruised]");
        await buyer.Page.FillAsync("[name^=units]", "1");
        await buyer.Page.SetInputFilesAsync("#f-photo", Photo);
        await buyer.Look("claim");
        await buyer.Press("#claim .btn:not(.alt)");
        await buyer.Page.Locator("#claims .note").WaitForAsync();
        await buyer.Look("claimed");

        await buyer.Press("#again .btn");
        await buyer.Page.Locator("main a[href*='/p/drolma-crooked']").First.WaitForAsync();
        await buyer.Look("again");
        buyer.Violations.ShouldBeEmpty();
    }
}
