using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Storefront.Payments.Events;

namespace Storefront.Tests.Payments;

public sealed class SignatureTests
{
    const string Secret = "whsec_test";
    static readonly DateTimeOffset Now = new(2026, 11, 11, 2, 0, 0, TimeSpan.Zero);
    static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_1"}""");
    static readonly string Good = WebhookSignature.Sign(Secret, Body, Now);
    static readonly string Proof = Good.Split("v1=")[1];

    static bool Holds(string? header, string secret = Secret, byte[]? body = null, TimeSpan later = default) => WebhookSignature.Holds(header, secret, body ?? Body, Now + later);

    [Fact]
    public void A_body_signed_with_the_secret_is_believed() => Holds(Good).ShouldBeTrue();

    /// <summary>Stripe's scheme, worked out by hand: printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac whsec_test</summary>
    [Fact]
    public void The_proof_is_the_published_one() =>
        WebhookSignature.Sign(Secret, """{"a":1}"""u8, DateTimeOffset.FromUnixTimeSeconds(1700000000))
            .ShouldBe("t=1700000000,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789");

    [Fact]
    public void Another_secret_proves_nothing() => Holds(Good, secret: "whsec_other").ShouldBeFalse();

    [Fact]
    public void Any_changed_byte_of_the_body_shows() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, Body.Length * 8 - 1).ToArbitrary(), bit =>
    {
        var changed = (byte[])Body.Clone();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return !Holds(Good, body: changed);
    }));

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    [InlineData(86400 * 365, false)]
    public void A_time_more_than_five_minutes_away_proves_nothing(int seconds, bool holds) => Holds(Good, later: TimeSpan.FromSeconds(seconds)).ShouldBe(holds);

    [Fact]
    public void While_a_secret_is_changed_one_of_several_proofs_is_enough()
    {
        var time = Good.Split(',')[0];
        Holds($"{time},v1={new string('0', 64)},v1={Proof}").ShouldBeTrue();
        Holds($"{time},v1={Proof},v1={new string('0', 64)}").ShouldBeTrue();
        Holds($"{time}, v1={Proof}").ShouldBeTrue();
    }

    [Fact]
    public void A_changed_time_breaks_the_proof() => Holds($"t={Now.ToUnixTimeSeconds() + 1},v1={Proof}").ShouldBeFalse();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("t=,v1=")]
    [InlineData("t=1794362400")]
    [InlineData("v1={proof}")]
    [InlineData("t={now},v0={proof}")]
    [InlineData("t={now},v1=short")]
    [InlineData("t={now},v1=zz{proof}")]
    [InlineData("t={now},t=1,v1={proof}")]
    [InlineData("t=-{now},v1={proof}")]
    [InlineData("t=99999999999999999999999,v1={proof}")]
    public void What_is_not_a_proof_is_refused(string? header) =>
        Holds(header?.Replace("{now}", $"{Now.ToUnixTimeSeconds()}", StringComparison.Ordinal).Replace("{proof}", Proof, StringComparison.Ordinal)).ShouldBeFalse();
}
