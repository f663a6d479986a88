using System.Globalization;
using MediatR;
using Microsoft.Extensions.Localization;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Catalog.MyGoods;

/// <summary>All goods of a producer as a sheet, in the reader's language.</summary>
/// <param name="Empty">A template: without prices and boxes, to fill in what is to change only.</param>
[Allow(Roles.Farmer, Roles.ServicePoint)]
internal sealed record WriteSheet(Guid ProducerId, bool Empty) : IQuery<byte[]>, IForProducer;

internal sealed class WriteSheetHandler(StoreDb db, IStringLocalizer<Words> words) : IRequestHandler<WriteSheet, byte[]>
{
    public async Task<byte[]> Handle(WriteSheet asked, CancellationToken ct)
    {
        var rows = await db.GoodsOf(asked.ProducerId).Rows(ct);
        return Sheet.Write(c => words[Sheet.HeadingKey(c)], rows.Select(IReadOnlyList<string> (r) =>
        [
            r.Slug, r.PackSlug, r.Name.Here, r.Pack.Here, asked.Empty ? "" : Sheet.Yuan(r.Now.Price), asked.Empty ? "" : r.Now.Boxes.ToString(CultureInfo.InvariantCulture), r.Now.ToString(),
        ]));
    }
}
