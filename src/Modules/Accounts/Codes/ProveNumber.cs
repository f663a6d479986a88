using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Platform.Data;

namespace Storefront.Accounts.Codes;

/// <summary>
/// That a code is right; answers the number that it proves, and the code is used. Neither a query nor a command: a wrong try is counted, and stays counted when
/// the answer is a refusal, where a command's transaction would roll it back.
/// </summary>
sealed record ProveNumber(Guid? CodeId, string? Typed) : IRequest<string>;

sealed class ProveNumberRules : AbstractValidator<ProveNumber>
{
    public ProveNumberRules() => RuleFor(p => p.Typed).Must(typed => Digits(typed).Length == 6).WithMessage("code-missing").OverridePropertyName("code");

    /// <summary>As it was pasted: with spaces, a dash, full-width digits.</summary>
    internal static string Digits(string? typed) => string.Concat((typed ?? "").Select(c => c is >= '０' and <= '９' ? (char)(c - 0xFEE0) : c)
        .Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '–'))) is var plain && plain.All(char.IsAsciiDigit) ? plain : "";
}

sealed class ProveNumberHandler(StoreDb db, IMediator mediator, IPasswordHasher<Person> hashes) : IRequestHandler<ProveNumber, string>
{
    public async Task<string> Handle(ProveNumber asked, CancellationToken ct)
    {
        // Counted before it is compared: however many try at once, five tries are five.
        var tries = asked.CodeId is { } id ? await mediator.Send(new CountTry(id), ct) : 0;
        if (tries == 0) throw new Refusal("code-over", field: "code");
        var code = await db.Codes.AsNoTracking().SingleAsync(c => c.Id == asked.CodeId, ct);
        if (hashes.VerifyHashedPassword(Person.Nobody, code.Hash, ProveNumberRules.Digits(asked.Typed)) == PasswordVerificationResult.Failed)
            throw tries < OneTimeCode.MostTries ? new Refusal("code-wrong", RefusalKind.Invalid, "code", OneTimeCode.MostTries - tries) : new Refusal("code-over", field: "code");
        return await mediator.Send(new UseCode(code.Id), ct) ? code.Phone : throw new Refusal("code-over", field: "code");
    }
}

/// <summary>Counts a try at a code that is still good; answers which one it is, 0 when it is not good any more.</summary>
internal sealed record CountTry(Guid Code) : ICommand<int>;

/// <summary>Whether the code was used now, and not before.</summary>
internal sealed record UseCode(Guid Code) : ICommand<bool>;

sealed class CountTryHandler(StoreDb db, TimeProvider clock) : IRequestHandler<CountTry, int>, IRequestHandler<UseCode, bool>
{
    public async Task<int> Handle(CountTry asked, CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime - OneTimeCode.GoodFor;
        var good = db.Codes.Where(c => c.Id == asked.Code && c.UsedAt == null && c.AskedAt > since && c.Tries < OneTimeCode.MostTries);
        return await good.ExecuteUpdateAsync(c => c.SetProperty(x => x.Tries, x => x.Tries + 1), ct) == 0 ? 0
            : await db.Codes.Where(c => c.Id == asked.Code).Select(c => c.Tries).SingleAsync(ct);
    }

    public async Task<bool> Handle(UseCode asked, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Codes.Where(c => c.Id == asked.Code && c.UsedAt == null).ExecuteUpdateAsync(c => c.SetProperty(x => x.UsedAt, now), ct) == 1;
    }
}
