using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Community;
using Storefront.Orders.Vouchers;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Orders.Reviews;

/// <summary>The buyer says how goods were that were handed over. Here it is seen that they were bought and delivered; Community keeps what was said.</summary>
/// <param name="Stars">Null when nothing was chosen.</param>
/// <param name="Name">As it is to be shown; empty masks the buyer's own.</param>
/// <param name="Photos">None leaves those that were sent before, unless <paramref name="WithoutPhotos"/>.</param>
internal sealed record SendReview(Guid ReviewId, string Token, Guid ListingId, int? Stars, string? Words, string? Name, IReadOnlyList<PhotoSent> Photos,
    bool WithoutPhotos, string Language) : ICommand<Unit>
{
    public const int MostWords = 2000, LongestName = 30, MostPhotos = 3;
}

internal sealed class SendReviewRules : AbstractValidator<SendReview>
{
    public SendReviewRules()
    {
        RuleFor(r => r.Stars).Must(stars => stars is >= 1 and <= 5).WithMessage("review-stars-missing").OverridePropertyName("stars");
        RuleFor(r => r.Words).Must(words => !string.IsNullOrWhiteSpace(words)).WithMessage("review-words-missing").OverridePropertyName("words");
        RuleFor(r => r.Words).AtMost(SendReview.MostWords).WithMessage("review-words-too-long").OverridePropertyName("words");
        RuleFor(r => r.Name).AtMost(SendReview.LongestName).WithMessage("review-name-too-long").OverridePropertyName("name");
    }
}

internal sealed class SendReviewHandler(StoreDb db, IMediator shop) : IRequestHandler<SendReview, Unit>
{
    public async Task<Unit> Handle(SendReview asked, CancellationToken ct)
    {
        var bought = await db.Reviewable(asked.Token, asked.ListingId, ct);
        if (bought.Replacement) throw new Refusal("review-replacement", RefusalKind.Conflict);
        if (!bought.Delivered) throw new Refusal("review-not-delivered", RefusalKind.Conflict);
        var photos = new List<string>();
        foreach (var photo in asked.Photos) photos.Add(await shop.Send(new KeepPhoto(photo), ct));
        var kept = photos.Count > 0 || asked.WithoutPhotos ? photos.Distinct(StringComparer.Ordinal).ToList() : null;
        return await shop.Send(new WriteReview(asked.ReviewId, bought.OrderId, asked.ListingId, bought.ProducerId, bought.Slug, bought.Listing, bought.Variant, asked.Stars!.Value,
            asked.Words!.ReplaceLineEndings("\n").Trim(), Masked.Shown(asked.Name, bought.Buyer), kept, asked.Language), ct);
    }
}

/// <summary>A listing of an order, as its review needs it.</summary>
/// <param name="Delivered">All its boxes of this order were handed over, or one of its vouchers redeemed.</param>
internal sealed record Bought(Guid OrderId, string Number, string Buyer, bool Replacement, bool Delivered, Guid ProducerId, string Slug, string Photo, Text Listing, Text Variant);

internal static class Purchases
{
    public static async Task<Bought> Reviewable(this StoreDb db, string token, Guid listing, CancellationToken ct)
    {
        var lines = await (from o in db.Orders.AsNoTracking()
                           join l in db.OrderLines on o.Id equals l.OrderId
                           join s in db.SellerOrders on l.SellerOrderId equals s.Id
                           where o.Token == token && l.ListingId == listing
                           orderby l.Id
                           select new { o.Id, LineId = l.Id, s.Vouchers, o.Number, o.Contact, o.Replaces, s.DeliveredAt, s.CancelledAt, s.ProducerId, l.Slug,
                               l.Photo, l.Listing, l.Variant }).ToListAsync(ct);
        if (lines.Count == 0) throw new Refusal("not-found", RefusalKind.NotFound);
        var line = lines[0];
        var ids = lines.ConvertAll(l => l.LineId);
        var delivered = line.Vouchers ? await db.Vouchers.AnyAsync(v => ids.Contains(v.LineId) && v.State == VoucherState.Redeemed, ct)
            : lines.TrueForAll(l => l.DeliveredAt is not null && l.CancelledAt is null);
        return new(line.Id, line.Number, line.Contact.Name, line.Replaces is not null, delivered, line.ProducerId, line.Slug, line.Photo, line.Listing, line.Variant);
    }
}
