using MediatR;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Community;
using Storefront.Platform.Data;

namespace Storefront.Notices.Writing;

/// <summary>Messages to people who have bought nothing yet: the answer to a question, and that something is back.</summary>
internal sealed class TellAsker(StoreDb db, Templates templates, Channels channels, TimeProvider clock) : INotificationHandler<QuestionAnswered>, INotificationHandler<BackInStock>
{
    public Task Handle(QuestionAnswered told, CancellationToken ct) =>
        db.InsertMissing([.. templates.Write(channels, clock, Writes.WithoutOrder(told.Contact), Topic.Answered, told.QuestionId, 1,
        new(Reason: new(told.Answer), Listing: told.Listing, Path: $"/p/{told.Slug}#questions", Words: told.Words))], ct);

    public Task Handle(BackInStock told, CancellationToken ct) =>
        db.InsertMissing([.. templates.Write(channels, clock, Writes.WithoutOrder(told.Contact), Topic.Back, told.AlertId, told.Times,
        new(Listing: told.Listing, Path: $"/back/{told.Token}", Words: told.Variant.In(told.Contact.Language)))], ct);
}
