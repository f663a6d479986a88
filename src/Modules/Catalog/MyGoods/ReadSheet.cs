using MediatR;
using Microsoft.Extensions.Localization;
using Storefront.Catalog.Revisions;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.MyGoods;

/// <summary>The dry run of a sheet: what it would change, or everything that is wrong with it. Nothing is changed and nothing is kept.</summary>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record ReadSheet(Guid ProducerId, byte[] File) : IQuery<SheetRead>, IForProducer;

internal sealed record SheetRead(int Lines, IReadOnlyList<PackChange> Changes, IReadOnlyList<SheetFault> Faults);

/// <param name="Line">As a spreadsheet counts.</param>
/// <param name="Letter">As a spreadsheet names the column.</param>
internal sealed record SheetFault(int Line, string Letter, Column Column, Refusal Why);

internal sealed class ReadSheetHandler(StoreDb db, IMediator shop, CatalogSettings settings, Caller caller, TimeProvider clock, IStringLocalizer<Words> words)
    : IRequestHandler<ReadSheet, SheetRead>
{
    public async Task<SheetRead> Handle(ReadSheet asked, CancellationToken ct)
    {
        var sheet = Sheet.Read(asked.File, Headings(), c => words[Sheet.HeadingKey(c)]);
        var (typed, refused) = (new List<PackTyped>(), new List<Refusal>());
        foreach (var line in sheet.Lines)
        {
            var key = line.Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (PackSeen.Parse(line[Column.Seen]) is not { } seen) refused.Add(new("sheet-seen-wrong", field: $"seen-{key}"));
            else typed.Add(new(key, line[Column.Listing].Trim(), line[Column.Pack].Trim(), Sheet.Price(line[Column.Price], seen.Price), Sheet.Boxes(line[Column.Boxes], seen.Boxes), seen));
        }
        var weighed = await db.Weigh(asked.ProducerId, typed, settings, caller.MustBeRead(), ChinaTime.Day(clock.GetUtcNow().UtcDateTime), ct);
        refused.AddRange(weighed.Refused);
        refused.AddRange(await shop.RaisedInCampaigns(weighed.Changes, ct));
        refused.AddRange(await Misnamed(asked.ProducerId, sheet, ct));
        return new(sheet.Lines.Count, weighed.Changes, [.. refused.Select(r => Fault(r, sheet)).OrderBy(f => f.Line).ThenBy(f => f.Column)]);
    }

    /// <summary>A column that was sorted by itself puts prices beside other goods: the names tell.</summary>
    async Task<IEnumerable<Refusal>> Misnamed(Guid producer, SheetTyped sheet, CancellationToken ct)
    {
        var goods = (await db.GoodsOf(producer, [.. sheet.Lines.Select(l => l[Column.Listing].Trim()).Distinct(StringComparer.Ordinal)]).Rows(ct))
            .ToDictionary(r => r.Key, StringComparer.Ordinal);
        return sheet.Lines.Select(line => (Line: line, Goods: goods.GetValueOrDefault(GoodsRow.KeyOf(line[Column.Listing].Trim(), line[Column.Pack].Trim()))))
            .Where(x => x.Goods is not null).SelectMany(x => new[]
        {
            Sheet.Says(x.Line[Column.Name], x.Goods!.Name) ? null : new Refusal("sheet-name-wrong", field: $"name-{x.Line.Line}", arguments: [x.Goods.Name]),
            Sheet.Says(x.Line[Column.PackName], x.Goods.Pack) ? null : new Refusal("sheet-name-wrong", field: $"packname-{x.Line.Line}", arguments: [x.Goods.Pack]),
        }).OfType<Refusal>();
    }

    static SheetFault Fault(Refusal why, SheetTyped sheet)
    {
        var (field, line) = why.Field!.Split('-') is [var f, var l] ? (f, int.Parse(l, System.Globalization.CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{why.Code} belongs to no cell.");
        var column = field switch { "listing" => Column.Listing, "pack" => Column.Pack, "name" => Column.Name, "packname" => Column.PackName,
            "price" => Column.Price, "boxes" => Column.Boxes, _ => Column.Seen };
        return new(line, sheet.Letters.GetValueOrDefault(column, ""), column, why);
    }

    /// <summary>A sheet that was downloaded in one language may be sent by somebody who reads another.</summary>
    Dictionary<string, Column> Headings() => Languages.All.SelectMany(language =>
        Enum.GetValues<Column>().Select(c => (Heading: Sheet.Folded(Languages.In(language, () => words[Sheet.HeadingKey(c)].Value)), c)))
        .DistinctBy(h => h.Heading, StringComparer.Ordinal).ToDictionary(h => h.Heading, h => h.c, StringComparer.Ordinal);
}
