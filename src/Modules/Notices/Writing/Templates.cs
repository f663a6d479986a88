using System.Globalization;
using Microsoft.Extensions.Localization;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Orders;
using Storefront.Platform.Web;

namespace Storefront.Notices.Writing;

/// <summary>What a notice has to say; each topic's sentences take what they need of it.</summary>
internal sealed record News(Money Amount = default, ArrivalWindow? Window = null, ArrivalWindow? Was = null, DateTime? At = null, Text? Reason = null,
    string Run = "", bool Whole = true, string First = "", IReadOnlyList<LineWeighed>? Less = null,
    Text? Listing = null, string Path = "", string Words = "", IReadOnlyList<VoucherIssued>? Vouchers = null, int Orders = 0, int Boxes = 0, Text? Producer = null);

internal sealed record Written(string Subject, string Body);

/// <summary>
/// Notices in the order's language. Their sentences are this module's words: notice.{topic}.subject, .body (mail) and .text (text message), with
/// the same places in all of them: 0 name, 1 number, 2 amount, 3 link to the order, 4 link to the journey, 5 arrival window, 6 moment, 7 reason,
/// 8 run, 9 earlier window, 10 time of day, with its day unless it is today, 11 what weighs less than it was sold as, a line each, 12 number of the first order, 13 goods,
/// 14 link to a page about them, 15 words that belong to it: a question, a pack, 16 vouchers, each with its code and the link to its card, 17 how many
/// orders, 18 how many boxes, 19 the producer whose part of an order of several it is about (in a mail a paragraph that says so). A text message names the producer
/// in a sentence of its own, .text-of: each character counts.
/// </summary>
internal sealed class Templates(IStringLocalizer<Words> words, PublicAddress address, TimeProvider clock)
{
    public Written Write(Topic topic, Channel channel, KnownOrder order, News news) => Languages.In(Languages.Spoken(order.Language), () =>
    {
        var key = $"notice.{topic switch { Topic.Cancelled when !news.Whole => "cancelled-part", Topic.Sold when news.Boxes == 0 => "sold-vouchers", _ => topic.ToString().ToLowerInvariant() }}";
        // A text message is short: its link goes without the language, which the phone's browser says anyway.
        var language = channel == Channel.Mail ? $"?lang={order.Language}" : "";
        var shop = address.Everywhere;
        object[] places =
        [
            order.Name, order.Number, Show.Price(news.Amount), $"{shop}/o/{order.OrderToken}{language}", $"{shop}/t/{order.TrackingToken}{language}",
            news.Window is { } window ? Show.Window(window) : "", news.At is { } at ? Show.Moment(at) : "", news.Reason?.In(Languages.Current) ?? "",
            news.Run, news.Was is { } was ? Show.Window(was) : "",
            news.At is { } time ? ChinaTime.Day(time) == ChinaTime.Day(clock.GetUtcNow().UtcDateTime) ? Show.Clock(time) : Show.Moment(time) : "",
            string.Join('\n', (news.Less ?? []).Select(l => Fill("notice.underweight.line",
                [l.Listing.In(Languages.Current), Show.Kilograms(l.Packed), Show.Kilograms(l.Sold), Show.Price(l.Returned)]))),
            news.First, news.Listing?.In(Languages.Current) ?? "", $"{shop}/{order.Language}{news.Path}", news.Words,
            string.Join("\n\n", (news.Vouchers ?? []).Select(v => Fill("notice.vouchers.line", [v.Code, v.Listing.In(Languages.Current), v.Variant.In(Languages.Current),
                Days(v.Terms), $"{shop}/o/{order.OrderToken}/card{language}{(language.Length > 0 ? '&' : '?')}voucher={v.VoucherId}"]))),
            Show.Count(news.Orders), Show.Count(news.Boxes), "",
        ];
        if (news.Producer?.In(Languages.Current) is not { } producer) return channel == Channel.Mail
            ? new Written(Fill($"{key}.subject", places), Fill($"{key}.body", places)) : new Written("", Fill($"{key}.text", places));

        places[^1] = channel == Channel.Mail ? Fill("notice.of.body", [producer]) + "\n\n" : producer;
        return channel == Channel.Mail ? new Written(Fill("notice.of.subject", [Fill($"{key}.subject", places), producer]), Fill($"{key}.body", places))
            : new Written("", Fill($"{key}.text-of", places));
    });

    static string Days(VoucherTerms terms) => terms.OneDay ? Show.DayOfYear(terms.From) : $"{Show.DayOfYear(terms.From)} – {Show.DayOfYear(terms.Until)}";

    public string Code(string code, string language) => Languages.In(Languages.Spoken(language), () => Fill("notice.code.text", [code]));

    string Fill(string key, object[] places) => string.Format(CultureInfo.CurrentCulture, words[key].Value, places);
}
