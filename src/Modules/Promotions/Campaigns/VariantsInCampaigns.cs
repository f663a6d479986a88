using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts.Promotions;
using Storefront.Platform.Data;

namespace Storefront.Promotions.Campaigns;

internal sealed class VariantsInCampaignsHandler(StoreDb db) : IRequestHandler<VariantsInCampaigns, IReadOnlySet<Guid>>
{
    public async Task<IReadOnlySet<Guid>> Handle(VariantsInCampaigns asked, CancellationToken ct)
    {
        var rules = db.Rules.Where(r => r.VariantId != null && asked.VariantIds.Contains(r.VariantId.Value)).Select(r => r.VariantId!.Value);
        return (await db.Quotas.Where(q => asked.VariantIds.Contains(q.VariantId)).Select(q => q.VariantId).Union(rules).ToListAsync(ct)).ToHashSet();
    }
}
