using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Hosting;
using Storefront.Platform.Web;

namespace Storefront.Notices.Mailbox;

/// <summary>Everybody's messages, so in Production the page does not exist.</summary>
[Area("Notices")]
[Route("{lang:lang}/mailbox")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MailboxController(IMediator shop, IHostEnvironment stage) : ShopController
{
    [HttpGet]
    public async Task<IActionResult> Index(string? q, int page, CancellationToken ct) => View(await shop.Send(new ShowMailbox(q, page), ct));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Message(Guid id, CancellationToken ct) => View(await shop.Send(new OpenMessage(id), ct));

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (stage.IsProduction()) context.Result = NotFound();
    }
}
