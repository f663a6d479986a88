using Storefront.Load;

namespace Storefront.Tests.Load;

public sealed class OptionsTests
{
    [Fact]
    public void A_shop_that_runs_elsewhere_is_not_killed() =>
        Should.Throw<ArgumentException>(() => Options.Parse(["--url", "http://localhost:5080", "--database", "Data Source=shop.db", "--kill"])).Message.ShouldContain("leave --url away");
}
