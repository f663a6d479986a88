namespace Storefront.Notices.Sending;

/// <summary>Takes mail out of the house. The same letter may come twice after a crash: its id lets the far end tell.</summary>
internal interface ISendMail
{
    Task Send(Letter letter, CancellationToken ct);
}

/// <summary>Takes text messages out of the house, under the same terms.</summary>
internal interface ISendText
{
    Task Send(TextMessage message, CancellationToken ct);
}

internal sealed record Letter(Guid Id, string To, string Language, string Subject, string Body);
internal sealed record TextMessage(Guid Id, string To, string Body);

/// <summary>Outside Production nothing leaves: the row itself is what the mailbox page shows.</summary>
internal sealed class KeptInMailbox : ISendMail, ISendText
{
    public Task Send(Letter letter, CancellationToken ct) => Task.CompletedTask;
    public Task Send(TextMessage message, CancellationToken ct) => Task.CompletedTask;
}
