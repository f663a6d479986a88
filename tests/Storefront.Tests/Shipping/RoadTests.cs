using FsCheck;
using FsCheck.Fluent;
using Storefront.Contracts;
using Storefront.Shipping.Roads;

namespace Storefront.Tests.Shipping;

public sealed class RoadTests
{
    static readonly RoadNetwork Real = RoadNetwork.Load();

    [Theory]
    [InlineData(null, 770, 16.1)]
    [InlineData("xiangcheng--sangdui", 890, 18.7)]
    [InlineData("sangdui--litang", 1033, 23.9)]
    [InlineData("litang--yajiang", 1177, 25.5)]
    [InlineData("yajiang--xinduqiao", 790, 17.1)]
    [InlineData("xinduqiao--kangding", 902, 20.9)]
    [InlineData("luding--tianquan", 836, 18.4)]
    [InlineData("yaan--chengdu", 902, 20.9)]
    public void The_quickest_way_from_Zhongde_to_Chengdu(string? shut, int kilometres, double hours)
    {
        var way = Real.Quickest("zhongde", "chengdu", shut is null ? [] : [shut]).ShouldNotBeNull();
        way.Kilometres.ShouldBe(kilometres);
        way.Hours.ShouldBe(hours, 0.001);
    }

    [Fact]
    public void The_village_is_cut_off_when_its_only_road_is_shut() => Real.Quickest("zhongde", "chengdu", ["qingde--xiangcheng"]).ShouldBeNull();

    [Theory]
    [InlineData("zhongde", "chengdu", "zhongde", "chengdu", true)]
    [InlineData("zhongde", "chengdu", "litang", "beijing", true)]
    [InlineData("zhongde", "chengdu", "zhongde", "kangding", true)]
    [InlineData("zhongde", "kangding", "zhongde", "chengdu", true)]
    [InlineData("xiangcheng", "chengdu", "zhongde", "chengdu", false)]
    [InlineData("zhongde", "chengdu", "chengdu", "beijing", false)]
    [InlineData("zhongde", "chengdu", "zhongde", "shangrila-city", false)]
    [InlineData("chengdu", "zhongde", "litang", "chengdu", false)]
    public void A_run_brings_a_load_nearer_that_it_passes_and_that_goes_its_way(string from, string to, string origin, string city, bool nearer) =>
        Real.BringsNearer(Real.Quickest(from, to)!, origin, city).ShouldBe(nearer);

    [Fact]
    public void The_whole_network_is_read()
    {
        Real.Places.Count.ShouldBe(97);
        Real.Legs.Count.ShouldBe(91);
        Real.Quickest("zhongde", "chongqing")!.Kilometres.ShouldBe(1070);
        foreach (var place in Real.Places.Values.Where(p => p.OnTheRoad)) Real.Quickest("zhongde", place.Id).ShouldNotBeNull(place.Id);
    }

    [Fact]
    public void Passes_stand_on_the_way_in_the_order_they_are_driven_over()
    {
        var there = Real.Points(Real.Quickest("zhongde", "chengdu")!);
        there.Where(p => p.Place.Kind == PlaceKind.Pass).Select(p => p.Place.Id).ShouldBe(["wuming-pass", "tuer-pass", "kazila-pass", "jianziwan-pass", "gaoersi-tunnel", "zheduo-pass"]);
        there.Select(p => p.Kilometres).ShouldBeInOrder();
        var back = Real.Points(Real.Quickest("chengdu", "zhongde")!);
        back.Select(p => p.Place.Id).ShouldBe(there.Select(p => p.Place.Id).Reverse());
        back.Zip(there.Reverse(), (b, t) => b.Kilometres + t.Kilometres).ShouldAllBe(sum => Math.Abs(sum - 770) < 0.001);
    }

    [Fact]
    public void Places_are_called_what_people_call_them()
    {
        Real.Places["litang"].Name.ShouldBe(new Text("理塘", "Litang", "Litang", "ལི་ཐང་རྫོང"));
        Real.Places["lixian"].Name.Zh.ShouldBe("理县");
        Real.Places["lhasa-chengguan"].Name.Zh.ShouldBe("拉萨");
        Real.Places["zhongde"].Name.En.ShouldBe("Zhongde");
    }

    /// <summary>Small graphs with parallel legs; the brute force walks every way without a place twice.</summary>
    static readonly Arbitrary<(int A, int B, int Minutes)[]> Graphs =
        (from a in Gen.Choose(0, 5) from b in Gen.Choose(0, 5) from m in Gen.Choose(1, 40) select (a, b, m)).ArrayOf().ToArbitrary();

    static RoadNetwork Make((int A, int B, int Minutes)[] legs) => new(
        Enumerable.Range(0, 6).Select(i => new Place($"{i}", PlaceKind.Township, new($"{i}"), new($"{i}"), [], null, null, "CN-SC", 0)),
        legs.Where(l => l.A != l.B).Select((l, i) => new Leg($"leg{i:00}", $"{l.A}", $"{l.B}", "", l.Minutes, l.Minutes, RoadClass.Mountain, [])));

    static int? Brute(RoadNetwork network, string at, string to, HashSet<string> seen, string? shut) =>
        at == to ? 0 : network.Legs.Values.Where(l => l.Id != shut && (l.From == at || l.To == at) && !seen.Contains(l.Other(at)))
            .Select(l => l.Minutes + Brute(network, l.Other(at), to, [.. seen, l.Other(at)], shut)).Min();

    [Fact]
    public void The_search_finds_what_trying_every_way_finds() => Prop.ForAll(Graphs, legs =>
    {
        var network = Make([.. legs.Take(10)]);
        var way = network.Quickest("0", "5");
        var found = way is null ? null : (int?)way.Steps.Sum(s => s.Leg.Minutes);
        return found == (network.Reaches("0") && network.Reaches("5") ? Brute(network, "0", "5", ["0"], null) : null);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shutting_a_leg_never_shortens_a_way_and_opening_it_gives_the_old_way_back() => Prop.ForAll(Graphs, legs =>
    {
        var network = Make([.. legs.Take(10)]);
        var open = network.Quickest("0", "5");
        foreach (var leg in network.Legs.Keys)
        {
            var shut = network.Quickest("0", "5", [leg]);
            if (shut is not null && (open is null || shut.Hours < open.Hours || shut.LegIds.Contains(leg, StringComparer.Ordinal))) return false;
            if (network.Quickest("0", "5", []) != open) return false;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_way_is_connected_from_its_beginning_to_its_end() => Prop.ForAll(Graphs, legs =>
        Make([.. legs.Take(10)]) is var network && (network.Quickest("0", "5") is not { } way
            || (way.To == "5" && way.Steps.Zip(way.Steps.Skip(1), (one, next) => one.To == next.From).All(joined => joined)
                && network.Along("0", way.LegIds)!.To == "5"))).QuickCheckThrowOnFailure();
}
