using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Storefront.Notices.Sending;

internal sealed record SmtpSettings(string Host, int Port, bool Tls, string? User, string? Password, string From)
{
    /// <summary>Null when host or sender is missing.</summary>
    public static SmtpSettings? Of(IConfiguration settings) => settings.GetSection("Notices:Smtp") is var smtp && smtp["Host"] is { Length: > 0 } host && smtp["From"] is { Length: > 0 } from
        ? new(host, smtp.GetValue("Port", 587), smtp.GetValue("Tls", true), smtp["User"], smtp["Password"], from) : null;
}

/// <summary>Mail by the framework's own client: MailKit cannot be had from the package source this project builds with (docs/dependencies.md).</summary>
internal sealed class Smtp(SmtpSettings settings) : ISendMail
{
    public async Task Send(Letter letter, CancellationToken ct)
    {
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.Tls };
        if (settings.User is { Length: > 0 }) client.Credentials = new NetworkCredential(settings.User, settings.Password);
        using var mail = new MailMessage(settings.From, letter.To, letter.Subject, letter.Body) { SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8 };
        mail.Headers.Add("Message-ID", $"<{letter.Id:N}@{mail.From!.Host}>");
        mail.Headers.Add("Content-Language", letter.Language);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        await client.SendMailAsync(mail, ct);
    }
}
