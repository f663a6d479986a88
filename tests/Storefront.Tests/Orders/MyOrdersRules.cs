using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Storefront.Orders;
using Storefront.Orders.Addresses;
using Storefront.Orders.Checkout;
using Storefront.Tests.Accounts;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Orders;

public abstract class MyOrders(Shop shop) : RunsOn(shop)
{
    async Task<(Visitor Visitor, string Number)> SignedIn()
    {
        var (visitor, number) = (Shop.Visitor(), People.NewNumber());
        await Shop.SignIn(visitor, number);
        return (visitor, number);
    }

    static readonly string[] Steps = ["/en/checkout/delivery", "/en/checkout/payment"];

    /// <summary>From the product's page to the order's, as anybody walks it.</summary>
    internal static async Task<string> Buys(Visitor visitor, string tel)
    {
        await visitor.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/5000g").ToString()), ("units", "1"));
        await visitor.Post("/en/checkout/address", ("country", "CN"), ("name", "林小满"), ("tel", tel), ("address-level1", "四川省"), ("address-level2", "成都市"), ("street-address", "人民南路四段 1 号"));
        return await FromDelivery(visitor);
    }

    static async Task<string> FromDelivery(Visitor visitor)
    {
        await visitor.Post(Steps[0], ("delivery", Delivering.Soon));
        await visitor.Post(Steps[1], ("payment", KeepPayment.Online));
        var check = await visitor.Open("/en/checkout/check");
        var form = check.Document.QuerySelector("#place") ?? throw new InvalidOperationException(check.Text);
        var fields = form.QuerySelectorAll("input[name]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)).ToArray();
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        var answer = await visitor.Client.PostAsync("/en/checkout/place", content);
        return answer.Headers.Location!.OriginalString.Split('/', '?')[2];
    }

    [Fact]
    public async Task What_is_ordered_while_signed_in_is_among_the_own_orders_and_nobody_elses()
    {
        var (visitor, number) = await SignedIn();
        var token = await Buys(visitor, number);
        var order = await Shop.Order(token);
        var mine = await visitor.Open("/en/account/orders");
        mine.Text.ShouldContain(order.Number);
        mine.Document.QuerySelectorAll("main h2 a").Select(a => a.GetAttribute("href")).ShouldBe([$"/o/{token}?lang=en"]);

        var (other, _) = await SignedIn();
        (await other.Open("/en/account/orders")).Text.ShouldNotContain(order.Number);
    }

    [Fact]
    public async Task Where_a_gift_went_is_not_kept_as_an_address_of_whoever_gave_it()
    {
        var (visitor, number) = await SignedIn();
        (string, string)[] gift = [("country", "CN"), ("name", "王小明"), ("tel", "13812345678"), ("address-level1", "四川省"), ("address-level2", "成都市"),
            ("street-address", "天府大道 1 号"), ("gift", "1"), ("from-name", "林小满"), ("from-tel", number)];
        await visitor.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/5000g").ToString()), ("units", "1"));
        await visitor.Post("/en/checkout/address", gift);
        await FromDelivery(visitor);
        (await visitor.Open("/en/account/addresses")).Text.ShouldNotContain("王小明");

        var guest = Shop.Visitor();
        await guest.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/5000g").ToString()), ("units", "1"));
        await guest.Post("/en/checkout/address", gift);
        await visitor.Open($"/o/{await FromDelivery(guest)}?lang=en");
        (await Shop.Db(db => db.SavedAddresses.AsNoTracking().ToListAsync())).ShouldNotContain(a => a.Typed.Name == "王小明", "nor when a guest's order joins the account");
    }

    [Fact]
    public async Task What_was_cancelled_of_an_order_and_what_came_back_stand_in_the_list()
    {
        var (visitor, number) = await SignedIn();
        await visitor.Post("/en/basket/add", ("variant", Buying.Variant("tsering-walnuts/500g").ToString()), ("units", "1"));
        await visitor.Post("/en/basket/add", ("variant", Buying.Variant("tashi-apples/3000g").ToString()), ("units", "1"));
        var token = await Buys(visitor, number);
        await Shop.Pays(token);
        (await visitor.Open("/en/account/orders")).Document.QuerySelector("main .tag").ShouldBeNull();
        var tashi = (await Shop.Parts(token)).First(p => p.Producer.En!.Contains("Tashi", StringComparison.Ordinal));
        await Shop.Send(new Storefront.Orders.OrderPage.CancelOrder(token, tashi.Id));

        var mine = await visitor.Open("/en/account/orders");
        mine.Document.QuerySelectorAll("main li:has(.tag)").ShouldHaveSingleItem().TextContent.ShouldContain("cancelled");
        mine.Text.ShouldContain($"of which {Storefront.Platform.Web.Show.Price(tashi.Goods)} came back");
    }

    [Fact]
    public async Task A_link_ends_a_hundred_and_eighty_days_after_the_order_was_over_but_not_for_its_owner()
    {
        var (guest, (owner, number)) = (Shop.Visitor(), await SignedIn());
        var (theirs, own) = (await Buys(guest, People.NewNumber()), await Buys(owner, number));
        async Task WasOver(TimeSpan ago)
        {
            var over = Shop.Clock.Now - ago;
            foreach (var token in new[] { theirs, own }) await Shop.Db(db =>
                db.Orders.Where(o => o.Token == token).ExecuteUpdateAsync(o => o.SetProperty(x => x.State, OrderState.Completed).SetProperty(x => x.EndedAt, over)));
        }
        await WasOver(TimeSpan.FromDays(180));
        (await guest.Open($"/o/{theirs}?lang=en")).Status.ShouldBe(HttpStatusCode.OK);
        await WasOver(TimeSpan.FromDays(180) + TimeSpan.FromMinutes(1));
        foreach (var path in new[] { $"/o/{theirs}?lang=en", $"/o/{theirs}/receipt?lang=en", $"/o/{own}?lang=en" })
        {
            var ended = await Shop.Visitor().Open(path);
            ended.Status.ShouldBe(HttpStatusCode.Gone, path);
            ended.Text.ShouldContain("Links end 180 days after delivery");
            ended.Text.ShouldNotContain("林小满");
        }
        foreach (var form in new[] { "cancel", "again", "fapiao", "claim", "review" })
            (await Shop.Visitor().Post($"/o/{theirs}/{form}?lang=en")).Status.ShouldBe(HttpStatusCode.Gone, "no form behind it works either");
        var back = Shop.Visitor();
        await Shop.SignIn(back, number);
        (await back.Open($"/o/{own}?lang=en")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_guests_order_joins_the_account_by_its_link_and_the_proven_number()
    {
        var (guest, number) = (Shop.Visitor(), People.NewNumber());
        var token = await Buys(guest, number);
        var page = await guest.Open($"/o/{token}?lang=en");
        page = await guest.Submit(page, "#join-form");
        page.Path.ShouldStartWith("/en/sign-in/code");
        page = await guest.Enter(page, await Shop.CodeFor(number));
        page.Path.ShouldBe($"/o/{token}?lang=en");
        page.Document.QuerySelector("#join-form").ShouldBeNull();
        (await guest.Open("/en/account/orders")).Text.ShouldContain((await Shop.Order(token)).Number);
        // Its address came along.
        (await guest.Open("/en/account/addresses")).Text.ShouldContain("人民南路四段 1 号");
    }

    [Fact]
    public async Task The_link_alone_or_the_number_alone_is_not_enough()
    {
        var (guest, number) = (Shop.Visitor(), People.NewNumber());
        var token = await Buys(guest, number);
        // Shown the link, with another number.
        var (other, _) = await SignedIn();
        (await other.Open($"/o/{token}?lang=en")).Document.QuerySelector("#join-form").ShouldNotBeNull();
        (await Shop.Order(token)).PersonId.ShouldBeNull();
        // The number was given to somebody new, who has no link.
        var newcomer = Shop.Visitor();
        await Shop.SignIn(newcomer, number);
        (await newcomer.Open("/en/account/orders")).Text.ShouldContain("No orders yet");
    }

    [Fact]
    public async Task Once_it_joined_it_stays_where_it_is()
    {
        var (visitor, number) = await SignedIn();
        var token = await Buys(visitor, number);
        var owner = (await Shop.Order(token)).PersonId;
        var (other, _) = await SignedIn();
        var page = await other.Open($"/o/{token}?lang=en");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelector("#join-form").ShouldBeNull();
        (await Shop.Order(token)).PersonId.ShouldBe(owner);
    }

    [Fact]
    public async Task Orders_come_ten_to_a_page_newest_first()
    {
        var (visitor, number) = await SignedIn();
        var person = (await Shop.Db(db => db.Set<Storefront.Accounts.Person>().SingleAsync(p => p.PhoneNumber == number))).Id;
        var first = await Shop.Order(await Buys(visitor, number));
        await Shop.Db(async db =>
        {
            for (var i = 1; i <= 11; i++)
                db.Add(new Order
                {
                    Id = Guid.CreateVersion7(), CheckoutId = Guid.NewGuid(), Number = $"0000-{number[^4..]}{i:00}-A", Token = Guid.NewGuid().ToString("N"),
                    TrackingToken = Guid.NewGuid().ToString("N"), Language = "en", State = OrderState.Cancelled,
                    Contact = first.Contact, Address = first.Address, Buyer = first.Buyer, PersonId = person, Area = first.Area, PromiseFrom = first.PromiseFrom, PromiseTo = first.PromiseTo,
                    PlacedAt = first.PlacedAt.AddMinutes(i), HoldUntil = first.HoldUntil, Agreed = [],
                });
            return await db.SaveChangesAsync();
        });
        var page = await visitor.Open("/en/account/orders");
        var numbers = page.Document.QuerySelectorAll("main .hd .mut .nw").Select(n => n.TextContent).ToList();
        numbers.Count.ShouldBe(10);
        numbers[0].ShouldEndWith("11-A");
        page.Document.QuerySelector("[rel=prev]").ShouldBeNull();
        var older = await visitor.Open(page.Document.QuerySelector("[rel=next]")!.GetAttribute("href")!);
        older.Document.QuerySelectorAll("main .hd .mut .nw").Select(n => n.TextContent).ShouldBe([$"0000-{number[^4..]}01-A", first.Number]);
        older.Document.QuerySelector("[rel=next]").ShouldBeNull();
        foreach (var odd in new[] { "-1", "0", "abc", "99999999999" }) (await visitor.Open($"/en/account/orders?page={odd}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_address_that_was_sent_to_is_offered_at_the_next_checkout_and_not_typed_again()
    {
        var (visitor, number) = await SignedIn();
        await Buys(visitor, number);
        await Buys(visitor, $"+86 {number[..3]} {number[3..]}");      // the same, spaced otherwise
        (await Shop.Db(db => db.SavedAddresses.CountAsync(a => a.Typed != null && a.PersonId == db.Set<Storefront.Accounts.Person>().Single(p => p.PhoneNumber == number).Id))).ShouldBe(1);

        await visitor.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/5000g").ToString()), ("units", "1"));
        var offered = await visitor.Open("/en/checkout/address");
        (await visitor.Submit(offered, "form[action$='/use']")).Path.ShouldBe("/en/checkout/delivery");
        var order = await Shop.Order(await FromDelivery(visitor));
        (order.Address!.Street, order.Contact.Phone).ShouldBe(("人民南路四段 1 号", number));
    }

    [Fact]
    public async Task A_kept_address_can_be_sent_to_as_a_gift_and_whoever_gives_it_is_filled_in()
    {
        var (visitor, number) = await SignedIn();
        await Add(visitor, "First Lane 1", number);
        var friend = Typed("Second Lane 2", "13700001111");
        await visitor.Submit(await visitor.Open("/en/account/addresses/new"), "#address-form", friend.Select(f => f.Key == "name" ? new("name", "韩梅梅") : f));
        await visitor.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/2500g").ToString()), ("units", "1"));

        var offered = await visitor.Open("/en/checkout/address");
        var (own, others) = (Use(offered, "First Lane 1"), Use(offered, "Second Lane 2"));
        var filled = await visitor.Submit(offered, $"form[action='{others}']", button: "gift=1");
        filled.Path.ShouldBe("/en/checkout/address");
        filled.Document.QuerySelector("details#gift")!.HasAttribute("open").ShouldBeTrue();
        foreach (var (field, value) in new[] { ("name", "韩梅梅"), ("tel", "13700001111"), ("street-address", "Second Lane 2"), ("from-name", "林小满"), ("from-tel", number), ("message", "") })
            Said(filled, field).ShouldBe(value, field);
        (await visitor.Submit(filled, "main form.card.form", [new("message", "Eat them in the sun")])).Path.ShouldBe("/en/checkout/delivery");
        var order = await Shop.Order(await FromDelivery(visitor));
        (order.Address!.Street, order.Gift, order.Contact.Phone).ShouldBe(("Second Lane 2", new Gift("韩梅梅", "13700001111", "Eat them in the sun"), number));

        // To the own default address: whoever gives it is known by the number of the sign-in alone.
        await visitor.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/2500g").ToString()), ("units", "1"));
        var unnamed = await visitor.Submit(await visitor.Open("/en/checkout/address"), $"form[action='{own}']", button: "gift=1");
        (Said(unnamed, "street-address"), Said(unnamed, "from-name"), Said(unnamed, "from-tel")).ShouldBe(("First Lane 1", "", number));

        var stranger = await SignedIn();
        await stranger.Visitor.Post("/en/basket/add", ("variant", Buying.Variant("tsering-pears/2500g").ToString()), ("units", "1"));
        await Add(stranger.Visitor, "Third Lane 3", stranger.Number);
        var form = await stranger.Visitor.Open("/en/checkout/address");
        form.Document.QuerySelector("form[action$='/use']")!.SetAttribute("action", others);
        (await stranger.Visitor.Submit(form, "form[action$='/use']", button: "gift=1")).Status.ShouldBe(HttpStatusCode.NotFound);

        static string Use(Page page, string street) => page.Document.QuerySelectorAll("form[action$='/use']").Single(f => f.TextContent.Contains(street, StringComparison.Ordinal)).GetAttribute("action")!;
        static string Said(Page page, string field) => page.Document.QuerySelector($"main form.card [name={field}]") switch { IHtmlTextAreaElement area => area.Value, IHtmlInputElement input => input.Value, _ => "?" };
    }

    [Fact]
    public async Task Addresses_are_added_changed_removed_and_one_is_the_default()
    {
        var (visitor, number) = await SignedIn();
        var page = await Add(visitor, "First Lane 1", number);
        page.Path.ShouldBe("/en/account/addresses");
        await Add(visitor, "Second Lane 2", number);
        Streets(await visitor.Open("/en/account/addresses")).ShouldBe(["First Lane 1", "Second Lane 2"]);      // the first is the default

        page = await visitor.Submit(await visitor.Open("/en/account/addresses"), "form[action$='/default']");
        Streets(page).ShouldBe(["Second Lane 2", "First Lane 1"]);

        var edit = await visitor.Open(page.Document.QuerySelector("main li.card a")!.GetAttribute("href")!);
        var refused = await visitor.Submit(edit, "#address-form", People.Fields(("street-address", "")));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-street-address-error").ShouldNotBeNull();
        refused.Document.QuerySelector("#f-name")!.GetAttribute("value").ShouldBe("林小满");
        Streets(await visitor.Submit(refused, "#address-form", People.Fields(("street-address", "Second Lane 22")))).ShouldBe(["Second Lane 22", "First Lane 1"]);

        Streets(await visitor.Submit(await visitor.Open("/en/account/addresses"), "form[action$='/remove']")).ShouldBe(["First Lane 1"]);
        (await visitor.Open("/en/account/addresses")).Document.QuerySelectorAll("main .tag").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_kept_address_is_chosen_from_the_list_or_pasted_as_at_checkout()
    {
        var (visitor, _) = await SignedIn();
        var page = await visitor.Open("/en/account/addresses/new");
        foreach (var (level, choice) in new[] { (1, "四川省"), (2, "甘孜藏族自治州"), (3, "乡城县") })
        {
            page = await visitor.Submit(page, "#address-form", People.Fields(("pick", choice), ("name", "扎西")), button: "choose=1");
            page.Document.QuerySelector($"[name=address-level{level}]")!.GetAttribute("value").ShouldBe(choice);
            page.Document.QuerySelector("[name=name]")!.GetAttribute("value").ShouldBe("扎西", "what was typed meanwhile stays");
        }
        page = await visitor.Submit(page, "#address-form", People.Fields(("paste", "张三 13812345678 四川省成都市武侯区人民南路四段 1 号")), button: "split=1");
        page.Document.QuerySelector("[name=street-address]")!.GetAttribute("value").ShouldBe("人民南路四段 1 号");
        page = await visitor.Submit(page, "#address-form");
        page.Path.ShouldBe("/en/account/addresses");
        page.Text.ShouldContain("人民南路四段 1 号");

        var refused = await visitor.Submit(await visitor.Open("/en/account/addresses/new"), "#address-form", People.Fields(("pick", "Atlantis")), button: "choose=1");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#f-pick-error")!.TextContent.ShouldContain("Choose one from the list first");
        (await visitor.Open(refused.Path.Replace("/en/", "/fr/", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.OK, "where its language links lead");
    }

    [Fact]
    public async Task Another_country_changes_the_labels_and_loses_nothing_typed()
    {
        var (visitor, _) = await SignedIn();
        var page = await visitor.Submit(await visitor.Open("/en/account/addresses/new"), "#address-form", People.Fields(("country", "FR"), ("name", "Marie Curie")),
            button: "change-country=1");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelector("#f-address-level4").ShouldBeNull();
        page.Document.QuerySelector("#f-name")!.GetAttribute("value").ShouldBe("Marie Curie");
        page = await visitor.Submit(page, "#address-form", People.Fields(("tel", "+33 6 12 34 56 78"), ("street-address", "12 rue de la République"),
            ("address-level2", "Lyon"), ("postal-code", "69002")));
        Streets(page).ShouldBe(["12 rue de la République"]);
    }

    [Fact]
    public async Task Pressed_twice_one_address_is_added_and_there_is_room_for_twenty()
    {
        var (visitor, number) = await SignedIn();
        var form = await visitor.Open("/en/account/addresses/new");
        foreach (var _ in new[] { 1, 2 }) await visitor.Submit(form, "#address-form", Typed("First Lane 1", number));
        Streets(await visitor.Open("/en/account/addresses")).ShouldHaveSingleItem();
        for (var i = 2; i <= SavedAddress.MostForAPerson; i++) await Add(visitor, $"Lane {i}", number);
        (await Add(visitor, "One too many", number)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Nobody_reaches_the_address_of_another_by_its_id()
    {
        var (visitor, number) = await SignedIn();
        await Add(visitor, "First Lane 1", number);
        var path = (await visitor.Open("/en/account/addresses")).Document.QuerySelector("main li.card a")!.GetAttribute("href")!;
        var (other, theirs) = await SignedIn();
        (await other.Open(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        var form = await other.Open("/en/account/addresses/new");
        var token = form.Document.QuerySelector("#address-form [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var act in new[] { "", "/default", "/use" })
            (await other.Post(path + act, [.. Typed("Stolen", theirs).Select(f => (f.Key, f.Value)), ("country", "CN"), ("__RequestVerificationToken", token)]))
                .Status.ShouldBe(HttpStatusCode.NotFound, act);
        await other.Post($"{path}/remove", ("__RequestVerificationToken", token));
        Streets(await visitor.Open("/en/account/addresses")).ShouldBe(["First Lane 1"]);
    }

    static Dictionary<string, string> Typed(string street, string tel) =>
        People.Fields(("name", "林小满"), ("tel", tel), ("address-level1", "四川省"), ("address-level2", "成都市"), ("street-address", street));

    static async Task<Page> Add(Visitor visitor, string street, string tel) => await visitor.Submit(await visitor.Open("/en/account/addresses/new"), "#address-form", Typed(street, tel));

    static List<string> Streets(Page page) => [.. page.Document.QuerySelectorAll("main li.card div p:last-child")
        .Select(p => p.TextContent.Replace("四川省 成都市 ", "", StringComparison.Ordinal).Trim()).Select(s => s.Split("69002")[0].Trim())];
}

public sealed class MyOrdersOnSqlite(SqliteShop shop) : MyOrders(shop), IClassFixture<SqliteShop>;
public sealed class MyOrdersOnPostgres(PostgresShop shop) : MyOrders(shop), IClassFixture<PostgresShop>;
