namespace Storefront.Contracts.Community;

/// <summary>What was sold and what it did, from confirmed orders less what was cancelled: of one producer, of one campaign, or of all.</summary>
public sealed record CountSold(Guid? ProducerId = null, Guid? CampaignId = null) : IQuery<Sold>;
/// <param name="Households">Kilograms by the kilograms that lift one household (a setting, 2,000), rounded down.</param>
public sealed record Sold(int Orders, int Boxes, Mass Mass, Money Paid, int Households, int KilogramsPerHousehold);

/// <summary>The service point that helps a producer, or null.</summary>
public sealed record ServicePointOf(Guid ProducerId) : IQuery<ServicePointNamed?>;
public sealed record ServicePointNamed(Guid ServicePointId, Text Name);

/// <summary>What a buyer says of a listing. Whoever sends it has seen that it was bought and handed over, and that the photos are photos. Until it is published, the
/// same order's next replaces it; after that it refuses.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="Photos">Stems of their addresses; null leaves those that were sent before.</param>
public sealed record WriteReview(
    Guid ReviewId, Guid OrderId, Guid ListingId, Guid ProducerId, string Slug, Text Listing, Text Variant, int Stars, string Words, string Name,
    IReadOnlyList<string>? Photos, string Language) : ICommand<MediatR.Unit>;

/// <summary>The reviews that were written from an order, whatever became of them.</summary>
public sealed record ReviewsOfOrder(Guid OrderId) : IQuery<IReadOnlyList<ReviewWritten>>;
/// <param name="Reason">Why it was declined.</param>
public sealed record ReviewWritten(Guid ListingId, int Stars, string Words, string Name, IReadOnlyList<string> Photos, ReviewState State, string? Reason);
public enum ReviewState { Waiting, Published, Declined }

/// <summary>Stars of listings that have published reviews; the others are left out.</summary>
public sealed record RatingsOf(IReadOnlyList<Guid> ListingIds) : IQuery<IReadOnlyDictionary<Guid, Rating>>;
/// <param name="Stars">Of all reviews together.</param>
public readonly record struct Rating(int Reviews, long Stars)
{
    public decimal Average => Reviews == 0 ? 0 : (decimal)Stars / Reviews;
}

/// <summary>Published reviews of a listing, newest first.</summary>
/// <param name="Page">From 1 on.</param>
public sealed record ShowReviewsOf(Guid ListingId, int Page, int OnAPage) : IQuery<ReviewsShown>;
public sealed record ReviewsShown(Rating Rating, IReadOnlyList<ReviewShown> Reviews);
/// <param name="Language">The page's language when it was written.</param>
/// <param name="Answer">The producer's.</param>
public sealed record ReviewShown(int Stars, string Words, string Language, string Name, Text Variant, IReadOnlyList<string> Photos, DateTime WrittenAt, string? Answer);

/// <summary>The office looked at a review.</summary>
/// <param name="Version">1 for the first decision about this review, 2 for that about its next version, ...</param>
public sealed record ReviewDecided(Guid OrderId, Guid ReviewId, int Version, Text Listing, string Slug, bool Published, string? Reason) : IFact
{
    public Guid Subject => OrderId;
}

/// <summary>Somebody asks about a listing; it is shown once it is answered.</summary>
/// <param name="Contact">Where the answer is to be sent; null when only the page is to show it.</param>
public sealed record AskQuestion(Guid QuestionId, Guid ListingId, Guid ProducerId, string Slug, Text Listing, string Words, Contact? Contact, string Language) : ICommand<MediatR.Unit>;

/// <summary>The latest answered questions about a listing.</summary>
public sealed record ShowQuestionsOf(Guid ListingId, int AtMost) : IQuery<IReadOnlyList<QuestionShown>>;
public sealed record QuestionShown(string Words, string Language, DateTime AskedAt, string Answer, bool ByOffice);

/// <summary>A question was answered, and who asked wants to be told.</summary>
public sealed record QuestionAnswered(Guid QuestionId, Contact Contact, Text Listing, string Slug, string Words, string Answer) : IFact
{
    public Guid Subject => QuestionId;
}
