using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Community.Points;

/// <summary>The demo service point: it helps grandmother Drolma and two others.</summary>
internal sealed class QingdePoint : ISeed
{
    static readonly Guid Qingde = Seeds.Id("point/qingde");
    static readonly string[] Helped = ["drolma", "tashi", "tsering"];

    public string Name => "community/qingde";
    public int Order => 15;
    public bool DemoOnly => true;

    public Task Plant(StoreDb db, DateTime now, CancellationToken ct)
    {
        db.Add(new Point { Id = Qingde, Name = new("青德镇电商服务点", "Qingde township service point", "Point de service du bourg de Qingde"), Level = PointLevel.Township, Place = "qingde" });
        db.AddRange(Helped.Select(producer => new PointProducer { ProducerId = Seeds.Id($"producer/{producer}"), PointId = Qingde }));
        return Task.CompletedTask;
    }
}
