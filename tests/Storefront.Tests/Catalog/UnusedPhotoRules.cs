using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Catalog.Listings;
using Storefront.Catalog.Pictures;
using Storefront.Catalog.TakingIn;
using Storefront.Catalog.Vouchers;
using Storefront.Contracts;
using Storefront.Contracts.Catalog;
using Storefront.Contracts.Shipping;
using Storefront.Orders;
using Storefront.Orders.Claims;
using Storefront.Orders.Reviews;
using Storefront.Platform;
using Storefront.Tests.Fixture;
using Storefront.Tests.Orders;

namespace Storefront.Tests.Catalog;

public sealed class UnusedPhotosOnSqlite(SqliteShop shop) : UnusedPhotoRules(shop), IClassFixture<SqliteShop>;
public sealed class UnusedPhotosOnPostgres(PostgresShop shop) : UnusedPhotoRules(shop), IClassFixture<PostgresShop>;

/// <summary>Photos that came with a form that was refused: what becomes of those that nobody sent again.</summary>
public abstract class UnusedPhotoRules(Shop shop) : RunsOn(shop)
{
    static readonly Guid Drolma = Seeds.Id("producer/drolma");
    static int photos;

    /// <summary>Of another size each, so that each is another picture.</summary>
    static byte[] NewJpeg() => Samples.Jpeg(800 + Interlocked.Increment(ref photos), 600, "");
    static PhotoSent Original(byte[] jpeg) => new(null, null, null, jpeg);
    static PhotoSent Kept(string stem) => new(null, null, null, null, stem);

    Task<string> Refused(byte[] jpeg) => Shop.Send(new KeepPhotoForNextTry(Original(jpeg)));
    async Task<PhotoSent> OfARefusedForm() => Kept(await Refused(NewJpeg()));

    Task<string> Lists(PhotoSent photo) => Shop.Send(new ListProduct(Guid.CreateVersion7(), Drolma, "fruit", "黄元帅", null, ChinaTime.Day(Shop.Clock.Now), 103, 5, 20, 68, [photo], "zh"));

    async Task<bool> IsThere(string stem) => (await Shop.Client().GetAsync($"{stem}-640.webp")).StatusCode == HttpStatusCode.OK;

    async Task Pass(TimeSpan time)
    {
        Shop.Clock.Move(time);
        await Shop.Settle();
    }

    [Fact]
    public async Task One_that_nobody_sends_again_is_there_as_long_as_its_form_may_name_it_and_is_forgotten_after()
    {
        var stem = await Refused(NewJpeg());
        await Pass(KeepPhotoForNextTry.For);
        (await IsThere(stem)).ShouldBeTrue();
        await Pass(ForgetUnusedPhotos.KeptFor);
        (await IsThere(stem)).ShouldBeFalse();
    }

    [Fact]
    public async Task Each_refusal_of_its_form_keeps_it_anew()
    {
        var stem = await Refused(NewJpeg());
        await Pass(ForgetUnusedPhotos.KeptFor - TimeSpan.FromMinutes(1));
        await Shop.Send(new KeepPhotoForNextTry(Kept(stem)));
        await Pass(KeepPhotoForNextTry.For);
        (await IsThere(stem)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_anything_uses_stays()
    {
        var token = await Shop.Buys(("tashi-apples/3000g", 1));
        await Shop.Pays(token);
        var (order, part) = (await Shop.Order(token), (await Shop.Parts(token)).Single());
        await Shop.Tells(new ParcelsDelivered(order.Id, part.Id, Shop.Clock.Now, "photo"));
        var line = await Shop.Db(db => db.OrderLines.AsNoTracking().SingleAsync(l => l.OrderId == order.Id));
        var today = ChinaTime.Day(Shop.Clock.Now);

        var (listing, voucher, producer, review, claim) = (await OfARefusedForm(), await OfARefusedForm(), await OfARefusedForm(), await OfARefusedForm(), await OfARefusedForm());
        await Lists(listing);
        await Shop.Send(new ListVoucher(Guid.CreateVersion7(), Drolma, "摘一天苹果", null, today.AddDays(1), today.AddDays(30), 5, 68, voucher, "zh"));
        await Shop.Send(new AddProducer(Guid.CreateVersion7(), new("旺堆", null, null), "zhongde", new("旺堆一家", null, null), new("他们种苹果。", null, null), null, producer));
        await Shop.Send(new SendReview(Guid.CreateVersion7(), token, line.ListingId, 5, "很甜。", null, [review], false, "zh"));
        await Shop.Send(new MakeClaim(Guid.CreateVersion7(), token, part.Id, ClaimKind.Bruised, ClaimWish.Refund, [new(line.Id, 1)], null, claim));

        await Pass(2 * ForgetUnusedPhotos.KeptFor);
        foreach (var (of, photo) in new[] { ("listing", listing), ("voucher", voucher), ("producer", producer), ("review", review),
            ("claim", claim) }) (await IsThere(photo.Kept!)).ShouldBeTrue(of);
    }

    [Fact]
    public async Task What_a_farmer_sends_again_on_his_page_stays_and_what_he_leaves_out_goes()
    {
        var farmer = Shop.Visitor();
        await farmer.SignIn("drolma");
        var (used, left) = (new List<string>(), new List<string>());
        foreach (var stems in new[] { used, left })
        {
            var refused = await farmer.Submit(await farmer.Open("/en/farm/page"), "form#new", [new("story-zh", "")], photo: NewJpeg());
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            stems.Add(refused.Document.QuerySelector("label:has([name=photo-kept]) img")!.GetAttribute("src")!.Replace("-320.webp", "", StringComparison.Ordinal));
            if (stems == used) (await farmer.Submit(refused, "form#new", [new("story-zh", "她的树比她的孙子大。")])).Status.ShouldBe(HttpStatusCode.OK);
        }

        await Pass(2 * ForgetUnusedPhotos.KeptFor);
        (await IsThere(used.Single())).ShouldBeTrue();
        (await IsThere(left.Single())).ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_has_used_the_same_photo_before_or_sends_it_as_a_file_keeps_it()
    {
        var (before, after) = (NewJpeg(), NewJpeg());
        await Lists(Original(before));
        var stems = new[] { await Refused(before), await Refused(after) };
        await Lists(Original(after));

        await Pass(2 * ForgetUnusedPhotos.KeptFor);
        foreach (var stem in stems) (await IsThere(stem)).ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_the_office_shrank_meanwhile_is_forgotten_too()
    {
        var stem = await Refused(Samples.Jpeg(1600, 1200, "", heavy: Picture.ShownAtMost));
        static byte[] Drawn(int width) => Samples.Webp(width, width * 3 / 4, "");
        await Shop.Send(new ShrinkPhoto(stem["/media/".Length..], new(Drawn(320), Drawn(640), Drawn(1280), null)));
        await Pass(2 * ForgetUnusedPhotos.KeptFor);
        (await IsThere(stem)).ShouldBeFalse();
    }
}
