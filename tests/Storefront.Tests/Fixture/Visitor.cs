using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Storefront.Tests.Fixture;

/// <summary>A person without script: opens pages, fills in their forms, follows where they lead.</summary>
public sealed class Visitor(HttpClient client)
{
    public HttpClient Client => client;

    /// <summary>Opens a page, following redirects.</summary>
    public async Task<Page> Open(string path) => await Follow(await client.GetAsync(path), path);

    /// <summary>
    /// Submits a form of the page as a browser would: what stands in it, then the given fields; button is "name=value" of the one pressed, photo a file of the camera.
    /// </summary>
    public async Task<Page> Submit(Page page, string form, IEnumerable<KeyValuePair<string, string>>? fields = null, string? button = null, byte[]? photo = null)
    {
        var element = page.Document.QuerySelector<IHtmlFormElement>(form) ?? throw new InvalidOperationException($"No form {form} on {page.Path}:\n{page.Text}");
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var control in element.Elements)
            switch (control)
            {
                case IHtmlInputElement { Name.Length: > 0 } input when input.Type is not ("submit" or "file")
                && (input.Type is not ("radio" or "checkbox") || input.IsChecked): values[input.Name!] = input.Value; break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area: values[area.Name!] = area.Value; break;
                case IHtmlSelectElement { Name.Length: > 0 } select: values[select.Name!] = select.Value ?? ""; break;
            }
        foreach (var (name, value) in fields ?? []) values[name] = value;
        if (button?.Split('=') is [var pressed, var chosen]) values[pressed] = chosen;
        var action = element.GetAttribute("action") is { Length: > 0 } given ? new Uri(new Uri(client.BaseAddress!, page.Path), given).PathAndQuery : page.Path;
        using HttpContent content = photo is null ? new FormUrlEncodedContent(values) : WithPhoto(values, photo);
        return await Follow(await client.PostAsync(action, content), action);
    }

    static MultipartFormDataContent WithPhoto(Dictionary<string, string> values, byte[] photo)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in values) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(photo), "photo", "photo.jpg");
        return content;
    }

    public async Task<Page> Post(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await Post(path, content);
    }

    public async Task<Page> Post(string path, HttpContent content) => await Follow(await client.PostAsync(path, content), path);

    /// <summary>Signs a person in, by the demo people's password if no other is given.</summary>
    public async Task SignIn(string name, string password = DemoPassword)
    {
        var page = await Open("/en/sign-in");
        var signedIn = await Submit(page, "#by-password", new Dictionary<string, string>(StringComparer.Ordinal) { ["username"] = name, ["password"] = password });
        signedIn.Path.ShouldNotContain("sign-in");
    }

    public const string DemoPassword = "apples-on-the-road";

    async Task<Page> Follow(HttpResponseMessage answer, string path)
    {
        for (var hops = 0; hops < 10 && (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308; hops++)
        {
            path = new Uri(new Uri(client.BaseAddress!, path), answer.Headers.Location!).PathAndQuery;
            answer = await client.GetAsync(path);
        }
        var html = await answer.Content.ReadAsStringAsync();
        var document = await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html));
        return new(path, answer.StatusCode, document, answer);
    }
}

public sealed record Page(string Path, HttpStatusCode Status, IDocument Document, HttpResponseMessage Answer)
{
    /// <summary>What a person reads, white space folded.</summary>
    public string Text => string.Join(' ', (Document.QuerySelector("main") ?? Document.Body!).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
