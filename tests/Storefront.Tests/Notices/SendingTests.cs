using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Storefront.Contracts;
using Storefront.Notices;
using Storefront.Notices.Sending;
using Storefront.Platform.Data;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Notices;

/// <summary>The two ports against something that listens.</summary>
public sealed class SendingTests
{
    [Fact]
    public async Task A_text_message_is_posted_with_key_and_id()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var request = Serve(listener, "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        using var http = new HttpClient();
        var message = new TextMessage(Guid.NewGuid(), "13812345678", "您的货已送达");
        await new TextGateway(http, new(new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/messages"), "k-1")).Send(message, default);

        var received = await request;
        received.ShouldStartWith("POST /messages ");
        received.ShouldContain("Authorization: Bearer k-1");
        received.ShouldContain($"Idempotency-Key: {message.Id}");
        using var body = JsonDocument.Parse(received[received.IndexOf('{', StringComparison.Ordinal)..]);
        body.RootElement.GetProperty("to").GetString().ShouldBe("13812345678");
        body.RootElement.GetProperty("text").GetString().ShouldBe("您的货已送达");
    }

    [Fact]
    public async Task A_gateway_that_refuses_is_a_failure()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = Serve(listener, "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        using var http = new HttpClient();
        var gateway = new TextGateway(http, new(new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), null));
        await Should.ThrowAsync<HttpRequestException>(() => gateway.Send(new(Guid.NewGuid(), "1", "x"), default));
    }

    [Fact]
    public async Task A_letter_reaches_a_mail_server()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = ServeMail(listener);
        var letter = new Letter(Guid.NewGuid(), "lin@example.org", "zh", "已送达：订单 1111", "您好！\nhttp://localhost:5080/o/x");
        await new Smtp(new("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, false, null, null, "shop@example.org")).Send(letter, default);

        var mail = await received;
        mail.ShouldContain("RCPT TO:<lin@example.org>");
        mail.ShouldContain($"<{letter.Id:N}@example.org>");
        mail.ShouldContain("Content-Language: zh", Case.Insensitive);
    }

    static async Task<string> Serve(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var (buffer, text) = (new byte[8192], "");
        while (!text.Contains('}', StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var read) text += Encoding.UTF8.GetString(buffer, 0, read);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return text;
    }

    static async Task<string> ServeMail(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var all = new StringBuilder();
        await writer.WriteLineAsync("220 here");
        for (var inData = false; await reader.ReadLineAsync() is { } line;)
        {
            all.AppendLine(line);
            if (inData && line != ".") continue;
            inData = line == "DATA";
            await writer.WriteLineAsync(inData ? "354 go on" : line == "QUIT" ? "221 bye" : "250 ok");
            if (line is "QUIT" or ".") break;
        }
        return all.ToString();
    }
}

/// <summary>A sender that fails: the message waits, longer each time, and in the end is given up with its reason kept.</summary>
public sealed class FailingToSend(SqliteShop shop) : RunsOn(shop), IClassFixture<SqliteShop>
{
    sealed class Down : ISendMail
    {
        public Task Send(Letter letter, CancellationToken ct) => throw new InvalidOperationException("mail server is down");
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_is_tried_eight_times_and_kept()
    {
        var notice = new Notice
        {
            Id = Guid.CreateVersion7(), OrderId = Guid.NewGuid(), Topic = Topic.Paid, Part = Guid.Empty, Version = 1, Channel = Channel.Mail, Recipient = "lin@example.org", Language = "zh",
            Subject = "s", Body = "b", QueuedAt = Shop.Clock.Now, DueAt = Shop.Clock.Now,
        };
        await Shop.Db(async db => { db.Add(notice); return await db.SaveChangesAsync(); });
        var sender = new NoticeSender(new WithMail(Shop.Services.GetRequiredService<IServiceScopeFactory>(), new Down()), Shop.Clock, NullLogger<NoticeSender>.Instance);

        var tries = 0;
        for (var hour = 0; hour < 20; hour++, Shop.Clock.Move(TimeSpan.FromHours(1))) tries += await sender.WorkOnce(default);

        tries.ShouldBe(NoticeSender.LastAttempt);
        var kept = await Shop.Db(db => db.Notices.AsNoTracking().SingleAsync(n => n.Id == notice.Id));
        kept.SentAt.ShouldBeNull();
        kept.DueAt.ShouldBeNull();
        kept.Error.ShouldBe("mail server is down");
    }

    /// <summary>The shop's services with another mail port.</summary>
    sealed class WithMail(IServiceScopeFactory shop, ISendMail mail) : IServiceScopeFactory
    {
        public IServiceScope CreateScope() => new Scope(shop.CreateScope(), mail);

        sealed class Scope(IServiceScope inner, ISendMail mail) : IServiceScope, IServiceProvider
        {
            public IServiceProvider ServiceProvider => this;
            public object? GetService(Type serviceType) => serviceType == typeof(ISendMail) ? mail : inner.ServiceProvider.GetService(serviceType);
            public void Dispose() => inner.Dispose();
        }
    }
}
