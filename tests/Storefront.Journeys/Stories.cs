namespace Storefront.Journeys;

/// <summary>
/// How things end that do not go straight to the door: a payment that was refused, an order that was cancelled, one that ran out of time, a truck on the
/// road and one whose boxes are handed over; and goods that are sold no longer.
/// </summary>
/// <param name="Buyers">Paths of the buyer's pages, without a language.</param>
/// <param name="Packer">Paths of Drolma's pages about parts that wait, with weights that fit and that do not, and about one that is packed.</param>
/// <param name="Runs">Numbers of the runs.</param>
/// <param name="SoldOut">The path of goods of which no box is left, behind the language.</param>
/// <param name="Ended">The path of what is sold no longer, behind the language.</param>
sealed record Stories(IReadOnlyList<string> Buyers, IReadOnlyList<string> Packer, IReadOnlyList<string> Runs, string Ended, string SoldOut)
{
    public static async Task<Stories> Play(RunningShop shop)
    {
        await using var buyer = await Person.Enter(shop, "stories");
        await buyer.Place("tsering-pears");
        await buyer.Press("button[value=refuse]");
        var refused = Path(buyer);
        await buyer.Until(refused, "h1:has-text('付款没有成功')");

        await buyer.Place("tsering-pears");
        await buyer.Press("button[value=pay]");
        var cancelled = Path(buyer);
        await buyer.Until(cancelled, "#cancel");
        await buyer.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await buyer.Press("#cancel .btn");

        await buyer.Place("tsering-pears");
        var payPage = Path(buyer);
        await buyer.Press("button[value=later]");
        var expired = Path(buyer);
        await shop.RunOutOfTime(expired.Split('/')[^1]);
        await buyer.Until(expired, "main:not(:has(#cancel))");

        var (runs, claimed) = await Drive(shop, buyer);
        var (light, packer) = await PackLight(shop, buyer);
        await AskForMuch(shop);
        var vouchers = await BuyTree(shop, buyer);
        return new([refused, cancelled, expired, payPage, light, .. claimed, .. vouchers], packer, runs, await End(shop, "drolma-tree"), await SellOut(shop, "tashi-golden"));
    }

    static async Task<string> SellOut(RunningShop shop, string slug)
    {
        await using var tashi = await Person.Enter(shop, "stories");
        await tashi.SignIn("tashi");
        await tashi.Open("/zh/farm/goods");
        var boxes = tashi.Page.Locator($"#change [name^='boxes-{slug}_']");
        for (var i = 0; i < await boxes.CountAsync(); i++) await boxes.Nth(i).FillAsync("0");
        await tashi.Press("#change .btn");
        return $"/p/{slug}";
    }

    static async Task<string> End(RunningShop shop, string slug)
    {
        await using var drolma = await Person.Enter(shop, "stories");
        await drolma.SignIn("drolma");
        await drolma.Open("/zh/farm/listings");
        await drolma.Press($"main a[href*='/farm/listings/{slug}']");
        await drolma.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await drolma.Press("#end .btn");
        return $"/p/{slug}";
    }

    /// <summary>A tree for a harvest: no address, a card, redeemed at the point; beside it a second voucher that is still good.</summary>
    static async Task<IReadOnlyList<string>> BuyTree(RunningShop shop, Person buyer)
    {
        await buyer.Open("/zh/p/zhongde-tree-voucher");
        await buyer.Page.FillAsync("#q", "2");
        await buyer.Press(".buy form .btn:not(.alt)");
        await buyer.Open("/zh/checkout/address");
        await buyer.Page.FillAsync("[name=name]", "李晓梅");
        await buyer.Page.FillAsync("[name=tel]", "138 1234 5678");
        await buyer.Next();
        await buyer.Next();
        await buyer.Agree();
        await buyer.Press("button[value=pay]");
        var order = Path(buyer);
        await buyer.Until(order, "a[href*='/card?']");
        var cards = await buyer.Page.Locator("a[href*='/card?']").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))");
        await buyer.Open(cards[0]);
        var code = await buyer.Page.InnerTextAsync(".gift-card .no");
        await using var point = await Person.Enter(shop, "stories");
        await point.SignIn("point");
        await point.Open("/zh/point/vouchers");
        await point.Page.FillAsync("[name=code]", code.ToLowerInvariant());
        await point.Press("#look .btn");
        await point.Press("#redeem .btn");
        (await point.Page.Locator("#redeemed").CountAsync()).ShouldBe(1);
        return [order, .. cards.Select(card => card.Replace("lang=zh&", "", StringComparison.Ordinal))];
    }

    /// <summary>Two boxes that no truck takes any more: one weighs too little, the other waits for its packer.</summary>
    static async Task<(string Buyer, IReadOnlyList<string> Packer)> PackLight(RunningShop shop, Person buyer)
    {
        await using var drolma = await Person.Enter(shop, "stories");
        await drolma.SignIn("drolma");
        await buyer.Place("drolma-apples");
        await buyer.Press("button[value=pay]");
        var light = Path(buyer);
        await drolma.Until("/zh/farm", "ul.pack li:not(.d) a[href*='/farm/part/']");
        await drolma.Press("ul.pack li:not(.d) a[href*='/farm/part/']");
        var packed = PathAndQuery(drolma)["/zh".Length..];
        await drolma.Weigh(0.9m);
        await drolma.Press("#weigh .btn");
        await drolma.Press("#weigh .btn");

        await buyer.Place("drolma-apples");
        await buyer.Press("button[value=pay]");
        await drolma.Until("/zh/farm", "ul.pack li:not(.d) a[href*='/farm/part/']");
        await drolma.Press("ul.pack li:not(.d) a[href*='/farm/part/']");
        var waiting = PathAndQuery(drolma)["/zh".Length..];
        await drolma.Weigh(0.9m);
        await drolma.Press("#weigh .btn");
        var check = PathAndQuery(drolma)["/zh".Length..];
        return (light, [packed, packed.Replace("?", "/labels?", StringComparison.Ordinal), packed.Replace("?", "/slip?", StringComparison.Ordinal), waiting, check]);
    }

    /// <summary>A price far from the one before, and words that claim something: somebody has to read both.</summary>
    static async Task AskForMuch(RunningShop shop)
    {
        await using var drolma = await Person.Enter(shop, "stories");
        await drolma.SignIn("drolma");
        await drolma.Open("/zh/farm/listings");
        await drolma.Press("main a[href*='/farm/listings/drolma-crooked']");
        await drolma.Page.FillAsync("#change [name^=price-]", "99");
        await drolma.Press("#change .btn");
        await drolma.Press("main a[href*='/words?']");
        await drolma.Page.FillAsync("[name=about-zh]", "长歪了一点，有机种植，能降血压。");
        await drolma.Press("#words .btn");
    }

    /// <summary>Two orders of one farm on two trucks: the first is on its way, the second was handed over, and some of its boxes were not what was ordered.</summary>
    static async Task<(IReadOnlyList<string> Runs, IReadOnlyList<string> Claimed)> Drive(RunningShop shop, Person buyer)
    {
        await using var drolma = await Person.Enter(shop, "stories");
        await drolma.SignIn("drolma");
        await using var coordinator = await Person.Enter(shop, "stories");
        await coordinator.SignIn("coordinator");
        var runs = new List<string>();
        var order = "";
        foreach (var place in new[] { "litang", "chengdu" })
        {
            var goods = place == "chengdu" ? "drolma-crooked" : "drolma-apples";
            if (place == "chengdu")
                for (var more = 0; more < 4; more++) await buyer.PutInBasket(goods);
            await buyer.Place(goods);
            await buyer.Press("button[value=pay]");
            order = Path(buyer);
            runs.Add(await Send(drolma, coordinator, place));
        }
        await HandOver(coordinator);
        return (runs, [.. await Claim(buyer, order), await Review(buyer, order)]);
    }

    /// <summary>Packs what waits longest, and drives all that is packed to a place. Answers the run's number; its page is open.</summary>
    internal static async Task<string> Send(Person farmer, Person coordinator, string place)
    {
        await farmer.Until("/zh/farm", "form[action$='/farm/packed'] .btn");
        await farmer.Press("form[action$='/farm/packed'] .btn");
        await coordinator.Open("/zh/dispatch/new");
        await coordinator.Page.FillAsync("[name=truck]", "川V 67890");
        await coordinator.Page.FillAsync("[name=capacity]", "1500");
        await coordinator.Press("form[action$='/dispatch/new'][method=post] .btn");
        var run = Path(coordinator).Split('/')[^1];
        await coordinator.Until(coordinator.Page.Url, "#load-form");
        await coordinator.Press("#load-form button[name=all]");
        await coordinator.Press("#depart-form .btn");
        await coordinator.Page.SelectOptionAsync("#scan-form [name=place]", place);
        await coordinator.Press("#scan-form .btn");
        return run;
    }

    /// <summary>On a run's page: hands over its first parcel.</summary>
    internal static async Task HandOver(Person coordinator)
    {
        await coordinator.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await coordinator.Page.FillAsync("[name=receivedBy]", "李晓梅");
        await coordinator.Press("form[action$='/deliver'] .btn");
    }

    /// <summary>Four of five boxes: more than the rule grants, so that the office has something to decide and the form something left.</summary>
    static async Task<IReadOnlyList<string>> Claim(Person buyer, string order)
    {
        await buyer.Until(order, "a[href*='/claim']");
        await buyer.Press("a[href*='/claim']");
        var form = $"{order}/claim?part={await buyer.Page.InputValueAsync("[name=part]")}";
        await buyer.Page.CheckAsync("[value=wrong]");
        await buyer.Page.FillAsync("[name^=units]", "4");
        await buyer.Page.SetInputFilesAsync("#f-photo", System.IO.Path.Combine(RunningShop.Root, "src/Storefront.Web/wwwroot/pictures/apples-crate-1280.webp"));
        await buyer.Press("#claim .btn:not(.alt)");
        await buyer.Page.Locator("#claims .note").WaitForAsync();
        return [order, form, $"{order}/receipt"];
    }

    /// <summary>A review with a photo, so that the office has something to look at; and a question.</summary>
    static async Task<string> Review(Person buyer, string order)
    {
        await buyer.Open(order);
        await buyer.Press("a[href*='/review']");
        var form = $"{order}/review?listing={await buyer.Page.InputValueAsync("[name=listing]")}";
        await buyer.Page.CheckAsync("[name=stars][value='4']");
        await buyer.Page.FillAsync("[name=words]", "脆，甜，有一个磕碰。\n<b>下次还买</b>");
        await buyer.Page.SetInputFilesAsync("#f-photo", System.IO.Path.Combine(RunningShop.Root, "src/Storefront.Web/wwwroot/pictures/apples-crate-1280.webp"));
        await buyer.Press("#review .btn:not(.alt)");
        await buyer.Page.Locator(".note[role=status]").WaitForAsync();
        await buyer.Open("/zh/p/drolma-apples/ask");
        await buyer.Page.FillAsync("[name=words]", "能放多久？");
        await buyer.Press("#ask .btn");
        return form;
    }

    static string PathAndQuery(Person person) => new Uri(person.Page.Url).PathAndQuery;

    static string Path(Person person) => new Uri(person.Page.Url).AbsolutePath;
}
