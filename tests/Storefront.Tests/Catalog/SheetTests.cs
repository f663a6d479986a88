using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Storefront.Catalog.MyGoods;
using Storefront.Contracts;

namespace Storefront.Tests.Catalog;

/// <summary>The file itself: what is written is what is read, and what is no such file is told why.</summary>
public sealed class SheetTests
{
    static readonly Column[] Columns = Enum.GetValues<Column>();
    static readonly Dictionary<string, Column> Headings = Columns.ToDictionary(c => Sheet.Folded($"{c}"), c => c, StringComparer.Ordinal);

    static SheetTyped Read(byte[] file) => Sheet.Read(file, Headings, c => $"{c}");
    static SheetTyped Read(string text) => Read(Encoding.UTF8.GetBytes(text));
    static byte[] Write(params string[][] lines) => Sheet.Write(c => $"{c}", lines);
    static void IsRefused(string code, byte[] file) => Should.Throw<Refusal>(() => Read(file)).Code.ShouldBe(code);
    static void IsRefused(string code, string text) => IsRefused(code, Encoding.UTF8.GetBytes(text));

    const string Heads = "Listing,Pack,Name,PackName,Price,Boxes,Seen\r\n";

    /// <summary>Cells as people could make them: text of any kind, and beginnings that a spreadsheet would run.</summary>
    static Arbitrary<string> Cells { get; } = Gen.OneOf(
        ArbMap.Default.ArbFor<NonNull<string>>().Generator.Select(s => new string([.. s.Get.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c != '\uFEFF')])),
        Gen.Elements("=SUM(A1:A9)", "+861381234", "-2", "@here", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a", "'", "''", "'=1", "'x", "\"", "a\"b", "a,b",
            "a;b\r\nc", "ཀུ་ཤུ།", "苹果🍎", "\u202Eabc", " ")).ToArbitrary();

    [Fact]
    public void What_was_put_on_against_formulas_is_taken_off_whole() =>
        Prop.ForAll(Cells, cell => Sheet.Unguarded(Sheet.Guarded(cell)) == cell).QuickCheckThrowOnFailure();

    [Fact]
    public void No_cell_that_is_written_begins_as_a_formula() =>
        Prop.ForAll(Cells, cell => Sheet.Guarded(cell) is "" or [not ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠'), ..]).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_written_is_what_is_read() => Prop.ForAll(Gen.ListOf(Cells.Generator, Columns.Length).ToArbitrary(), cells =>
    {
        string[] line = [.. cells];
        line[0] = $"x{line[0]}";      // a row of blanks is no row
        return Columns.Select(c => Read(Write(line)).Lines.Single()[c]).SequenceEqual(line, StringComparer.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Excel_is_told_that_it_is_unicode()
    {
        Write(["a", "b", "苹果", "d", "1", "2", "v0 b2 p100"])[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        Read(Write(["a", "b", "苹果", "d", "1", "2", "v0 b2 p100"])).Lines.Single()[Column.Name].ShouldBe("苹果");
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void It_is_read_in_either_encoding_and_with_either_separator(char separator)
    {
        var text = $"{Heads}a,b,苹果,箱,68,2,v0 b2 p100\r\n".Replace(',', separator);
        var gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        foreach (var file in new[] { Encoding.UTF8.GetBytes(text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], gb18030.GetBytes(text) })
        {
            var line = Read(file).Lines.Single();
            (line.Line, line[Column.Name], line[Column.Price], line[Column.Seen]).ShouldBe((2, "苹果", "68", "v0 b2 p100"));
        }
    }

    [Fact]
    public void Lines_are_counted_as_a_spreadsheet_does_and_columns_stand_in_any_order()
    {
        var sheet = Read("Seen,note,Boxes,Price,Pack,Listing\n\nv1 b2 p3,\"two\nlines\",5,6,b,a\n,,,,,\nv1 b2 p3,,7,8,b,a");
        sheet.Lines.Select(l => (l.Line, l[Column.Boxes], l[Column.Name])).ShouldBe([(3, "5", ""), (5, "7", "")]);
        sheet.Letters[Column.Price].ShouldBe("D");
    }

    [Fact]
    public void A_heading_is_known_however_its_brackets_and_capitals_are_typed() => Read(" ＬＩＳＴＩＮＧ ,pack,PRICE,boxes,seen\na,b,1,2,v").Lines.ShouldHaveSingleItem();

    [Fact]
    public void A_workbook_a_picture_and_rubbish_are_no_sheet()
    {
        IsRefused("sheet-not-csv", [.. "PK\u0003\u0004"u8, 1, 2, 3]);
        IsRefused("sheet-not-csv", Samples.Png(10, 10, "here"));
        IsRefused("sheet-not-csv", [0x80, 0xFF, 0xFF, 0xFF]);
        IsRefused("sheet-not-csv", "Listing,Pack\u0001");
    }

    [Fact] public void Wrong_headings_are_named() => Should.Throw<Refusal>(() => Read("Listing,Pack,Cost,Boxes\na,b,1,2")).Arguments.ShouldBe(["Price · Seen"]);
    [Fact] public void A_heading_that_stands_twice_is_refused() => IsRefused("sheet-heading-twice", "Listing,Pack,Price,Price,Boxes,Seen\na,b,1,1,2,v");
    [Fact] public void Nothing_is_no_sheet() => IsRefused("sheet-empty", "");
    [Fact] public void Headings_alone_are_no_sheet() => IsRefused("sheet-empty", $"{Heads}\r\n,,,\r\n");
    [Fact] public void A_quotation_mark_that_never_ends_swallows_no_lines() => IsRefused("sheet-quotes", $"{Heads}a,b,\"c,d,1,2,v\r\na,b,c,d,1,2,v\r\n");
    [Fact] public void More_lines_than_allowed_are_refused() => IsRefused("sheet-too-long", Heads + string.Concat(Enumerable.Repeat("a,b,c,d,1,2,v\r\n", Sheet.LinesAtMost + 1)));
    [Fact] public void As_many_lines_as_allowed_are_read() => Read(Heads + string.Concat(Enumerable.Repeat("a,b,c,d,1,2,v\r\n", Sheet.LinesAtMost))).Lines.Count.ShouldBe(Sheet.LinesAtMost);
    [Fact] public void More_bytes_than_allowed_are_refused() => IsRefused("sheet-too-big", new byte[Sheet.BytesAtMost + 1]);

    [Theory]
    [InlineData("苹果", true)]
    [InlineData("Apples", true)]
    [InlineData("  苹果 ", true)]
    [InlineData("", true)]
    [InlineData("????", true)]
    [InlineData("梨", false)]
    public void A_line_says_its_name_in_any_of_its_languages_even_where_Excel_lost_the_letters(string cell, bool says) => Sheet.Says(cell, new("苹果", "Apples", Bo: "ཀུ་ཤུ")).ShouldBe(says);

    [Theory]
    [InlineData("v3 b20 p6800", true)]
    [InlineData("20", false)]
    [InlineData("v-1 b2 p3", false)]
    [InlineData("v1 b99999999999 p3", false)]
    public void What_was_seen_is_read_or_nothing(string text, bool known) => (PackSeen.Parse(text)?.ToString() == text).ShouldBe(known);
}
