using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>Every page, in every language: axe finds nothing, nothing comes from elsewhere, the byte and request budgets hold.</summary>
public sealed class PagesTests(RunningShop shop) : IClassFixture<RunningShop>
{
    internal static readonly string[] Languages = ["zh", "en", "fr", "bo"];
    internal static readonly string[] Public = ["", "/goods", "/c/fruit", "/search?q=苹果", "/search?q=wallnut&price=20-50", "/search?q=televisions",
        "/search?q=wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", "/p/drolma-apples/tell-me", "/p/drolma-apples", "/p/zhongde-stay",
        "/p/zhongde-tree-voucher", "/p/drolma-apples/reviews", "/p/drolma-apples/ask", "/p/drolma-apples/ask?done=1", "/back", "/villages/zhongde", "/producers",
        "/producers/drolma", "/sell", "/orders/find", "/orders/find?done=1", "/basket", "/start", "/help", "/about", "/licences", "/privacy", "/terms", "/offline",
        "/sign-in", "/mailbox"];
    internal static readonly (string Who, string[] Paths)[] Staff =
    [
        ("drolma", ["/farm", "/farm/pick", "/farm/listings", "/farm/listings/new", "/farm/listings/voucher", "/farm/goods", "/farm/goods/import", "/farm/earnings",
            "/farm/answers", "/farm/page"]),
        ("point", ["/point", "/point/vouchers", "/farm/pick", "/revisions"]),
        ("coordinator", ["/dispatch", "/dispatch/new", "/dispatch/close"]),
        ("office", ["/office", "/office/campaigns/singles-day", "/office/campaigns/new", "/office/people", "/office/producers", "/office/mandates",
            "/office/attention", "/office/claims", "/office/moderation", "/office/fapiaos", "/revisions", "/account", "/account/second", "/account/second/codes"]),
    ];

    /// <summary>
    /// axe finds nothing: Chinese in both themes, each at one size, the others once, and all of it by the verb of the whole matrix. Chinese fits a small phone as well.
    /// </summary>
    [Fact]
    public async Task Every_page_is_accessible_and_fits_a_small_phone_large_text_and_a_fingertip()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        var found = new System.Collections.Concurrent.ConcurrentBag<string>();
        // Two at once: one waits for the shop while the other looks.
        await Parallel.ForEachAsync(Languages, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (language, _) =>
        {
            foreach (var violation in (await OverAll(shop, language, language == "zh" ? Fits.BothThemes : Axe.Over)).Found) found.Add(violation);
        });
        found.ShouldBeEmpty();
    }

    /// <summary>Every page once: those with an address of their own, and those that only a purchase or a run leads to.</summary>
    internal static async Task<(List<string> Found, int Pages)> OverAll(RunningShop shop, string language, Func<IPage, Task<IReadOnlyList<string>>> look)
    {
        var stories = await shop.Stories();
        var found = new List<string>();
        var pages = 0;
        await using (var visitor = await Person.Enter(shop, "visitor"))
        {
            foreach (var path in Public) await Over(visitor, $"/{language}{path}");
            await visitor.Page.GotoAsync($"{shop.Url}/{language}/nowhere");
            await Here(visitor);
            await Over(visitor, $"/{language}{stories.SoldOut}");
            (await visitor.Page.GotoAsync($"{shop.Url}/{language}{stories.Ended}"))!.Status.ShouldBe(410);
            await Here(visitor);
            await visitor.PutInBasket("tsering-pears", language);
            await Over(visitor, $"/{language}/basket");
            await Over(visitor, $"/{language}/checkout/address");
            await visitor.Next();      // refused: nothing is filled in
            await Here(visitor);
            await visitor.FillAddress();
            for (var step = 0; step < 3; step++)
            {
                await visitor.Next();
                await Here(visitor);
            }
            await visitor.Agree();
            await Here(visitor);
            await visitor.Press("button[value=pay]");
            var order = new Uri(visitor.Page.Url).AbsolutePath;
            await visitor.Until($"{order}?lang={language}", "a[href^='/t/']");
            await Here(visitor);
            var tracking = (await visitor.Page.GetAttributeAsync("a[href^='/t/']", "href"))!.Split('?')[0];
            await visitor.Until($"{tracking}?lang={language}", "#route");
            await Here(visitor);
            await visitor.Until($"/{language}/mailbox", ".mail a");
            await Over(visitor, (await visitor.Page.GetAttributeAsync(".mail a", "href"))!);
            foreach (var path in stories.Buyers) await Over(visitor, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}");
            found.AddRange(visitor.Violations);
        }
        await using (var shopper = await Person.Enter(shop, "shopper"))
        {
            await shopper.SignInByCode(language, () => Here(shopper));
            await Here(shopper);
            foreach (var path in new[] { "/account/orders", "/account/addresses", "/account/wishes", "/account/number" }) await Over(shopper, $"/{language}{path}");
            await Over(shopper, $"/{language}/account/addresses/new");
            await shopper.FillAddress();
            await shopper.Press("#address-form .btns .btn:not(.alt)");
            await Here(shopper);
            await shopper.Open($"/{language}/p/tsering-pears");
            await shopper.Press("[formaction$='/wishes/add']");
            await Here(shopper);
            await shopper.PutInBasket("tsering-pears", language);
            await Over(shopper, $"/{language}/checkout/address");
            await shopper.Press("form[action$='/use'] .btn");
            for (var step = 0; step < 2; step++) await shopper.Next();
            await shopper.Agree();
            await shopper.Press("button[value=pay]");
            await Over(shopper, $"/{language}/account/orders");
            found.AddRange(shopper.Violations);
        }
        foreach (var (who, paths) in Staff)
        {
            await using var person = await Person.Enter(shop, who);
            await person.SignIn(who, language);
            foreach (var path in paths) await Over(person, $"/{language}{path}");
            if (who == "drolma")
            {
                foreach (var path in stories.Packer) await Over(person, $"/{language}{path}");
                await person.Open($"/{language}/farm/listings");
                await Over(person, (await person.Page.GetAttributeAsync("main a[href*='/farm/listings/drolma-apples']", "href"))!);
                await Over(person, (await person.Page.GetAttributeAsync("main a[href*='/words?']", "href"))!);
                (await person.Page.GotoAsync($"{shop.Url}/{language}/office"))!.Status.ShouldBe(403);
                await Here(person);
            }
            if (who == "point")
            {
                (await person.Page.GotoAsync($"{shop.Url}/{language}/point/vouchers?code=K7Q2"))!.Status.ShouldBe(422);
                await Here(person);
            }
            if (who == "coordinator")
            {
                await Over(person, $"/{language}/dispatch/close?leg=litang--yajiang&kind=Snow");
                await person.Open($"/{language}/dispatch/new");
                await person.Page.FillAsync("[name=truck]", "川V 12345");
                await person.Page.FillAsync("[name=capacity]", "1500");
                await person.Press("form[action$='/dispatch/new'][method=post] .btn");
                await Here(person);
                foreach (var run in stories.Runs) await Over(person, $"/{language}/dispatch/{run}");
            }
            if (who == "office") await FirstDay(person);
            found.AddRange(person.Violations);
        }
        return (found, pages);

        // Somebody new: the second step is made, its codes are shown once, and the next sign-in asks for it.
        async Task FirstDay(Person office)
        {
            var name = $"new-{Guid.NewGuid():N}"[..12];
            await office.Open($"/{language}/office/people");
            await office.Page.FillAsync("[name=staff-name]", name);
            await office.Page.FillAsync("[name=username]", name);
            await office.Page.SelectOptionAsync("[name=role]", "coordinator");
            await office.Press("#new-staff .btn");
            await Here(office);
            var password = await office.Page.InnerTextAsync("#password strong");
            await using var person = await Person.Enter(shop, name);
            await person.SignIn(name, language, password);
            await Over(person, $"/{language}/account/second");
            await person.Page.FillAsync("[name=code]", Tests.Accounts.Totp.Code((await person.Page.InnerTextAsync("main code")).Replace(" ", "", StringComparison.Ordinal), 0));
            await person.Press("#enrol .btn");
            await person.Page.Locator("#codes").WaitForAsync();
            await Here(person);
            await person.Page.Context.ClearCookiesAsync();
            await person.SignIn(name, language, password);
            await person.Page.Locator("#second").WaitForAsync();
            await Here(person);
            found.AddRange(person.Violations);
        }

        async Task Over(Person person, string path)
        {
            await person.Open(path);
            await Here(person);
        }

        async Task Here(Person person)
        {
            pages++;
            var path = new Uri(person.Page.Url).PathAndQuery;
            // Tibetan pages still speak Chinese, and say so.
            (await person.Page.GetAttributeAsync("html", "lang")).ShouldBe(language is "zh" or "bo" ? "zh-Hans" : language, path);
            (await person.Page.InnerTextAsync("body")).ShouldNotContain("{0", customMessage: path);
            foreach (var violation in await look(person.Page)) found.Add($"{path}: {violation}");
        }
    }

    public static TheoryData<string> Budgets => [.. Budget.All.Select(b => b.Path)];

    [Theory, MemberData(nameof(Budgets))]
    public async Task A_cold_page_holds_its_budget(string path)
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        var budget = Budget.Of(path);
        var (visitor, at) = await budget.Enter(shop);
        await using var _ = visitor;
        TestContext.Current.TestOutputHelper!.WriteLine($"{path}: {await budget.Hold(visitor, at)}");
    }

    [Fact]
    public async Task A_cameras_photo_holds_its_budget_on_its_way_up()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        var sent = await UploadBudget.Send(shop, line: null);
        sent.Camera.ShouldBeGreaterThan(2_000_000);
        sent.Sizes.Count.ShouldBe(UploadBudget.Requests);
        sent.Sizes.ShouldBeInOrder();
        sent.Sizes.Sum().ShouldBeLessThanOrEqualTo(UploadBudget.Kilobytes * 1024);
    }

    [Fact]
    public async Task A_guest_buys_without_script()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var visitor = await Person.Enter(shop, "noscript", script: false);
        await visitor.PutInBasket("tashi-apples", "en");
        await visitor.Open("/en/checkout/address");
        await visitor.Page.FillAsync("[name=name]", "Marie Chen");
        await visitor.Page.FillAsync("[name=tel]", "13900001111");
        await visitor.Page.FillAsync("[name=address-level1]", "Shanghai");
        await visitor.Page.FillAsync("[name=address-level2]", "Shanghai");
        await visitor.Page.FillAsync("[name=address-level3]", "Xuhui");
        await visitor.Page.FillAsync("[name=street-address]", "1 Huaihai Road");
        for (var step = 0; step < 3; step++) await visitor.Next();
        await visitor.Agree();
        await visitor.Press("button[value=pay]");
        visitor.Page.Url.ShouldContain("/o/");
    }
}
