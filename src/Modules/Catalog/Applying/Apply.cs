using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Catalog.Applying;

/// <summary>Somebody asks to sell here; the office reads it. Sent twice it is one, and what was typed last counts.</summary>
internal sealed record Apply(string? Name, string? Phone, string? Village, string? Goods, string Language) : ICommand<Unit>
{
    public const int LongestName = 60, LongestVillage = 120, LongestGoods = 1000;
}

internal sealed class ApplyRules : AbstractValidator<Apply>
{
    public ApplyRules()
    {
        RuleFor(a => a.Name).Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage("name-missing").AtMost(Apply.LongestName).WithMessage("name-too-long").OverridePropertyName("name");
        RuleFor(a => a.Phone).Must(p => Phones.Mobile(p) is not null).WithMessage("apply-tel").OverridePropertyName("tel");
        RuleFor(a => a.Village).Must(v => !string.IsNullOrWhiteSpace(v)).WithMessage("apply-village").AtMost(Apply.LongestVillage)
            .WithMessage("apply-village").OverridePropertyName("village");
        RuleFor(a => a.Goods).Must(g => !string.IsNullOrWhiteSpace(g)).WithMessage("apply-goods").AtMost(Apply.LongestGoods).WithMessage("apply-goods").OverridePropertyName("goods");
    }
}

internal sealed class ApplyHandler(StoreDb db, TimeProvider clock) : IRequestHandler<Apply, Unit>
{
    public async Task<Unit> Handle(Apply asked, CancellationToken ct)
    {
        var (phone, now) = (Phones.Mobile(asked.Phone)!, clock.GetUtcNow().UtcDateTime);
        var (name, village, goods) = (asked.Name!.Trim(), asked.Village!.Trim(), asked.Goods!.Trim());
        var id = Seeds.Id($"application/{phone}");
        if (await db.InsertMissing<Application>([new() { Id = id, Name = name, Phone = phone, Village = village, Goods = goods, Language = asked.Language,
            AppliedAt = now, State = ApplicationState.Submitted, Times = 1 }], ct) == 1) return Unit.Value;
        // Whoever sells already hears nothing of that here: anybody may type anybody's number.
        await db.Applications.Where(a => a.Id == id && a.State != ApplicationState.Approved).ExecuteUpdateAsync(a => a
            .SetProperty(x => x.Name, name).SetProperty(x => x.Village, village).SetProperty(x => x.Goods, goods).SetProperty(x => x.Language, asked.Language)
            .SetProperty(x => x.AppliedAt, now)
            .SetProperty(x => x.Times, x => x.State == ApplicationState.Declined ? x.Times + 1 : x.Times).SetProperty(x => x.State, ApplicationState.Submitted), ct);
        return Unit.Value;
    }
}
