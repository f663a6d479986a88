using System.Xml;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Machines;

/// <summary>All public pages for search engines (sitemaps.org): an index, and its parts with each page in every language and its pictures.</summary>
[OutputCache(PolicyName = "machines")]
public sealed class SitemapController(IMediator shop, PublicAddress address, OfferedLanguages languages) : Controller
{
    const string Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9", Html = "http://www.w3.org/1999/xhtml", Image = "http://www.google.com/schemas/sitemap-image/1.1";

    [HttpGet("/sitemap.xml")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var parts = await shop.Send(new CountParts(), ct);
        return Xml(xml =>
        {
            xml.WriteStartElement("sitemapindex", Sitemap);
            foreach (var (kind, count) in parts)
                for (var number = 1; number <= count; number++)
                {
                    xml.WriteStartElement("sitemap", Sitemap);
                    xml.WriteElementString("loc", Sitemap, $"{address.On(Request)}/sitemaps/{NameOf(kind)}-{number}.xml");
                    xml.WriteEndElement();
                }
            xml.WriteEndElement();
        });
    }

    [HttpGet("/sitemaps/{kind:regex(^(shelves|producers|villages|goods)$)}-{number:int:range(1,100000)}.xml")]
    public async Task<IActionResult> Part(string kind, int number, CancellationToken ct)
    {
        var wanted = Enum.Parse<PartKind>(kind, ignoreCase: true);
        if (number > 1 && number > (await shop.Send(new CountParts(), ct))[wanted]) throw new Refusal("not-found", RefusalKind.NotFound);
        var pages = await shop.Send(new ListPages(wanted, number), ct);
        var site = address.On(Request);
        return Xml(xml =>
        {
            xml.WriteStartElement("urlset", Sitemap);
            xml.WriteAttributeString("xmlns", "xhtml", null, Html);
            xml.WriteAttributeString("xmlns", "image", null, Image);
            foreach (var page in pages)
                foreach (var language in languages.All) Write(xml, page, site, language);
            xml.WriteEndElement();
        });
    }

    void Write(XmlWriter xml, PageToFind page, string site, string language)
    {
        xml.WriteStartElement("url", Sitemap);
        xml.WriteElementString("loc", Sitemap, $"{site}/{language}{page.Path}");
        if (page.ChangedAt is { } at) xml.WriteElementString("lastmod", Sitemap, Show.Machine(at));
        foreach (var other in languages.All) Alternate(Languages.Tag(other), other);
        Alternate("x-default", Languages.Default);
        foreach (var stem in page.Pictures)
        {
            xml.WriteStartElement("image", "image", Image);
            xml.WriteElementString("loc", Image, $"{site}{stem}-1280.webp");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();

        void Alternate(string tag, string other)
        {
            xml.WriteStartElement("xhtml", "link", Html);
            xml.WriteAttributeString("rel", "alternate");
            xml.WriteAttributeString("hreflang", tag);
            xml.WriteAttributeString("href", $"{site}/{other}{page.Path}");
            xml.WriteEndElement();
        }
    }

    static string NameOf(PartKind kind) => kind.ToString().ToLowerInvariant();

    FileContentResult Xml(Action<XmlWriter> write)
    {
        using var written = new MemoryStream();
        using (var xml = XmlWriter.Create(written)) write(xml);
        return File(written.ToArray(), "application/xml");
    }
}
