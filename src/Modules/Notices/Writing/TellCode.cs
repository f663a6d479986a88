using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Storefront.Contracts.Accounts;
using Storefront.Notices.Sending;
using Storefront.Platform;
using Storefront.Platform.Data;

namespace Storefront.Notices.Writing;

/// <summary>Writes a one-time code to the number it was asked for. It goes as text alone, and at once.</summary>
internal sealed class TellCode(StoreDb db, Templates templates, IDataProtectionProvider protection, TimeProvider clock, Wake<NoticeSender> sender) : INotificationHandler<CodeAsked>
{
    public async Task Handle(CodeAsked told, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // The outbox was held up: a code that is good no more only confuses.
        if (now >= told.Until) return;
        var code = protection.CreateProtector(CodeAsked.Purpose).Unprotect(told.Protected);
        await db.InsertMissing([new Notice
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), OrderId = told.CodeId, Topic = Topic.Code, Part = Guid.Empty, Version = 1, Channel = Channel.Text,
            Recipient = told.Phone, Language = told.Language,
            Subject = "", Body = templates.Code(code, told.Language), QueuedAt = now, DueAt = now,
        }], ct);
        db.Afterwards(sender.Pulse);
    }
}
