using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using Storefront.Platform.Data;
using Storefront.Platform.Web;

namespace Storefront.Web;

/// <summary>The way of a request, in order.</summary>
static class Ways
{
    public static void UseShop(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(Guards.SafeHeaders);
        app.Use(AnswerHead);
        app.Use(app.Services.GetRequiredService<OfferedLanguages>().LeadOn);
        app.UseRequestLocalization(languages =>
        {
            languages.DefaultRequestCulture = new RequestCulture(Languages.Culture(Languages.Default));
            languages.SupportedCultures = languages.SupportedUICultures = [.. Languages.All.Select(Languages.Culture)];
            languages.RequestCultureProviders = [new LanguageOfRequest()];
        });
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        if (app.Environment.IsProduction()) app.UseHsts();
        app.UseRouting();
        app.UseRateLimiter();
        app.Use(Guards.RefuseCrossSite);
        app.Use(Guards.RefuseTooLarge);
        app.UseAuthentication();
        app.Use(RememberedPlace.Follow);
        app.Use(EntityTags.Compare);
        app.UseOutputCache();
        app.Use(EntityTags.Set);
        app.UseResponseCompression();
        app.UseAuthorization();

        app.MapStaticAssets();
        app.MapControllers();
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", async (StoreDb db, CancellationToken ct) =>
            await db.Database.CanConnectAsync(ct) ? Results.Text("ready") : Results.Text("no database", statusCode: StatusCodes.Status503ServiceUnavailable));
    }

    /// <summary>HEAD asks for what GET says of itself (RFC 9110, 9.3.2): link checkers and previews do. The server keeps the body back.</summary>
    static Task AnswerHead(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method)) context.Request.Method = HttpMethods.Get;
        return next(context);
    }
}
