using MediatR;
using Storefront.Contracts;

namespace Storefront.Platform.Facts;

/// <summary>
/// A handler that takes what a batch brought of one kind at once, each of another subject, so that on the busiest night it reads once and writes once
/// for all of them. It runs inside one transaction; when it fails, each fact is given to it again by itself.
/// </summary>
public interface IHandleMany<TFact> : INotificationHandler<TFact> where TFact : IFact
{
    Task Handle(IReadOnlyList<TFact> told, CancellationToken ct);

    Task INotificationHandler<TFact>.Handle(TFact notification, CancellationToken cancellationToken) => Handle([notification], cancellationToken);
}
