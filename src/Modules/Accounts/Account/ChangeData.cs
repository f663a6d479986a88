using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts.Codes;
using Storefront.Contracts;
using Storefront.Platform.Data;
using Storefront.Platform.Pipeline;
using Storefront.Platform.Web;

namespace Storefront.Accounts.Account;

/// <summary>How somebody is greeted, and in which language.</summary>
internal sealed record ChangeData(string? Name, string? Language) : ICommand<Unit>;

sealed class ChangeDataRules : AbstractValidator<ChangeData>
{
    public const int LongestName = 60;

    public ChangeDataRules(OfferedLanguages offered)
    {
        RuleFor(d => d.Name).AtMost(LongestName).WithMessage("display-name-long").OverridePropertyName("name");
        RuleFor(d => d.Language).Must(l => string.IsNullOrEmpty(l) || offered.Has(l)).WithMessage("language-unknown").OverridePropertyName("language");
    }
}

sealed class ChangeDataHandler(StoreDb db, Caller caller) : IRequestHandler<ChangeData, Unit>
{
    public async Task<Unit> Handle(ChangeData asked, CancellationToken ct)
    {
        var person = await db.People.SingleAsync(p => p.Id == caller.Person, ct);
        var name = (asked.Name ?? "").Trim();
        // Others read the name of whoever acts for them or for the shop: only a shopper may be without one.
        if (name.Length == 0 && person.PhoneNumber is null) throw new Refusal("display-name-missing", field: "name");
        (person.DisplayName, person.Language) = (name, asked.Language is { Length: > 0 } language ? language : null);
        return Unit.Value;
    }
}

/// <summary>Another number, proven by its code. Like <see cref="ProveNumber"/> no command of its own: a wrong try stays counted.</summary>
sealed record ChangeNumber(Guid? CodeId, string? Typed) : IRequest<Unit>;

sealed class ChangeNumberHandler(IMediator mediator) : IRequestHandler<ChangeNumber, Unit>
{
    public async Task<Unit> Handle(ChangeNumber asked, CancellationToken ct) => await mediator.Send(new KeepNumber(await mediator.Send(new ProveNumber(asked.CodeId, asked.Typed), ct)), ct);
}

internal sealed record KeepNumber(string Phone) : ICommand<Unit>;

sealed class KeepNumberHandler(StoreDb db, Caller caller) : IRequestHandler<KeepNumber, Unit>
{
    public async Task<Unit> Handle(KeepNumber asked, CancellationToken ct)
    {
        await db.TakeTurn($"accounts/number/{asked.Phone}", ct);
        if (await db.People.AnyAsync(p => p.PhoneNumber == asked.Phone && p.Id != caller.Person, ct)) throw new Refusal("number-taken", RefusalKind.Conflict, "code");
        var person = await db.People.SingleAsync(p => p.Id == caller.Person, ct);
        // Sign-ins elsewhere end: whoever still has the old number has no part in this account any more.
        (person.PhoneNumber, person.PhoneNumberConfirmed, person.SecurityStamp) = (asked.Phone, true, Guid.NewGuid().ToString("N"));
        return Unit.Value;
    }
}
