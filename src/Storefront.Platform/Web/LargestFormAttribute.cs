using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Contracts;

namespace Storefront.Platform.Web;

/// <summary>
/// How much a form with a file may weigh by its own word. Far more than the file may, so that one too big is told so beside its field, the rest kept as typed; above
/// that the error page says it. Stands before the antiforgery check, which reads the form and would answer an endless one with nothing but 400.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LargestFormAttribute(int bytes, string refusal = "photo-too-big") : Attribute, IAuthorizationFilter, IOrderedFilter
{
    public int Order => 900;      // the antiforgery check's is 1000

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (http.Request.ContentLength > bytes)
        {
            http.Items[typeof(Refusal)] = http.RequestServices.GetRequiredService<Sentences>().Of(new Refusal(refusal));
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        }
    }
}
