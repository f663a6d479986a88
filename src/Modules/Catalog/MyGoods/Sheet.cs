using System.Buffers;
using System.Globalization;
using System.Text;
using Storefront.Catalog.Listings;
using Storefront.Contracts;
using Storefront.Platform.Web;

namespace Storefront.Catalog.MyGoods;

/// <summary>The columns of the sheet, in their order. Names are there for people to know the lines by; only price and boxes are taken over.</summary>
internal enum Column { Listing, Pack, Name, PackName, Price, Boxes, Seen }

/// <summary>A line as it was typed. Line is the row's number as a spreadsheet counts.</summary>
internal sealed record SheetLine(int Line, IReadOnlyDictionary<Column, string> Cells)
{
    public string this[Column column] => Cells.GetValueOrDefault(column, "");
}

/// <param name="Letters">How a spreadsheet names each column: A, B, C.</param>
internal sealed record SheetTyped(IReadOnlyList<SheetLine> Lines, IReadOnlyDictionary<Column, string> Letters);

/// <summary>
/// The sheet as a file of comma-separated values. What Excel needs: UTF-8 with a mark at its beginning, or it shows Chinese as rubbish; no cell that it would run as
/// a formula. What Excel sends back: UTF-8 or, in China, GB18030; commas, semicolons or tabs, as the computer is set up.
/// </summary>
internal static class Sheet
{
    public const int BytesAtMost = 1_000_000;
    public const int LinesAtMost = 2_000;
    static readonly Column[] Needed = [Column.Listing, Column.Pack, Column.Price, Column.Boxes, Column.Seen];
    static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static string HeadingKey(Column column) => column switch
    {
        Column.Listing => "sheet.listing", Column.Pack => "sheet.pack", Column.Name => "sheet.name", Column.PackName => "sheet.pack-name",
        Column.Price => "sheet.price", Column.Boxes => "sheet.boxes", Column.Seen => "sheet.seen",
    };

    /// <param name="headings">In the language of who will read it.</param>
    public static byte[] Write(Func<Column, string> headings, IEnumerable<IReadOnlyList<string>> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Prepend([.. Enum.GetValues<Column>().Select(headings)])) text.AppendJoin(',', line.Select(cell => Quoted(Guarded(cell)))).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    static readonly SearchValues<char> Parting = SearchValues.Create(",;\t\"\r\n");
    static readonly char[] Separators = [',', ';', '\t'];

    static string Quoted(string cell) => cell.AsSpan().ContainsAny(Parting) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    /// <param name="headings">Every column under each of the headings it may have.</param>
    /// <param name="heading">A column's heading for whoever reads the refusal.</param>
    public static SheetTyped Read(byte[] file, IReadOnlyDictionary<string, Column> headings, Func<Column, string> heading)
    {
        if (file.Length > BytesAtMost) throw new Refusal("sheet-too-big", field: "sheet");
        var rows = Rows(Decoded(file), headings);
        if (rows.Count == 0) throw new Refusal("sheet-empty", field: "sheet");

        var found = rows[0].Cells.Select((cell, i) => (Column: ColumnOf(cell, headings), Index: i)).Where(c => c.Column is not null).ToLookup(c => c.Column!.Value, c => c.Index);
        if (Needed.Where(c => !found.Contains(c)).ToList() is { Count: > 0 } missing)
            throw new Refusal("sheet-headings", field: "sheet", arguments: [string.Join(" · ", missing.Select(heading))]);
        if (found.FirstOrDefault(c => c.Count() > 1) is { } twice) throw new Refusal("sheet-heading-twice", field: "sheet", arguments: [heading(twice.Key)]);
        if (rows.Count == 1) throw new Refusal("sheet-empty", field: "sheet");
        if (rows.Count - 1 > LinesAtMost) throw new Refusal("sheet-too-long", field: "sheet", arguments: [LinesAtMost]);

        var columns = found.ToDictionary(c => c.Key, c => c.Single());
        return new([.. rows.Skip(1).Select(row => new SheetLine(row.Line, columns.Where(c => c.Value < row.Cells.Length).ToDictionary(c => c.Key, c => Unguarded(row.Cells[c.Value]))))],
            columns.ToDictionary(c => c.Key, c => Letter(c.Value)));
    }

    static string Decoded(byte[] file)
    {
        // A workbook is a ZIP archive, and no text has a NUL.
        if (file.AsSpan().StartsWith("PK"u8) || Array.IndexOf(file, (byte)0) >= 0) throw new Refusal("sheet-not-csv", field: "sheet");
        var text = Strict(new UTF8Encoding(false, throwOnInvalidBytes: true), file) ?? Strict(Gb18030, file) ?? throw new Refusal("sheet-not-csv", field: "sheet");
        text = text.TrimStart('\uFEFF');
        if (text.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n'))) throw new Refusal("sheet-not-csv", field: "sheet");
        return text;
    }

    /// <summary>Null where the bytes are not of that encoding.</summary>
    static string? Strict(Encoding encoding, byte[] bytes)
    {
        try { return encoding.GetString(bytes); }
        catch (DecoderFallbackException) { return null; }
    }

    sealed record Row(int Line, string[] Cells);

    /// <summary>Parted by whichever separator finds the most headings. Only the first line is tried: by the wrong one, quotation marks further down would never close.</summary>
    static List<Row> Rows(string text, IReadOnlyDictionary<string, Column> headings)
    {
        var head = text.Split('\r', '\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";
        return Rows(text, Separators.MaxBy(separator => head.Split(separator).Count(cell => ColumnOf(cell.Trim('"'), headings) is not null)));
    }

    /// <summary>RFC 4180: a cell in quotation marks may hold separators, line ends and doubled quotation marks. Rows of blanks are counted and left out.</summary>
    static List<Row> Rows(string text, char separator)
    {
        var (rows, cells, cell, number) = (new List<Row>(), new List<string>(), new StringBuilder(), 1);
        var (quoted, begun) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"' && !begun) quoted = begun = true;
            else if (c == separator) EndCell();
            else if (c is '\r' or '\n')
            {
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                EndRow();
            }
            else
            {
                cell.Append(c);
                begun = true;
            }
        }
        // Whatever follows an opened quotation mark belongs to its cell: lines would vanish in it.
        if (quoted) throw new Refusal("sheet-quotes", field: "sheet");
        EndRow();
        return rows;

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
            begun = false;
        }

        void EndRow()
        {
            EndCell();
            if (cells.Exists(c => !string.IsNullOrWhiteSpace(c))) rows.Add(new(number, [.. cells]));
            cells.Clear();
            number++;
        }
    }

    static Column? ColumnOf(string cell, IReadOnlyDictionary<string, Column> headings) => headings.TryGetValue(Folded(cell), out var column) ? column : null;

    /// <summary>A heading as it is compared: full-width brackets, letters in capitals and blanks make no difference.</summary>
    public static string Folded(string heading) => string.Concat(heading.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    static string Letter(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letter(column / 26 - 1) + Letter(column % 26);

    const string Dangerous = "=+-@\t\r\n＝＋－＠";

    /// <summary>
    /// A cell that a spreadsheet would run as a formula begins with an apostrophe instead. So does one that begins with an apostrophe itself: <see cref="Unguarded"/> takes
    /// off exactly what was put on.
    /// </summary>
    public static string Guarded(string cell) => cell.Length > 0 && (cell[0] == '\'' || Dangerous.Contains(cell[0], StringComparison.Ordinal)) ? $"'{cell}" : cell;

    public static string Unguarded(string cell) => cell.Length > 1 && cell[0] == '\'' && (cell[1] == '\'' || Dangerous.Contains(cell[1], StringComparison.Ordinal)) ? cell[1..] : cell;

    /// <summary>
    /// Whether a cell still says the name that stands there, in any language it is written in. Excel in China saves what its old character set lacks, Tibetan or a
    /// picture character, as question marks.
    /// </summary>
    public static bool Says(string cell, Text name) => string.IsNullOrWhiteSpace(cell)
        || new[] { name.Zh, name.En, name.Fr, name.Bo }.Any(known => known is { Length: > 0 } && InGbk(known) == InGbk(cell));

    static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback)!;

    static string InGbk(string text)
    {
        var plain = Gbk.GetString(Gbk.GetBytes(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        return string.Join('?', plain.Split('?', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Yuan as a spreadsheet reads them anywhere.</summary>
    public static string Yuan(Money price) => (price.Fen / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>An empty cell means that all stays as it was.</summary>
    public static decimal? Price(string cell, Money seen) => string.IsNullOrWhiteSpace(cell) ? seen.Fen / 100m : Typed.Yuan(cell);

    public static decimal? Boxes(string cell, int seen) => string.IsNullOrWhiteSpace(cell) ? seen : Typed.Count(cell);
}
