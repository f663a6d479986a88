using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Catalog.Village;

/// <summary>The shelves of the shop; every shop has them, so that a first farmer can list.</summary>
internal sealed class PlantCategories : ISeed
{
    public string Name => "catalog/categories";
    public int Order => 5;
    public bool DemoOnly => false;

    public Task Plant(StoreDb db, DateTime now, CancellationToken ct)
    {
        db.Categories.AddRange(VillageFile.Read().Categories.Select((c, i) =>
            new Category { Slug = c.Slug, Name = c.Name, Picture = $"/pictures/{c.Picture}", Position = i, TaxRate = c.TaxRate }));
        return Task.CompletedTask;
    }
}
