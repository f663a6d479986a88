using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
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
    // As https://www.twilio.com/docs/messaging/api/message-resource says it.
    [Theory]
    [InlineData("13812345678", "+15017122661", "To=%2B8613812345678&From=%2B15017122661&Body=")]
    [InlineData("+33612345678", "MGaf9ee2c2ec8e4d6cbb3a4cb4dbb4bd5d", "To=%2B33612345678&MessagingServiceSid=MGaf9ee2c2ec8e4d6cbb3a4cb4dbb4bd5d&Body=")]
    public async Task A_text_message_is_a_form_posted_to_the_messages_of_the_account(string to, string sender, string form)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        const string created = """{"sid":"SM1","status":"queued"}""";
        var request = Serve(listener, $"HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {created.Length}\r\nconnection: close\r\n\r\n{created}");
        using var http = new HttpClient();
        await new Twilio(http, Settings(listener, sender)).Send(new(Guid.NewGuid(), to, "您的货已送达"), default);

        var received = await request;
        received.ShouldStartWith("POST /2010-04-01/Accounts/AC1/Messages.json ");
        received.ShouldContain("Content-Type: application/x-www-form-urlencoded", Case.Insensitive);
        received.ShouldContain($"Authorization: Basic {Convert.ToBase64String("AC1:k-1"u8)}");
        received.Split("\r\n\r\n")[1].ShouldBe(form + Uri.EscapeDataString("您的货已送达"));
    }

    [Theory]
    [InlineData("HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", "503")]
    [InlineData("HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: 64\r\nconnection: close\r\n\r\n{\"code\":21211,\"message\":\"Invalid To number +861\",\"status\":400}   ", "400, error 21211")]
    public async Task A_gateway_that_refuses_is_a_failure_with_its_code_and_without_the_number(string answer, string why)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = Serve(listener, answer);
        using var http = new HttpClient();
        (await Should.ThrowAsync<HttpRequestException>(() => new Twilio(http, Settings(listener, "+1")).Send(new(Guid.NewGuid(), "1", "x"), default)))
            .Message.ShouldBe($"The text gateway answered {why}.");
    }

    [Fact]
    public void Without_account_key_or_sender_there_is_no_gateway()
    {
        TextSettings? Of(params (string, string)[] set) => TextSettings.Of(new ConfigurationBuilder()
            .AddInMemoryCollection(set.Select(s => KeyValuePair.Create($"Notices:Text:{s.Item1}", (string?)s.Item2))).Build());
        Of(("Account", "AC1"), ("Key", "k")).ShouldBeNull();
        Of(("Account", "AC1"), ("From", "+1")).ShouldBeNull();
        Of(("Account", "AC1"), ("Key", "k"), ("From", "+1")).ShouldBe(new(new("https://api.twilio.com"), "AC1", "k", "+1"));
    }

    static TextSettings Settings(TcpListener listener, string from) => new(new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), "AC1", "k-1", from);

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
        while (!IsWhole(text) && await stream.ReadAsync(buffer) is > 0 and var read) text += Encoding.UTF8.GetString(buffer, 0, read);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return text;
    }

    static bool IsWhole(string request) => request.Split("\r\n\r\n", 2) is [var head, var body]
        && head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)) is { } length
        && body.Length >= int.Parse(length[16..], CultureInfo.InvariantCulture);

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
