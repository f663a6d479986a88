namespace Storefront.Journeys;

/// <summary>A passkey made on the account page signs in, with Chromium's virtual authenticator in place of a finger.</summary>
public sealed class PasskeyTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Fact]
    public async Task A_passkey_is_added_signs_in_and_is_removed()
    {
        Assert.SkipWhen(shop.WhyNot is not null, shop.WhyNot ?? "");
        await using var person = await Person.Enter(shop, "passkey");
        var page = person.Page;
        // WebAuthn knows names, not addresses.
        var site = shop.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });

        await person.SignInByCode("en", site: site);
        await person.Press("#passkey-form .btn");
        page.Url.ShouldEndWith("/en/account?done=passkey");
        (await page.Locator("[aria-labelledby=passkeys] li").CountAsync()).ShouldBe(1);
        await person.Look("account");

        // Twice: the second time its counter has moved on.
        foreach (var _ in new[] { 1, 2 })
        {
            await person.Press("#sign-out button");
            await person.Open($"{site}/en/sign-in");
            await person.Press("#by-passkey .btn");
            new Uri(page.Url).AbsolutePath.ShouldBe("/en/account");
        }

        await person.Press("[aria-labelledby=passkeys] li button");
        await person.Press("#sign-out button");
        await person.Open($"{site}/en/sign-in");
        await page.ClickAsync("#by-passkey .btn");
        // The authenticator still has it; the shop does not.
        await page.Locator("#errors").WaitForAsync();
        person.Violations.ShouldBeEmpty();
    }
}
