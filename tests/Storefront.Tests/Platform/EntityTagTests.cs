using System.Net;
using System.Net.Http.Headers;
using AngleSharp;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Platform;

/// <summary>Who has a public page already is told so, and who asks to be spared data is.</summary>
public sealed class EntityTagTests(SqliteShop shop) : IClassFixture<SqliteShop>
{
    static async Task<HttpResponseMessage> Get(HttpClient client, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) => Get(shop.Client(), path, headers);

    [Theory]
    [InlineData("/zh/p/drolma-apples", "the output cache answers"), InlineData("/en/goods?sort=price", "what is narrowed is not kept: the page is made and compared")]
    public async Task A_page_that_is_there_already_is_not_sent_again(string path, string how)
    {
        foreach (var packing in new[] { "br", "gzip", "" })
        {
            using var first = await Get(path, ("Accept-Encoding", packing));
            var tag = first.Headers.ETag.ShouldNotBeNull().ToString();
            tag.ShouldStartWith("W/");
            foreach (var had in new[] { tag, $"\"another\", {tag}", tag[2..], "*" })
            {
                using var same = await Get(path, ("Accept-Encoding", packing), ("If-None-Match", had));
                same.StatusCode.ShouldBe(HttpStatusCode.NotModified, $"{how}: {had}");
                (await same.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
                same.Headers.ETag!.ToString().ShouldBe(tag);
                same.Headers.Vary.ShouldBe(first.Headers.Vary);
                same.Headers.Contains("Content-Security-Policy").ShouldBeFalse("a browser would take it for the page's");
            }
            using var other = await Get(path, ("Accept-Encoding", packing), ("If-None-Match", "W/\"another\""));
            other.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await other.Content.ReadAsByteArrayAsync()).ShouldBe(await first.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task What_one_reader_was_not_sent_is_kept_for_the_next()
    {
        await using var node = shop.Another(new TestClock());
        var client = node.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var elsewhere = await Get("/fr/help");
        using var first = await Get(client, "/fr/help", ("If-None-Match", elsewhere.Headers.ETag!.ToString()));
        first.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var next = await Get(client, "/fr/help");
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
        next.Headers.Age.ShouldNotBeNull("it came out of the output cache");
        (await next.Content.ReadAsStringAsync()).ShouldBe(await elsewhere.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/zh/basket"), InlineData("/zh/sign-in"), InlineData("/zh/p/no-such-thing"), InlineData("/zh/nothing")]
    public async Task What_is_one_persons_or_not_there_has_no_tag(string path)
    {
        using var answer = await Get(path, ("If-None-Match", "*"));
        answer.StatusCode.ShouldNotBe(HttpStatusCode.NotModified);
        answer.Headers.ETag.ShouldBeNull();
    }

    [Theory, InlineData("/zh"), InlineData("/en/p/drolma-apples"), InlineData("/fr/goods"), InlineData("/zh/producers/drolma"), InlineData("/en/villages/zhongde")]
    public async Task Who_spares_data_gets_the_smallest_pictures_and_nobody_else_does(string path)
    {
        using var spared = await Get(path, ("Save-Data", "on"));
        using var usual = await Get(path);
        var (small, large) = (await Pictures(spared), await Pictures(usual));
        small.ShouldAllBe(p => !p.HasAttribute("srcset") && !p.HasAttribute("sizes") && p.GetAttribute("src")!.EndsWith("-320.webp"));
        large.ShouldContain(p => p.GetAttribute("srcset")!.Contains("-1280.webp 1280w"));
        small.Count.ShouldBe(large.Count);
        foreach (var drawing in await Pictures(await Get("/zh/basket", ("Save-Data", "on")))) drawing.GetAttribute("src").ShouldEndWith("-320.webp");
        foreach (var picture in small.Take(2)) (await Get(picture.GetAttribute("src")!)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var answer in new[] { spared, usual }) answer.Headers.Vary.ShouldContain("Save-Data");
        using var packed = await Get(path, ("Accept-Encoding", "br"));
        packed.Headers.Vary.SelectMany(v => v.Split(", ")).ShouldBe(["Save-Data", "Accept-Encoding"], ignoreOrder: true);

        static async Task<List<IElement>> Pictures(HttpResponseMessage answer)
        {
            var html = await answer.Content.ReadAsStringAsync();
            var document = await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html));
            return [.. document.QuerySelectorAll("main img").Where(i => i.GetAttribute("alt") is not null)];
        }
    }
}
