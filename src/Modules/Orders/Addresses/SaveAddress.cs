using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Storefront.Contracts;
using Storefront.Orders.Checkout;
using Storefront.Platform.Data;

namespace Storefront.Orders.Addresses;

/// <summary>Adds an address or changes it.</summary>
/// <param name="Id">Made with the form that adds one: pressed twice, one is added.</param>
internal sealed record SaveAddress(Guid Person, Guid Id, TypedAddress Typed, bool Default) : ICommand<Unit>;

internal sealed class SaveAddressRules : AbstractValidator<SaveAddress>
{
    public SaveAddressRules() => RuleFor(s => s).Custom((asked, found) =>
    {
        foreach (var failure in TypedAddressRules.FailuresOf(asked.Typed)) found.AddFailure(failure);
    });
}

internal sealed record RemoveAddress(Guid Person, Guid Id) : ICommand<Unit>;

internal sealed record MakeDefault(Guid Person, Guid Id) : ICommand<Unit>;

/// <summary>Keeps an address that was sent to, unless the same is kept already or there is no room: nothing is typed twice.</summary>
internal sealed record RememberAddress(Guid Person, TypedAddress Typed) : ICommand<Unit>;

internal sealed class SaveAddressHandler(StoreDb db, TimeProvider clock)
    : IRequestHandler<SaveAddress, Unit>, IRequestHandler<RemoveAddress, Unit>, IRequestHandler<MakeDefault, Unit>, IRequestHandler<RememberAddress, Unit>
{
    public async Task<Unit> Handle(SaveAddress asked, CancellationToken ct)
    {
        var own = await Own(asked.Person, ct);
        var there = own.Find(a => a.Id == asked.Id);
        if (there is null && own.Count >= SavedAddress.MostForAPerson) throw new Refusal("addresses-full", RefusalKind.Conflict, null, SavedAddress.MostForAPerson);
        // Somebody else's cannot be changed by naming it.
        if (there is null && await db.SavedAddresses.AnyAsync(a => a.Id == asked.Id, ct)) throw new Refusal("not-found", RefusalKind.NotFound);
        await Keep(asked.Person, asked.Id, asked.Typed, there, isDefault: asked.Default || there?.IsDefault == true || own.Count == 0, ct);
        return Unit.Value;
    }

    public async Task<Unit> Handle(RememberAddress asked, CancellationToken ct)
    {
        var own = await Own(asked.Person, ct);
        if (own.Count >= SavedAddress.MostForAPerson || own.Exists(a => Told(a.Typed) == Told(asked.Typed))) return Unit.Value;
        await Keep(asked.Person, Guid.CreateVersion7(), asked.Typed, null, isDefault: own.Count == 0, ct);
        return Unit.Value;
    }

    public async Task<Unit> Handle(MakeDefault asked, CancellationToken ct)
    {
        if (!(await Own(asked.Person, ct)).Exists(a => a.Id == asked.Id)) throw new Refusal("not-found", RefusalKind.NotFound);
        await SetDefault(asked.Person, asked.Id, ct);
        return Unit.Value;
    }

    /// <summary>What is not there is removed already. The latest of the others takes the place of a default one.</summary>
    public async Task<Unit> Handle(RemoveAddress asked, CancellationToken ct)
    {
        var own = await Own(asked.Person, ct);
        if (own.Find(a => a.Id == asked.Id) is not { } removed) return Unit.Value;
        await db.SavedAddresses.Where(a => a.Id == removed.Id).ExecuteDeleteAsync(ct);
        if (removed.IsDefault && own.Where(a => a.Id != removed.Id).MaxBy(a => a.SavedAt) is { } next) await SetDefault(asked.Person, next.Id, ct);
        return Unit.Value;
    }

    async Task<List<SavedAddress>> Own(Guid person, CancellationToken ct)
    {
        // Two forms of one person: the second counts what the first has added.
        await db.TakeTurn($"orders/addresses/{person}", ct);
        return await db.SavedAddresses.AsNoTracking().Where(a => a.PersonId == person).ToListAsync(ct);
    }

    async Task Keep(Guid person, Guid id, TypedAddress typed, SavedAddress? there, bool isDefault, CancellationToken ct)
    {
        if (there is null) await db.InsertMany([new SavedAddress { Id = id, PersonId = person, Typed = typed, SavedAt = clock.GetUtcNow().UtcDateTime }], ct);
        else await db.SavedAddresses.Where(a => a.Id == id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Typed, typed), ct);
        if (isDefault) await SetDefault(person, id, ct);
    }

    Task SetDefault(Guid person, Guid id, CancellationToken ct) => db.SavedAddresses.Where(a => a.PersonId == person)
        .ExecuteUpdateAsync(a => a.SetProperty(x => x.IsDefault, x => x.Id == id), ct);

    /// <summary>The same words however the number was spaced.</summary>
    static TypedAddress Told(TypedAddress typed) => TypedAddress.Of(typed.ToContact(""), typed.ToAddress());
}
