using Microsoft.Playwright;

namespace Storefront.Journeys;

/// <summary>A farmer in the orchard, where the signal comes and goes.</summary>
public sealed class DraftTests(RunningShop shop) : IClassFixture<RunningShop>
{
    static readonly string Pictures = Path.Combine(RunningShop.Root, "src/Storefront.Web/wwwroot/pictures"), Photo = Path.Combine(Pictures, "apples-crate-1280.webp");

    static async Task Type(Person farmer, string name)
    {
        await farmer.Page.SetInputFilesAsync("[name=photo]", Photo);
        await farmer.Page.FillAsync("[name=name]", name);
        await farmer.Page.FillAsync("[name=kilograms]", "100");
        await farmer.Page.FillAsync("[name=box]", "5");
        await farmer.Page.FillAsync("[name=price]", "68");
        await farmer.Page.Locator("#snaps").WaitForAsync();
    }

    [Fact]
    public async Task What_is_listed_without_a_signal_is_kept_on_the_phone_and_sent_once_there_is_one()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var drolma = await Person.Enter(shop, "offline");
        await drolma.SignIn("drolma");
        await drolma.Open("/zh/farm/listings/new");
        await drolma.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await drolma.Open("/zh/farm/listings/new");      // from now on this phone has it
        await drolma.Page.WaitForFunctionAsync("caches.open('farm').then(c => c.keys()).then(k => k.length >= 3)");

        // The line is cut: the form opens all the same, and what is typed stays.
        await drolma.Page.Context.SetOfflineAsync(true);
        await drolma.Page.GotoAsync($"{shop.Url}/zh/farm/listings/new");
        await Type(drolma, "没有信号时的苹果");
        // A camera brings one at a time; one too many goes again.
        foreach (var (next, count) in new[] { ("orchard-rows", 2), ("pears", 3) })
        {
            await drolma.Page.SetInputFilesAsync("[name=photo]", Path.Combine(Pictures, $"{next}-1280.webp"));
            await Assertions.Expect(drolma.Page.Locator("#snaps img")).ToHaveCountAsync(count);
        }
        await drolma.Page.Locator("#snaps button").Nth(2).ClickAsync();
        await Assertions.Expect(drolma.Page.Locator("#snaps img")).ToHaveCountAsync(2);
        await drolma.Page.ClickAsync("#listing button.btn");
        await Assertions.Expect(drolma.Page.Locator("#outbox li")).ToHaveTextAsync("没有信号时的苹果");
        await drolma.Look("waiting");

        // A page that is not on this phone says what works still.
        await drolma.Page.GotoAsync($"{shop.Url}/zh/farm/goods");
        await Assertions.Expect(drolma.Page.Locator("h1")).ToHaveTextAsync("没有信号");
        await drolma.Look("no-signal");
        await drolma.Page.ClickAsync("main a[href$='/farm/listings/new']");

        // The browser is closed and opened again, still without a signal.
        await drolma.Page.GotoAsync($"{shop.Url}/zh/farm/listings/new");
        await Assertions.Expect(drolma.Page.Locator("#outbox li")).ToHaveCountAsync(1);

        await drolma.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(drolma.Page.Locator("#outbox li")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await drolma.Look("sent");
        await drolma.Open("/zh/farm/listings");
        await Assertions.Expect(drolma.Page.Locator(".lines h2", new() { HasTextString = "没有信号时的苹果" })).ToHaveCountAsync(1);
        await drolma.Press(".lines li:has-text('没有信号时的苹果') a[href*='/farm/listings/']:not([href*=like])");
        await Assertions.Expect(drolma.Page.Locator("ol.snaps li")).ToHaveCountAsync(2);
        drolma.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_are_listed_without_a_signal_are_two()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var drolma = await Person.Enter(shop, "two");
        await drolma.SignIn("drolma");
        await drolma.Open("/zh/farm/listings/new");
        await drolma.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        await drolma.Open("/zh/farm/listings/new");
        await drolma.Page.WaitForFunctionAsync("caches.open('farm').then(c => c.keys()).then(k => k.length >= 3)");

        string[] names = ["雨前的苹果", "雨后的苹果"];
        await drolma.Page.Context.SetOfflineAsync(true);
        foreach (var name in names)
        {
            await drolma.Page.GotoAsync($"{shop.Url}/zh/farm/listings/new");      // the page that this phone kept, twice
            await Type(drolma, name);
            await drolma.Page.ClickAsync("#listing button.btn");
            await Assertions.Expect(drolma.Page.Locator("#outbox li", new() { HasTextString = name })).ToHaveCountAsync(1);
        }
        await drolma.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(drolma.Page.Locator("#outbox li")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await drolma.Open("/zh/farm/listings");
        foreach (var name in names) await Assertions.Expect(drolma.Page.Locator(".lines h2", new() { HasTextString = name })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task On_a_shared_phone_a_draft_is_its_farmers_alone_and_waits_for_her()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var phone = await Person.Enter(shop, "shared");
        await phone.SignIn("drolma");
        await phone.Open("/zh/farm/listings/new");
        await phone.Page.Context.SetOfflineAsync(true);
        await Type(phone, "卓玛自己的苹果");
        await phone.Page.ClickAsync("#listing button.btn");
        await Assertions.Expect(phone.Page.Locator("#outbox li")).ToHaveTextAsync("卓玛自己的苹果");

        // Pressed once more, the form that emptied itself is no listing.
        await phone.Page.ClickAsync("#listing button.btn");
        await Assertions.Expect(phone.Page.Locator("#sending")).ToHaveTextAsync("");
        await Assertions.Expect(phone.Page.Locator("#outbox li")).ToHaveCountAsync(1);
        await phone.Page.GotoAsync("about:blank");
        await phone.Page.Context.SetOfflineAsync(false);

        await phone.Page.Context.ClearCookiesAsync();
        await phone.SignIn("tashi");
        await phone.Open("/zh/farm/listings/new");
        await phone.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Assertions.Expect(phone.Page.Locator("#outbox")).ToBeHiddenAsync();
        await Assertions.Expect(phone.Page.Locator("#kept")).ToBeHiddenAsync();

        await phone.Page.Context.ClearCookiesAsync();
        await phone.SignIn("drolma");
        await phone.Open("/zh/farm/listings");
        await Assertions.Expect(phone.Page.Locator("#outbox [role=status]")).ToHaveTextAsync("都发出了。", new() { Timeout = 20_000 });
        await phone.Open("/zh/farm/listings");
        await Assertions.Expect(phone.Page.Locator(".lines h2", new() { HasTextString = "卓玛自己的苹果" })).ToHaveCountAsync(1);
        await phone.Open("/zh/farm/listings/new");
        await Assertions.Expect(phone.Page.Locator("#kept")).ToBeHiddenAsync();
        phone.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_phone_that_keeps_nothing_lists_all_the_same()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var drolma = await Person.Enter(shop, "full");
        await drolma.SignIn("drolma");
        await drolma.Page.AddInitScriptAsync("IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }");
        await drolma.Open("/zh/farm/listings/new");
        await Type(drolma, "手机满了的苹果");
        await drolma.Page.ClickAsync("#listing button.btn");
        await drolma.Page.WaitForURLAsync("**listed=**");
        await Assertions.Expect(drolma.Page.Locator(".lines h2", new() { HasTextString = "手机满了的苹果" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_was_typed_comes_back_after_the_browser_was_closed()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var drolma = await Person.Enter(shop, "draft");
        await drolma.SignIn("drolma");
        await drolma.Open("/zh/farm/listings/new");
        await Type(drolma, "还没写完的苹果");
        await drolma.Page.FillAsync("[name=price]", "0");
        await drolma.Page.WaitForFunctionAsync("new Promise(done => { const o = indexedDB.open('farm'); o.onsuccess = () => { const a = o.result.transaction('drafts').objectStore('drafts').getAll(); a.onsuccess = () => { o.result.close(); done(a.result.some(d => d.fields.price === '0' && d.photo)); }; }; })");
        await drolma.Open("/zh/farm/listings/new");
        await Assertions.Expect(drolma.Page.Locator("#kept")).ToBeVisibleAsync();
        (await drolma.Page.InputValueAsync("[name=name]")).ShouldBe("还没写完的苹果");
        await drolma.Look("restored");

        // A price of nothing is refused by the server's own page; the photo need not be taken again.
        await drolma.Press("#listing button.btn");
        (await drolma.Page.Locator("#f-price-error").CountAsync()).ShouldBe(1);
        (await drolma.Page.Locator("#f-photo[aria-invalid]").CountAsync()).ShouldBe(0);
        drolma.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_next_listing_like_the_last_takes_twelve_taps_at_most_and_one_typed_number()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var drolma = await Person.Enter(shop, "again");
        await drolma.SignIn("drolma");
        await drolma.Open("/zh/farm/listings");
        var taps = 0;
        await Tap("a[href*='/farm/listings/new?']:not([href*=like])");
        await Tap("a[href*='like=']");
        taps += 2;      // camera and shutter are the phone's own
        await drolma.Page.SetInputFilesAsync("[name=photo]", Photo);
        await drolma.Page.Locator("#snaps").WaitForAsync();
        var name = await drolma.Page.InputValueAsync("[name=name]");
        var boxes = Math.Floor(80 / decimal.Parse(await drolma.Page.InputValueAsync("[name=box]"), System.Globalization.CultureInfo.InvariantCulture));
        await Tap("[name=kilograms]");
        await drolma.Page.Keyboard.TypeAsync("80");
        await Assertions.Expect(drolma.Page.Locator("#calc")).ToContainTextAsync($"{boxes} ");
        await drolma.Look("like-the-last");
        await Tap("#listing button.btn");
        await drolma.Page.WaitForURLAsync("**listed=**");
        taps.ShouldBeLessThanOrEqualTo(12);
        await Assertions.Expect(drolma.Page.Locator(".note[role=status]")).ToContainTextAsync(name);
        drolma.Violations.ShouldBeEmpty();

        Task Tap(string what)
        {
            taps++;
            return drolma.Page.ClickAsync(what);
        }
    }

    [Fact]
    public async Task A_photo_chosen_before_the_script_has_come_is_shrunk_all_the_same()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var drolma = await Person.Enter(shop, "early");
        await drolma.SignIn("drolma");
        var chosen = new TaskCompletionSource();
        await drolma.Page.RouteAsync("**/js/photo.js*", async route =>
        {
            await chosen.Task;
            await route.ContinueAsync();
        });
        await drolma.Page.GotoAsync("/zh/farm/listings/new", new() { WaitUntil = WaitUntilState.Commit });
        await drolma.Page.SetInputFilesAsync("#f-photo", Photo);
        chosen.SetResult();
        await drolma.Page.Locator("#snaps").WaitForAsync();
    }

    [Fact]
    public async Task Further_photos_wait_for_the_signal_and_then_go_on()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var drolma = await Person.Enter(shop, "further");
        await drolma.SignIn("drolma");
        await drolma.Open("/zh/farm/listings");
        await drolma.Press(".lines a[href*='drolma-crooked?for']");
        var before = await drolma.Page.Locator("ol.snaps li").CountAsync();
        await drolma.Page.SetInputFilesAsync("#f-photo", [Path.Combine(Pictures, "walnut-kernels-1280.webp"), Path.Combine(Pictures, "honey-jar-1280.webp")]);
        await Assertions.Expect(drolma.Page.Locator("#snaps img")).ToHaveCountAsync(2);
        await drolma.Page.Context.SetOfflineAsync(true);
        await drolma.Page.ClickAsync("#add-photos .btn");
        await Assertions.Expect(drolma.Page.Locator("#sending")).ToContainTextAsync("没有信号");
        await drolma.Look("waiting-to-go-on");
        await drolma.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(drolma.Page.Locator("ol.snaps li")).ToHaveCountAsync(before + 2, new() { Timeout = 20_000 });
        drolma.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_phone_cannot_read_or_is_too_much_is_said_and_the_others_stay()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var drolma = await Person.Enter(shop, "unread");
        await drolma.SignIn("drolma");
        await drolma.Open("/zh/farm/listings/new");
        var broken = Path.Combine(RunningShop.Artifacts, "IMG_0001.heic");
        await File.WriteAllBytesAsync(broken, [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0]);
        await drolma.Page.SetInputFilesAsync("[name=photo]", [Photo, broken]);
        await Assertions.Expect(drolma.Page.Locator("#photo-told")).ToContainTextAsync("认不出");
        await Assertions.Expect(drolma.Page.Locator("#snaps img")).ToHaveCountAsync(1);
        await drolma.Page.SetInputFilesAsync("[name=photo]", [.. new[] { "pears", "paper", "forest", "honeycomb", "barley",
            "blanket" }.Select(p => Path.Combine(Pictures, $"{p}-1280.webp"))]);
        await Assertions.Expect(drolma.Page.Locator("#photo-told")).ToContainTextAsync("最多 6 张");
        await Assertions.Expect(drolma.Page.Locator("#snaps img")).ToHaveCountAsync(6);
        await drolma.Look("six-photos");
        drolma.Violations.ShouldBeEmpty();
    }
}
