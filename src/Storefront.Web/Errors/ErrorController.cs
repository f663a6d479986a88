using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Web.Errors;

/// <summary>What went wrong, in the reader's language, and what to do next. Never a stack trace.</summary>
[Route("error")]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class ErrorController : Controller
{
    [Route("{status:int}"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public IActionResult Index()
    {
        // Not a parameter: for one MVC would read the form that is being refused, and with one too large or broken find no status.
        var status = int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture);
        Response.StatusCode = status;
        if (Refusals.IsForMachines(Request)) return Problem(statusCode: status);
        return View("~/Errors/Error.cshtml", new ErrorPage(status, HttpContext.Items[typeof(Refusal)] as string, HttpContext.TraceIdentifier));
    }
}

public sealed record ErrorPage(int Status, string? Sentence, string TraceId)
{
    /// <summary>The statuses that have words of their own; others share the nearest.</summary>
    public int Kind => Status switch { 403 or 404 or 410 or 413 or 429 => Status, 409 => 409, >= 400 and < 500 => 400, 503 => 503, _ => 500 };
}
