using Storefront.Orders.Checkout;
using Storefront.Platform.Web;

namespace Storefront.Tests.Orders;

public sealed class AddressTests
{
    static readonly TypedAddress Chengdu = new("CN", "李雷", "138 1234 5678", null, "四川省", "成都市", "武侯区", null, "人民南路四段 1 号");
    static readonly TypedAddress Lyon = new("FR", "Marie Curie", "+33 6 12 34 56 78", "marie@example.com", null, "Lyon", null, null, "12 rue de la République", "69002");

    [Theory]
    [InlineData("13812345678")]
    [InlineData("+86 138 1234 5678")]
    [InlineData("0086-138-1234-5678")]
    [InlineData("86 13812345678")]
    [InlineData("１３８１２３４５６７８")]
    [InlineData(" 138–1234–5678 ")]
    public void A_mainland_mobile_is_understood_however_it_is_typed(string typed) => Phones.Mobile(typed).ShouldBe("13812345678");

    [Theory]
    [InlineData("12812345678")]
    [InlineData("1381234567")]
    [InlineData("138123456789")]
    [InlineData("+33612345678")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_mainland_mobile_is_refused(string? typed) => Phones.Mobile(typed).ShouldBeNull();

    [Theory]
    [InlineData("+33 6 12 34 56 78", "+33612345678")]
    [InlineData("0033 612345678", "+33612345678")]
    [InlineData("+1 (415) 555-0100", "+14155550100")]
    [InlineData("0612345678", null)]
    [InlineData("+33", null)]
    public void Abroad_a_number_has_its_country_code(string typed, string? expected) => Phones.International(typed).ShouldBe(expected);

    [Theory]
    [InlineData("FR", "06 12 34 56 78", "+33612345678"), InlineData("GB", "020 7946 0958", "+442079460958"), InlineData("US", "(415) 555-0100", "+14155550100")]
    [InlineData("JP", "090-1234-5678", "+819012345678"), InlineData("HK", "9123 4567", "+85291234567"), InlineData("IT", "06 6982 1234", "+390669821234")]
    [InlineData("FR", "+41 44 668 18 00", "+41446681800"), InlineData("DE", "0043 1 58858", "+43158858")]
    [InlineData("FR", "612345678", null), InlineData("FR", "06 12 34 56 7", null), InlineData("US", "13812345678", null), InlineData("SG", "0612345678", null)]
    [InlineData("CN", "0836 2844123", null), InlineData("XX", "0612345678", null), InlineData("FR", "", null), InlineData("FR", null, null)]
    public void Within_its_country_a_number_is_read_as_it_is_dialled_there(string country, string? typed, string? expected) => Phones.From(country, typed).ShouldBe(expected);

    [Theory]
    [InlineData("2", 2)]
    [InlineData(" ３ ", 3)]
    [InlineData("10,000,000", 10_000_000)]
    [InlineData("99999999999999999999", int.MaxValue)]
    [InlineData("-1", -1)]
    [InlineData("1.5", null)]
    [InlineData("1,5", null)]
    [InlineData("1,50", null)]
    [InlineData("1,5000", null)]
    [InlineData("1,000", 1000)]
    [InlineData("-1.5", null)]
    [InlineData("--1", null)]
    [InlineData("two", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Units_are_whole_numbers(string? typed, int? expected) => Typed.Whole(typed).ShouldBe(expected);

    [Fact]
    public void Good_addresses_are_taken()
    {
        Wrong(Chengdu).ShouldBeEmpty();
        Wrong(Lyon).ShouldBeEmpty();
        Wrong(Chengdu with { Level1 = "北京市", Level2 = null, Level3 = "东城区" }).ShouldBeEmpty("direct-run cities have no city level");
        Wrong(Chengdu with { Level1 = "广东省", Level2 = "东莞市", Level3 = null }).ShouldBeEmpty("Dongguan has no districts");
        Wrong(Chengdu with { Name = "བཀྲ་ཤིས་སྒྲོལ་མ།" }).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_missing_is_said_beside_its_field()
    {
        Wrong(new("CN")).ShouldBe(["name", "tel", "address-level1", "address-level2", "street-address"], ignoreOrder: true);
        Wrong(Lyon with { Tel = "06123456" }).ShouldBe(["tel"]);
        Wrong(Lyon with { Tel = "06 12 34 56 78" }).ShouldBeEmpty("as it is dialled there");
        Wrong(Lyon with { Country = "XX" }).ShouldBe(["country"]);
        Wrong(Chengdu with { Email = "nobody" }).ShouldBe(["email"]);
        Wrong(Chengdu with { Street = new('长', 121) }).ShouldBe(["street-address"]);
    }

    [Fact]
    public void Where_a_box_goes_somebody_can_be_called_and_where_none_goes_an_e_mail_does()
    {
        Wrong(Lyon with { Tel = null }).ShouldBe(["tel"], "an e-mail is nothing that a carrier can call");
        Wrong(Lyon with { Tel = null, Gift = true, FromName = "Pierre", FromEmail = "pierre@example.com" }).ShouldBe(["tel"]);
        Wrong(Lyon with { Email = null }).ShouldBeEmpty();
        Wrong(Chengdu with { Email = null }).ShouldBeEmpty();
        var voucher = new TypedAddress("CN", "Marie Curie", ContactOnly: true);
        Wrong(voucher).ShouldBe(["tel"]);
        Wrong(voucher with { Email = "marie@example.com" }).ShouldBeEmpty();
        Wrong(voucher with { Tel = "+33 6 12 34 56 78" }).ShouldBeEmpty();
    }

    [Fact]
    public void A_person_counts_as_one_buyer_however_the_number_was_typed() =>
        (Chengdu with { Tel = "+86-138-1234-5678" }).Buyer.ShouldBe(Chengdu.Buyer);

    [Theory]
    [InlineData("+86 138 1234 5678"), InlineData("0086 13812345678")]
    public void A_mainland_mobile_counts_as_one_buyer_whichever_country_the_box_goes_to(string typed)
    {
        var abroad = Lyon with { Tel = typed };
        Wrong(abroad).ShouldBeEmpty();
        abroad.Buyer.ShouldBe(Chengdu.Buyer);
        (Lyon with { Tel = "+33 6 12 34 56 78" }).Buyer.ShouldBe("+33612345678");
        (Lyon with { Tel = "+1 381 234 5678" }).Buyer.ShouldBe("+13812345678");
    }

    static string[] Wrong(TypedAddress typed) => [.. TypedAddressRules.FailuresOf(typed).Select(f => f.PropertyName)];
}
