using System.Globalization;
using System.Text;
using QRCoder;

namespace Storefront.Platform.Web;

/// <summary>A QR code as one path of an SVG: black squares a unit wide, the quiet zone of four of them around included. Level M, so that a scratched label is still read.</summary>
/// <param name="Size">Units of the viewBox, across and down.</param>
public sealed record QrCode(int Size, string Path)
{
    public static QrCode Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (!rows[y][x]) continue;
                var from = x;
                while (x + 1 < rows[y].Length && rows[y][x + 1]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from + 1}v1H{from}z");
            }
        return new(rows.Count, path.ToString());
    }
}
