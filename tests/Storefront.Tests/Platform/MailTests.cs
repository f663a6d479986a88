using Storefront.Orders.Checkout;
using Storefront.Platform.Web;

namespace Storefront.Tests.Platform;

/// <summary>One rule for every field that an e-mail is typed into.</summary>
public sealed class MailTests
{
    [Theory]
    [InlineData("marie@example.com", "marie@example.com"), InlineData(" Books@Example.COM ", "books@example.com"),
        InlineData("li.wei+shop@mail.qq.com", "li.wei+shop@mail.qq.com"), InlineData("o'neil@post.example.co.uk", "o'neil@post.example.co.uk")]
    [InlineData("ｆｏｏ＠ｑｑ．ｃｏｍ", "foo@qq.com"), InlineData("foo@qq。com", "foo@qq.com"), InlineData("12345678@163.com", "12345678@163.com"),
        InlineData("张三@例子.中国", "张三@例子.中国"), InlineData("a@xn--fsqu00a.xn--fiqs8s", "a@xn--fsqu00a.xn--fiqs8s")]
    public void A_mail_is_read_however_it_is_typed(string typed, string kept)
    {
        Mails.Read(typed).ShouldBe(kept);
        Reach.Of(typed).ShouldBe(new Reach(null, kept));
        var buyer = Buyer with { Email = typed };
        TypedAddressRules.FailuresOf(buyer).ShouldBeEmpty();
        (buyer.Buyer, buyer.ToContact("zh").Email).ShouldBe((kept, kept));
        var giver = Buyer with { Gift = true, ContactOnly = false, Tel = "13812345678", Level1 = "四川省", Level2 = "成都市", Street = "人民南路四段 1 号", FromName = "李雷", FromEmail = typed };
        TypedAddressRules.FailuresOf(giver).ShouldBeEmpty();
        (giver.Buyer, giver.ToContact("zh").Email).ShouldBe((kept, kept));
    }

    [Theory]
    [InlineData("a@b"), InlineData("liu wei@qq com"), InlineData("foo@bar,com"), InlineData(".@."), InlineData("foo@bar..com"), InlineData("foo..bar@qq.com"),
        InlineData(".foo@qq.com"), InlineData("foo.@qq.com"), InlineData("foo@qq.com."), InlineData("foo@-qq.com"), InlineData("@qq.com")]
    [InlineData("foo@qq"), InlineData("foo@@qq.com"), InlineData("foo@bar@qq.com"), InlineData("foo@qq.c"), InlineData("1@127.0.0.1"), InlineData("<foo@qq.com>"),
        InlineData("a@qq.com;b@qq.com"), InlineData("foo@qq.com\nbcc@qq.com"), InlineData("nobody"), InlineData(""), InlineData(null)]
    public void What_no_mail_reaches_is_refused_everywhere(string? typed)
    {
        Mails.Read(typed).ShouldBeNull();
        Reach.Of(typed).ShouldBeNull();
        if (!string.IsNullOrWhiteSpace(typed)) TypedAddressRules.FailuresOf(Buyer with { Email = typed }).Select(f => (f.PropertyName, f.ErrorMessage)).ShouldBe([("email", "email")]);
    }

    [Fact] public void A_mail_has_an_end() => Mails.Read($"{new string('a', 60)}@{string.Join('.', Enumerable.Repeat(new string('b', 60), 4))}.com").ShouldBeNull();

    static readonly TypedAddress Buyer = new("CN", "Marie Curie", ContactOnly: true);
}
