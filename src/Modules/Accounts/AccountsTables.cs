using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts.Codes;
using Storefront.Platform.Data;

namespace Storefront.Accounts;

/// <summary>What Identity's user store wants, under this module's names; a role is a claim.</summary>
sealed class AccountsTables : ITables
{
    public void Map(ModelBuilder model)
    {
        model.Entity<Person>(p =>
        {
            p.ToTable("accounts_people");
            p.HasIndex(x => x.NormalizedUserName).IsUnique();
            p.HasIndex(x => x.PhoneNumber).IsUnique();
            p.Property(x => x.ConcurrencyStamp).IsConcurrencyToken();
        });
        model.Entity<IdentityUserClaim<Guid>>(c =>
        {
            c.ToTable("accounts_claims");
            c.HasOne<Person>().WithMany().HasForeignKey(x => x.UserId);
        });
        model.Entity<IdentityUserLogin<Guid>>(l =>
        {
            l.ToTable("accounts_logins");
            l.HasKey(x => new { x.LoginProvider, x.ProviderKey });
            l.HasOne<Person>().WithMany().HasForeignKey(x => x.UserId);
        });
        model.Entity<IdentityUserToken<Guid>>(t =>
        {
            t.ToTable("accounts_tokens");
            t.HasKey(x => new { x.UserId, x.LoginProvider, x.Name });
            t.HasOne<Person>().WithMany().HasForeignKey(x => x.UserId);
        });
        model.Entity<IdentityUserPasskey<Guid>>(k =>
        {
            k.ToTable("accounts_passkeys");
            k.HasKey(x => x.CredentialId);
            k.Property(x => x.Data).HasConversion(v => JsonSerializer.Serialize(v, Json.Compact), v => JsonSerializer.Deserialize<IdentityPasskeyData>(v, Json.Compact)!);
            k.HasIndex(x => x.UserId);
            k.HasOne<Person>().WithMany().HasForeignKey(x => x.UserId);
        });
        model.Entity<Assignment>(a =>
        {
            a.ToTable("accounts_assignments");
            a.HasIndex(x => new { x.PersonId, x.ProducerId });
            a.HasOne<Person>().WithMany().HasForeignKey(x => x.PersonId);
        });
        model.Entity<KnownProducer>(p => p.ToTable("accounts_producers"));
        model.Entity<OneTimeCode>(c =>
        {
            c.ToTable("accounts_codes");
            c.HasIndex(x => new { x.Phone, x.AskedAt });
            c.HasIndex(x => new { x.From, x.AskedAt });
            c.HasIndex(x => x.AskedAt);
        });
    }
}

static class AccountsSets
{
    extension(StoreDb db)
    {
        internal DbSet<Person> People => db.Set<Person>();
        internal DbSet<Assignment> Assignments => db.Set<Assignment>();
        internal DbSet<KnownProducer> KnownProducers => db.Set<KnownProducer>();
        internal DbSet<OneTimeCode> Codes => db.Set<OneTimeCode>();
    }
}
