using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Contracts.Accounts;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Accounts.Codes;

/// <summary>Sends a one-time code to a number, whether anybody here has it or not, so the answer tells nothing. Answers the code's id.</summary>
/// <param name="Form">Made with the page: pressed twice, one message is sent.</param>
/// <param name="From">The network address that asks.</param>
internal sealed record AskCode(string? Tel, Guid? Form, IPAddress? From, string Language) : ICommand<Guid>;

sealed class AskCodeRules : AbstractValidator<AskCode>
{
    public AskCodeRules() => RuleFor(a => a.Tel).Must(tel => Phones.Textable(tel) is not null).WithMessage("code-number").OverridePropertyName("tel");
}

/// <summary>Once more to the number of an earlier code, which need not be typed again.</summary>
internal sealed record AskAgain(Guid? Code, Guid? Form, IPAddress? From, string Language) : ICommand<Guid>;

sealed class AskCodeHandler(StoreDb db, IPasswordHasher<Person> hashes, IDataProtectionProvider protection, CodeLimits limits, TimeProvider clock)
    : IRequestHandler<AskCode, Guid>, IRequestHandler<AskAgain, Guid>
{
    public Task<Guid> Handle(AskCode asked, CancellationToken ct) => Ask(Phones.Textable(asked.Tel)!, asked.Form, asked.From, asked.Language, ct);

    public async Task<Guid> Handle(AskAgain asked, CancellationToken ct)
    {
        var phone = await db.Codes.Where(c => c.Id == asked.Code).Select(c => c.Phone).SingleOrDefaultAsync(ct) ?? throw new Refusal("code-over", field: "code");
        return await Ask(phone, asked.Form, asked.From, asked.Language, ct);
    }

    async Task<Guid> Ask(string phone, Guid? form, IPAddress? address, string language, CancellationToken ct)
    {
        // Number before address, so that two who wait for each other's turn cannot be.
        await db.TakeTurn($"accounts/code/{phone}", ct);
        if (form is { } id && await db.Codes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } pressedBefore)
        {
            if (pressedBefore.Phone == phone) return id;
            form = null;      // gone back to, and another number typed
        }

        var (now, from) = (clock.GetUtcNow().UtcDateTime, Network(address));
        var since = now - OneTimeCode.Window;
        await Bounded(db.Codes.Where(c => c.Phone == phone && c.AskedAt > since), OneTimeCode.MostForANumber, ct);
        await db.TakeTurn($"accounts/code/{from}", ct);
        await Bounded(db.Codes.Where(c => c.From == from && c.AskedAt > since), limits.PerAddress, ct);

        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var made = new OneTimeCode { Id = form ?? Guid.NewGuid(), Phone = phone, Hash = hashes.HashPassword(Person.Nobody, code), From = from, AskedAt = now };
        db.Add(made);
        db.Tell(new CodeAsked(made.Id, phone, protection.CreateProtector(CodeAsked.Purpose).Protect(code), language, now + OneTimeCode.GoodFor));
        return made.Id;
    }

    static async Task Bounded(IQueryable<OneTimeCode> asked, int most, CancellationToken ct)
    {
        var latest = await asked.OrderByDescending(c => c.AskedAt).Select(c => c.AskedAt).Take(most).ToListAsync(ct);
        if (latest.Count == most) throw new Refusal("code-too-often", RefusalKind.TooOften, "tel", latest[^1] + OneTimeCode.Window);
    }

    /// <summary>Whoever has an address of version 6 has 2^64 of them: the network counts.</summary>
    internal static string Network(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes(), 0, 8) : address.ToString();
    }
}

/// <summary>The number that a code was sent to, for the page that asks for it.</summary>
internal sealed record LookAtCode(Guid? Code) : IQuery<string?>;

sealed class LookAtCodeHandler(StoreDb db) : IRequestHandler<LookAtCode, string?>
{
    public Task<string?> Handle(LookAtCode asked, CancellationToken ct) => db.Codes.Where(c => c.Id == asked.Code).Select(c => c.Phone).SingleOrDefaultAsync(ct);
}
