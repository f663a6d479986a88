using FsCheck;
using FsCheck.Fluent;
using Storefront.Shipping;

namespace Storefront.Tests.Shipping;

public sealed class JourneyTests
{
    // A town is driven through twice, as on the way by Daocheng and back.
    static readonly string[] Places = ["a", "b", "c", "d", "c", "e"];
    static readonly DateTime Begin = new(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc);

    static readonly Arbitrary<Scan[]> Scans =
        (from place in Gen.Elements("a", "b", "c", "d", "e", "elsewhere") from hour in Gen.Choose(0,
            30) from kind in Gen.Frequency((9, Gen.Constant(ScanKind.Passed)), (1, Gen.Constant(ScanKind.Delivered)))
         select new Scan { Id = Guid.NewGuid(), RunId = Guid.Empty, Place = place, Kind = kind, HappenedAt = Begin.AddHours(hour), ReceivedAt = Begin }).ArrayOf().ToArbitrary();

    static string Told(IEnumerable<Scan> scans)
    {
        var progress = Journey.Of(Places, scans);
        return $"{progress.At} {progress.Arrived} {progress.State} {progress.LastReport:o} {progress.DeliveredAt:o} {string.Join(',', progress.Visits)}";
    }

    [Fact]
    public void The_order_in_which_scans_come_in_does_not_matter() => Prop.ForAll(Scans, ArbMap.Default.ArbFor<int>(), (scans, seed) =>
    {
        var shuffled = scans.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Told(scans) == Told(shuffled);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Scans_sent_again_change_nothing() => Prop.ForAll(Scans, scans => Told(scans) == Told([.. scans, .. scans.Reverse(), .. scans.Take(3)])).QuickCheckThrowOnFailure();

    [Fact]
    public void One_scan_more_never_takes_progress_back() => Prop.ForAll(Scans, scans =>
    {
        for (var without = 0; without < scans.Length; without++)
        {
            var (less, all) = (Journey.Of(Places, scans.Where((_, i) => i != without)), Journey.Of(Places, scans));
            if (all.At < less.At || all.State < less.State || all.LastReport < less.LastReport) return false;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_delivered_stays_delivered() => Prop.ForAll(Scans, scans =>
        !scans.Any(s => s.Kind == ScanKind.Delivered) || Journey.Of(Places, scans).State == ParcelState.Delivered).QuickCheckThrowOnFailure();

    [Fact]
    public void A_place_that_was_not_reported_was_driven_past_all_the_same()
    {
        var progress = Journey.Of(Places, [Seen("a", 0), Seen("d", 9)]);
        progress.Visits.Select(v => (v.Place, v.Seen is not null)).ShouldBe([("a", true), ("b", false), ("c", false), ("d", true)]);
        // The report comes in late: the gap is filled, nothing else moves.
        var later = Journey.Of(Places, [Seen("a", 0), Seen("d", 9), Seen("b", 3)]);
        later.At.ShouldBe(progress.At);
        later.LastReport.ShouldBe(progress.LastReport);
        later.Visits[1].Seen.ShouldBe(Begin.AddHours(3));
    }

    [Fact]
    public void The_second_time_through_a_town_counts_as_the_second() => Journey.Of(Places, [Seen("a", 0), Seen("c", 3), Seen("d", 4), Seen("c", 5)]).At.ShouldBe(4);

    static Scan Seen(string place, int hour) => new() { Id = Guid.NewGuid(), RunId = Guid.Empty, Place = place, Kind = ScanKind.Passed,
        HappenedAt = Begin.AddHours(hour), ReceivedAt = Begin };
}
