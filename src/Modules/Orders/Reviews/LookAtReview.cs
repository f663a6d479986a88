using MediatR;
using Storefront.Contracts;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;

namespace Storefront.Orders.Reviews;

/// <summary>The form for one listing of an order, with what was written before.</summary>
internal sealed record LookAtReview(string Token, Guid ListingId) : IQuery<ReviewForm>;

internal sealed record ReviewForm(string Token, Guid ListingId, Bought Bought, ReviewWritten? Written)
{
    public bool Open => Bought is { Delivered: true, Replacement: false } && Written?.State != ReviewState.Published;
}

internal sealed class LookAtReviewHandler(StoreDb db, IMediator shop) : IRequestHandler<LookAtReview, ReviewForm>
{
    public async Task<ReviewForm> Handle(LookAtReview asked, CancellationToken ct)
    {
        var bought = await db.Reviewable(asked.Token, asked.ListingId, ct);
        return new(asked.Token, asked.ListingId, bought, (await shop.Send(new ReviewsOfOrder(bought.OrderId), ct)).FirstOrDefault(r => r.ListingId == asked.ListingId));
    }
}
