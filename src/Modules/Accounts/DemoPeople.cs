using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Storefront.Contracts;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Accounts;

/// <summary>One person of each role, all with the same published password. Never in Production.</summary>
public static class DemoPeople
{
    public const string Password = "apples-on-the-road";
    /// <summary>Mobile numbers of the two farmers; the codes for them stand in the mailbox.</summary>
    public const string DrolmaNumber = "13900000001", TashiNumber = "13900000002";
}

sealed class PlantPeople(IPasswordHasher<Person> passwords, ILookupNormalizer names) : ISeed
{
    // The producers' names as the demo village has them (Catalog/Village): this module asks nobody.
    static readonly Text Drolma = new("卓玛奶奶", "Grandmother Drolma", "Grand-mère Drolma");
    static readonly Text Tashi = new("扎西", "Tashi", "Tashi");
    static readonly Text Tsering = new("次仁拉姆", "Tsering Lhamo", "Tsering Lhamo");

    public string Name => "accounts-demo-people";
    public int Order => 20;
    public bool DemoOnly => true;

    public Task Plant(StoreDb db, DateTime now, CancellationToken ct)
    {
        Add(db, "drolma", "卓玛奶奶 Drolma", Roles.Farmer, person =>
            (person.ProducerId, person.ProducerName, person.PhoneNumber, person.PhoneNumberConfirmed) = (Seeds.Id("producer/drolma"), Drolma,
                DemoPeople.DrolmaNumber, true));
        Add(db, "tashi", "扎西 Tashi", Roles.Farmer, person => (person.ProducerId, person.ProducerName, person.PhoneNumber,
            person.PhoneNumberConfirmed) = (Seeds.Id("producer/tashi"), Tashi, DemoPeople.TashiNumber, true));
        Add(db, "point", "拉姆 Lhamo", Roles.ServicePoint, person => person.ServicePointId = Seeds.Id("point/qingde"));
        Add(db, "coordinator", "多吉 Dorje", Roles.Coordinator);
        Add(db, "office", "曲珍 Chödrön", Roles.Office);
        foreach (var (days, producer, name) in new[] { (60, "drolma", Drolma), (50, "tashi", Tashi), (40, "tsering", Tsering) })
            db.Add(new Assignment { Id = Seeds.Id($"assignment/point/{producer}"), PersonId = Seeds.Id("person/point"),
                ProducerId = Seeds.Id($"producer/{producer}"), ProducerName = name, From = now.AddDays(-days) });
        return Task.CompletedTask;
    }

    void Add(StoreDb db, string name, string displayName, string role, Action<Person>? more = null)
    {
        var person = new Person
        {
            Id = Seeds.Id($"person/{name}"), UserName = name, NormalizedUserName = names.NormalizeName(name), DisplayName = displayName,
            SecurityStamp = Guid.NewGuid().ToString("N"), LockoutEnabled = true,
        };
        person.PasswordHash = passwords.HashPassword(person, DemoPeople.Password);
        more?.Invoke(person);
        db.Add(person);
        db.Add(new IdentityUserClaim<Guid> { UserId = person.Id, ClaimType = ClaimTypes.Role, ClaimValue = role });
    }
}
