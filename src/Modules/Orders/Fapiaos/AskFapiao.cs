using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Orders.Fapiaos;

/// <summary>The buyer of a paid order asks for a fapiao, or corrects what was asked for until it is sent.</summary>
/// <param name="TaxNumber">Of a company; a person leaves it out.</param>
internal sealed record AskFapiao(string Token, string? Title, string? TaxNumber, string? Email) : ICommand<Unit>;

internal sealed class AskFapiaoRules : AbstractValidator<AskFapiao>
{
    public AskFapiaoRules()
    {
        RuleFor(a => a.Title).Must(t => !string.IsNullOrWhiteSpace(t)).WithMessage("fapiao-title-missing").AtMost(100).WithMessage("address-too-long")
            .OverridePropertyName("fapiao-title");
        RuleFor(a => a.TaxNumber).Must(n => Fapiaos.TaxNumber.Read(n) is not null).WithMessage("fapiao-number").OverridePropertyName("fapiao-number")
            .When(a => !string.IsNullOrWhiteSpace(a.TaxNumber));
        RuleFor(a => a.Email).Must(e => !string.IsNullOrWhiteSpace(e)).WithMessage("fapiao-email-missing").OverridePropertyName("fapiao-email");
        RuleFor(a => a.Email!.Trim()).Cascade(CascadeMode.Stop).AtMost(Mails.LongestAddress).WithMessage("address-too-long")
            .Must(e => Mails.Read(e) is not null).WithMessage("email").OverridePropertyName("fapiao-email").When(a => !string.IsNullOrWhiteSpace(a.Email));
    }
}

internal sealed class AskFapiaoHandler(StoreDb db, TimeProvider clock) : IRequestHandler<AskFapiao, Unit>
{
    public async Task<Unit> Handle(AskFapiao asked, CancellationToken ct)
    {
        var id = await db.Orders.Where(o => o.Token == asked.Token).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(ct) ?? throw new Refusal("not-found", RefusalKind.NotFound);
        // Sending it, cancelling and asking meet at the order's row.
        await db.LockRows<Order>([id], ct);
        var order = await db.Orders.AsNoTracking().Where(o => o.Id == id).Select(o => new { o.State, o.PaidAt, Total = o.Total.Fen }).SingleAsync(ct);
        if (order.PaidAt is null || order.Total == 0 || order.State is not (OrderState.Confirmed or OrderState.Completed)) throw new Refusal("fapiao-nothing-paid", RefusalKind.Conflict);

        var (title, number, email) = (asked.Title!.Trim(), string.IsNullOrWhiteSpace(asked.TaxNumber) ? null : TaxNumber.Read(asked.TaxNumber), Mails.Read(asked.Email)!);
        if (await db.InsertMissing([new Fapiao { OrderId = id, Title = title, TaxNumber = number, Email = email, AskedAt = clock.GetUtcNow().UtcDateTime }], ct) == 1) return Unit.Value;
        var changed = await db.Fapiaos.Where(f => f.OrderId == id && f.SentAt == null)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.Title, title).SetProperty(x => x.TaxNumber, number).SetProperty(x => x.Email, email), ct);
        return changed == 1 ? Unit.Value : throw new Refusal("fapiao-sent", RefusalKind.Conflict);
    }
}
