using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Catalog;
using Storefront.Catalog.Uploads;
using Storefront.Platform;
using Storefront.Tests.Fixture;

namespace Storefront.Tests.Catalog;

public sealed class UploadsOnSqlite(SqliteShop shop) : UploadRules(shop), IClassFixture<SqliteShop>;
public sealed class UploadsOnPostgres(PostgresShop shop) : UploadRules(shop), IClassFixture<PostgresShop>;

/// <summary>Photos that arrive in pieces, since the line drops.</summary>
public abstract class UploadRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");

    sealed record Sender(Visitor Visitor, Page Form)
    {
        string Token => Form.Document.QuerySelector("#listing [name=__RequestVerificationToken]")!.GetAttribute("value")!;

        public async Task<(HttpStatusCode Status, int Bytes)> Sends(string name, int at, byte[] piece, bool withToken = true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/zh/farm/uploads/{name}?at={at}") { Content = new ByteArrayContent(piece) };
            if (withToken) request.Headers.Add("RequestVerificationToken", Token);
            var answer = await Visitor.Client.SendAsync(request);
            return (answer.StatusCode, answer.IsSuccessStatusCode ? await Bytes(answer) : -1);
        }

        /// <summary>Sends that much and then nothing any more.</summary>
        public async Task BreaksOff(string name, byte[] sent)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/zh/farm/uploads/{name}?at=0") { Content = new StreamContent(new Breaking(sent)) };
            request.Headers.Add("RequestVerificationToken", Token);
            await Visitor.Client.SendAsync(request);
        }

        public async Task<int> Here(string name) => await Bytes(await Visitor.Client.GetAsync($"/zh/farm/uploads/{name}"));

        public async Task<string> SendsWhole(byte[] file, int piece)
        {
            for (var at = 0; at < file.Length;) at = (await Sends(Name(file), at, file[at..Math.Min(file.Length, at + piece)])).Bytes;
            return Name(file);
        }

        public async Task<HttpResponseMessage> Lists(IReadOnlyList<string> names)
        {
            using var form = new MultipartFormDataContent();
            foreach (var hidden in Form.Document.QuerySelectorAll("#listing input[type=hidden]")) form.Add(new StringContent(hidden.GetAttribute("value")!), hidden.GetAttribute("name")!);
            foreach (var (field, value) in new[] { ("name", "黄元帅"), ("category", "fruit"), ("picked", "2026-11-10"), ("kilograms", "103"), ("box", "5"),
                ("price", "68"), ("photo-320", names[0]), ("photo-640", names[1]), ("photo-1280", names[2]) })
                form.Add(new StringContent(value), field);
            return await Visitor.Client.PostAsync("/zh/farm/listings/new", form);
        }

        static async Task<int> Bytes(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("bytes").GetInt32();
    }

    static string Name(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));
    static byte[] Photo(int width, int height) => Samples.Webp(width, height, Guid.NewGuid().ToString());

    async Task<Sender> SignedIn(string person = "drolma")
    {
        var visitor = Shop.Visitor();
        await visitor.SignIn(person);
        return new(visitor, await visitor.Open($"/zh/farm/listings/new?for={(person == "drolma" ? Drolma : Seeds.Id($"producer/{person}"))}"));
    }

    [Fact]
    public async Task A_photo_whose_pieces_broke_off_goes_on_where_it_was_and_is_listed()
    {
        Shop.Clock.Move(TimeSpan.FromSeconds(1));      // what the other tests have left on its way is older, whichever of them ran before
        var sender = await SignedIn();
        byte[][] widths = [Photo(320, 240), Photo(640, 480), Photo(1280, 960)];
        var broken = widths[2];
        await sender.Sends(Name(broken), 0, broken[..40]);
        (await sender.Here(Name(broken))).ShouldBe(40);
        (await sender.Sends(Name(broken), 0, broken[..40])).Bytes.ShouldBe(40, "sent twice it is there once");
        (await sender.Sends(Name(broken), 90, broken[90..])).Bytes.ShouldBe(40, "there is no hole in it");
        List<string> names = [];
        foreach (var width in widths) names.Add(await sender.SendsWhole(width, 33));

        var answer = await sender.Lists(names);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var slug = answer.Headers.Location!.ToString().Split("listed=")[1];
        var stem = await Shop.Db(db => db.Photos.Join(db.Listings.Where(l => l.Slug == slug), p => p.ListingId, l => l.Id, (p, _) => p.Stem).SingleAsync());
        (await Shop.Client().GetAsync($"{stem}-640.webp")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_came_before_the_line_broke_is_kept()
    {
        var sender = await SignedIn();
        var file = Photo(640, 480);
        await sender.BreaksOff(Name(file), file[..25]);
        (await sender.Here(Name(file))).ShouldBe(25);
        (await sender.Sends(Name(file), 25, file[25..])).Bytes.ShouldBe(file.Length);
    }

    [Fact]
    public async Task The_same_piece_sent_twice_at_once_is_there_once()
    {
        var sender = await SignedIn();
        var file = Photo(640, 480);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => sender.Sends(Name(file), 0, file)));
        (await sender.Here(Name(file))).ShouldBe(file.Length);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_photo_that_is_not_whole_or_was_garbled_is_asked_for_again(bool garbled)
    {
        var sender = await SignedIn();
        var file = Photo(640, 480);
        byte[] sent = garbled ? [.. file[..^1], (byte)~file[^1]] : file[..^1];
        await sender.Sends(Name(file), 0, sent);
        var answer = await sender.Lists([Name(file), Name(file), Name(file)]);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("value=\"黄元帅\"");
    }

    [Fact]
    public async Task What_one_person_sends_another_neither_sees_nor_lists()
    {
        var (drolma, tashi) = (await SignedIn(), await SignedIn("tashi"));
        byte[][] widths = [Photo(320, 240), Photo(640, 480), Photo(1280, 960)];
        List<string> names = [];
        foreach (var width in widths) names.Add(await drolma.SendsWhole(width, 10_000));
        (await tashi.Here(names[0])).ShouldBe(0);
        (await tashi.Lists(names)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task What_is_too_much_is_refused()
    {
        var sender = await SignedIn();
        var name = Name([1, 2, 3]);
        (await sender.Sends("..%2F..%2Fetc%2Fpasswd", 0, [1])).Status.ShouldBe(HttpStatusCode.NotFound);
        (await sender.Sends("no-hash", 0, [1])).Status.ShouldBe(HttpStatusCode.NotFound);
        (await sender.Sends(name, 0, [1], withToken: false)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await sender.Sends(name, 0, new byte[KeepPieceHandler.WholeAtMost + 1])).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var at = 0;
        while (at + 50_000 <= KeepPieceHandler.WholeAtMost) at = (await sender.Sends(name, at, new byte[50_000])).Bytes;
        (await sender.Sends(name, at, new byte[50_000])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await sender.Here(name)).ShouldBe(KeepPieceHandler.WholeAtMost);

        for (var i = 0; i < 40; i++) await sender.Sends(Name([9, (byte)i]), 0, [9, (byte)i]);
        (await Shop.Db(db => db.Uploads.CountAsync(u => u.PersonId == Seeds.Id("person/drolma")))).ShouldBeLessThanOrEqualTo(30);
    }

    [Fact]
    public async Task What_was_never_listed_is_forgotten_after_a_day()
    {
        var sender = await SignedIn();
        var file = Photo(320, 240);
        await sender.SendsWhole(file, 10_000);
        Shop.Clock.Move(TimeSpan.FromHours(25));
        await Shop.In(async services => await ActivatorUtilities.CreateInstance<ForgetUploads>(services).WorkOnce(CancellationToken.None));
        (await Shop.Db(db => db.Uploads.CountAsync())).ShouldBe(0);
    }

    /// <summary>A file of which the line lets only the beginning through.</summary>
    sealed class Breaking(byte[] sent) : MemoryStream(sent)
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => Send(destination, cancellationToken);

        async Task Send(Stream destination, CancellationToken ct)
        {
            await destination.WriteAsync(ToArray(), ct);
            await destination.FlushAsync(ct);
            throw new IOException("The line is gone.");
        }
    }
}
