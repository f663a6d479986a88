using Storefront.Platform.Web;

namespace Storefront.Tests.Platform;

public sealed class CharactersTests
{
    const string Tibetan = "བཀྲ་ཤིས་སྒྲོལ་མའི་ཞིང་ཁའི་ཀུ་ཤུ་དམར་པོ་སྤྱིར་ཡག་པོ་ཡིན་མངར་མོ་ལ་སྐྱུར་མོ", Family = "👨‍👩‍👧‍👦";

    [Fact]
    public void A_text_is_as_long_as_people_count()
    {
        Tibetan.Length.ShouldBeGreaterThan(60);
        Characters.Fit(Tibetan, 60).ShouldBeTrue();
        Characters.Fit(string.Concat(Enumerable.Repeat(Family, 60)), 60).ShouldBeTrue();
        Characters.Fit(string.Concat(Enumerable.Repeat(Family, 61)), 60).ShouldBeFalse();
        Characters.Fit(new string('果', 60), 60).ShouldBeTrue();
        Characters.Fit(new string('果', 61), 60).ShouldBeFalse();
        Characters.Fit(null, 60).ShouldBeTrue();
    }

    [Fact]
    public void Marks_without_end_are_no_character() => Characters.Fit("e" + new string('\u0301', 1000), 60).ShouldBeFalse();
}
