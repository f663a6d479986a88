using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;

namespace Storefront.Platform.Web;

/// <summary>A photo of a form that was refused for something else. The form shows it and names it, so that nobody looks for it a second time: a browser puts no file back.</summary>
/// <param name="Stem">Of its address.</param>
/// <param name="Token">Names it in the form, for <see cref="KeepPhotoForNextTry.For"/>; a stem alone would let a form name anybody's picture.</param>
public sealed record KeptPhoto(string Stem, string Token);

public static class KeptPhotos
{
    /// <summary>The form's field, a box that is ticked.</summary>
    public const string Field = "photo-kept";
    /// <summary>Where ViewData keeps them.</summary>
    public const string Key = nameof(KeptPhotos);
    /// <summary>Pixels that one is wide at least, so that none gets around what a form asks of it.</summary>
    public const int AtLeast = 320;

    public static IEnumerable<string> StemsIn(HttpRequest request)
    {
        if (!request.HasFormContentType || request.Form[Field] is not { Count: > 0 } named) yield break;
        var protector = Protector(request);
        foreach (var token in named)
            if (token is not null && Open(protector, token) is { } stem) yield return stem;
    }

    /// <summary>What is no photo, or a small one, is not kept: its form says so.</summary>
    internal static async Task<IReadOnlyList<KeptPhoto>> Keep(HttpRequest request, IReadOnlyList<PhotoSent> sent, Func<PhotoSent, Task<string>> keep)
    {
        var kept = new List<KeptPhoto>();
        var protector = Protector(request);
        foreach (var photo in sent)
        {
            try
            {
                var stem = await keep(photo);
                if (kept.TrueForAll(k => k.Stem != stem)) kept.Add(new(stem, protector.Protect(stem, KeepPhotoForNextTry.For)));
            }
            catch (Refusal) { }      // said beside the field already, or will be once the rest is right
        }
        return kept;
    }

    static string? Open(ITimeLimitedDataProtector protector, string token)
    {
        try { return protector.Unprotect(token); }
        catch (CryptographicException) { return null; }
    }

    static ITimeLimitedDataProtector Protector(HttpRequest request) => request.HttpContext.RequestServices.GetRequiredService<IDataProtectionProvider>()
        .CreateProtector("web/kept-photos").ToTimeLimitedDataProtector();
}
