using FluentValidation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;

namespace Storefront.Platform.Web;

/// <summary>What every page shares: a refused form answers with itself, each field as it was typed and the sentence beside it.</summary>
public abstract class ShopController : Controller
{
    /// <summary>The language of this page: zh, en, fr or bo.</summary>
    protected static string Lang => Languages.Current;

    /// <summary>A path of this shop to go on to, in the language that is read now, whatever it was asked for in; null for anything else.</summary>
    protected string? OwnPath(string? path) => !Url.IsLocalUrl(path) ? null
        : path.Length >= 3 && Languages.IsKnown(path[1..3]) && (path.Length == 3 || path[3] is '/' or '?') ? $"/{Lang}{path[3..]}" : path;

    /// <param name="act">Sends the message and answers, most often with a redirect (303).</param>
    /// <param name="again">The same form once more; runs with the refusal in ModelState and status 422, 409, 429 or 503.</param>
    protected async Task<IActionResult> Answer(Func<Task<IActionResult>> act, Func<Task<IActionResult>> again)
    {
        if (ModelState.IsValid)
        {
            var sentences = HttpContext.RequestServices.GetRequiredService<Sentences>();
            try { return await act(); }
            catch (Refusal refusal) when (refusal.Kind is not (RefusalKind.NotFound or RefusalKind.Gone or RefusalKind.Forbidden))
            {
                return await Refused(refusal.Kind, [refusal]);
            }
            catch (ManyRefusals refused) { return await Refused(refused.Kind, refused.All); }
            catch (ValidationException failed)
            {
                ViewData[ErrorSummary.InOrder] = failed.Errors.Select(f => f.PropertyName).ToList();
                foreach (var failure in failed.Errors) ModelState.AddModelError(failure.PropertyName, sentences.Of(failure));
            }
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await WithItsPhotos();

        async Task<IActionResult> Refused(RefusalKind kind, IReadOnlyList<Refusal> refusals)
        {
            var sentences = HttpContext.RequestServices.GetRequiredService<Sentences>();
            ViewData[ErrorSummary.InOrder] = refusals.Select(r => r.Field ?? "").ToList();
            ViewData[LostRaces] = refusals.Where(r => r.Kind == RefusalKind.Conflict).Select(r => r.Field ?? "").ToHashSet(StringComparer.Ordinal);
            foreach (var refusal in refusals) ModelState.AddModelError(refusal.Field ?? "", sentences.Of(refusal));
            Response.StatusCode = Refusals.StatusOf(kind);
            return await WithItsPhotos();
        }

        // After the form was found: who may not send it keeps no photos here.
        async Task<IActionResult> WithItsPhotos()
        {
            var page = await again();
            if (KeepsPhotos is { } keep && await Photos() is { Count: > 0 } sent) ViewData[KeptPhotos.Key] = await KeptPhotos.Keep(Request, sent, keep);
            return page;
        }

        async Task<IReadOnlyList<PhotoSent>> Photos()
        {
            try { return await PhotosSent(HttpContext.RequestAborted); }
            catch (Refusal) { return []; }
        }
    }

    /// <summary>How a photo is kept; null where no form takes one. Those of a refused form are kept for its next try, and shown by _KeptPhotos.</summary>
    protected virtual Func<PhotoSent, Task<string>>? KeepsPhotos => null;

    const int MostPhotosKept = 6;

    /// <summary>The photos of the form that was sent.</summary>
    protected virtual Task<IReadOnlyList<PhotoSent>> PhotosSent(CancellationToken ct) => SentPhoto.AllOf(Request, MostPhotosKept, ct);

    /// <summary>Where ViewData keeps the fields that somebody else changed meanwhile: of those the form starts from what is now.</summary>
    public const string LostRaces = nameof(LostRaces);

    /// <summary>Whoever acts only for others chooses first for whom; null when that is said, or the own producer is meant.</summary>
    protected IActionResult? ChooseProducerFirst(string? actedFor) =>
        string.IsNullOrEmpty(actedFor) && User.IsInRole(Roles.ServicePoint) && !User.IsInRole(Roles.Farmer) ? Redirect($"/{Lang}/point") : null;

    /// <summary>303: after a POST the browser GETs, so that a reload never posts twice.</summary>
    protected IActionResult SeeOther(string path)
    {
        Response.Headers.Location = path;
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}

/// <summary>Refusals that no form catches: a page of their own kind, or a problem document for machines.</summary>
public sealed class Refusals(Sentences sentences) : IExceptionFilter
{
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Gone => StatusCodes.Status410Gone,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Busy => StatusCodes.Status503ServiceUnavailable,
        RefusalKind.TooOften => StatusCodes.Status429TooManyRequests,
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
    };

    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not Refusal refusal) return;
        var status = StatusOf(refusal.Kind);
        var sentence = sentences.Of(refusal);
        if (refusal.Kind == RefusalKind.Busy) context.HttpContext.Response.Headers.RetryAfter = "2";
        if (IsForMachines(context.HttpContext.Request))
        {
            context.Result = new ObjectResult(new ProblemDetails { Status = status, Title = sentence,
                Type = $"urn:storefront:refusal:{refusal.Code}" }) { StatusCode = status, ContentTypes = { "application/problem+json" } };
        }
        else
        {
            // The error page shows the sentence; see the host's ErrorController.
            context.HttpContext.Items[typeof(Refusal)] = sentence;
            context.Result = new StatusCodeResult(status);
        }
        context.ExceptionHandled = true;
    }

    /// <summary>/api/... and /payments/{provider}/webhook. On the way to the error page what was asked for counts, not the error page's address.</summary>
    public static bool IsForMachines(HttpRequest request)
    {
        var features = request.HttpContext.Features;
        PathString asked = features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? features.Get<IExceptionHandlerPathFeature>()?.Path ?? request.Path;
        return asked.StartsWithSegments("/api", StringComparison.Ordinal) || asked.Value?.Split('/') is ["", "payments", _, "webhook"];
    }

    /// <summary>The error page is on its way: what was refused is refused already, and saying so is not refused again.</summary>
    public static bool IsErrorPage(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null;
}
