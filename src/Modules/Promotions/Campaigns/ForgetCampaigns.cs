using MediatR;
using Storefront.Contracts.Promotions;
using Storefront.Promotions.Pricing;

namespace Storefront.Promotions.Campaigns;

/// <summary>After the commit: the prices of this node follow at once.</summary>
internal sealed class ForgetCampaigns(CampaignBook book) : INotificationHandler<CampaignScheduled>
{
    public Task Handle(CampaignScheduled told, CancellationToken ct)
    {
        book.Close();
        return Task.CompletedTask;
    }
}
