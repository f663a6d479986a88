using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Orders;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Orders.Finding;

/// <summary>The links of the last orders go to the phone or e-mail they were placed with, and are shown to nobody: whoever types another's learns nothing.</summary>
/// <param name="Contact">A phone as typed, or an e-mail where no phone was given: whoever gave both counts by the phone.</param>
internal sealed record SendLinks(string? Contact) : ICommand<Unit>
{
    internal const int Most = 5;
}

internal sealed class SendLinksRules : AbstractValidator<SendLinks>
{
    public SendLinksRules() => RuleFor(a => a.Contact).Must(contact => Reach.Of(contact) is not null).WithMessage("reach-unclear").OverridePropertyName("contact");
}

internal sealed class SendLinksHandler(StoreDb db, TimeProvider clock) : IRequestHandler<SendLinks, Unit>
{
    public async Task<Unit> Handle(SendLinks asked, CancellationToken ct)
    {
        var (address, now) = (Reach.Of(asked.Contact)!.Address, clock.GetUtcNow().UtcDateTime);
        var since = OrderLinks.Since(now);
        var orders = await db.Orders.AsNoTracking().Where(o => o.Buyer == address && o.State != OrderState.Expired && (o.EndedAt == null || o.EndedAt >= since))
            .OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).Take(SendLinks.Most).Select(o => new { o.Id, o.Contact }).ToListAsync(ct);
        foreach (var order in orders)
            if (To(order.Contact, address) is { } to) db.Tell(new OrderLinkAsked(order.Id, to, now));
        return Unit.Value;
    }

    static string? To(Contact contact, string address) => Phones.Textable(contact.Phone) == address ? contact.Phone : contact.Email == address ? contact.Email : null;
}
