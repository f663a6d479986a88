using System.Xml;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Localization;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Machines;

/// <summary>What is new, for feed readers (Atom, RFC 4287). What an entry is called stays the same in each language, wherever the shop is.</summary>
[OutputCache(PolicyName = "machines")]
public sealed class NewsController(IMediator shop, IStringLocalizer<Words> words, PublicAddress address, TimeProvider clock) : ShopController
{
    const string Atom = "http://www.w3.org/2005/Atom";

    [HttpGet("{lang:lang}/news.atom")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var news = await shop.Send(new ListNews(), ct);
        var home = $"{address.On(Request)}/{Lang}";
        using var written = new MemoryStream();
        using (var xml = XmlWriter.Create(written))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, Languages.Tag(Languages.Spoken(Lang)));
            Say(xml, "id", $"urn:storefront:{Lang}:news");
            Say(xml, "title", words["news.title"].Value);
            Say(xml, "updated", Show.Machine(news.Count > 0 ? news[0].UpdatedAt : clock.GetUtcNow().UtcDateTime));
            Link(xml, "self", $"{home}/news.atom");
            Link(xml, "alternate", home);
            By(xml, words["home.title"].Value);
            foreach (var one in news) Write(xml, one, home);
            xml.WriteEndElement();
        }
        return File(written.ToArray(), "application/atom+xml");
    }

    void Write(XmlWriter xml, News news, string home)
    {
        xml.WriteStartElement("entry", Atom);
        Say(xml, "id", $"urn:storefront:{Lang}:{news.Kind.ToString().ToLowerInvariant()}:{news.Id}");
        Say(xml, "title", news.Kind switch
        {
            NewsKind.Listing => words["news.listed", news.Name.Here].Value,
            NewsKind.Harvest => words["news.harvest", news.Name.Here, Show.Day(news.PickedOn!.Value)].Value,
            NewsKind.Campaign => news.Name.Here,
        });
        Say(xml, "published", Show.Machine(news.PublishedAt));
        Say(xml, "updated", Show.Machine(news.UpdatedAt));
        Link(xml, "alternate", home + news.Path);
        if (news.By is { } by) By(xml, by.Here);
        Say(xml, "summary", news.Summary.Here);
        xml.WriteEndElement();
    }

    static void Say(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, Feeds.Plain(text));

    static void By(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Atom);
        Say(xml, "name", name);
        xml.WriteEndElement();
    }

    static void Link(XmlWriter xml, string rel, string href)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }
}
