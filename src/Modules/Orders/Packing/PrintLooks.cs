namespace Storefront.Orders.Packing;

/// <summary>How lists, slips and labels look on paper. The sheet on the screen is the sheet that is printed, so it is white with black ink in the dark too.</summary>
internal static class PrintLooks
{
    const string OnPaper = "@media print{.band,.screen{display:none}main>.wrap{padding:0;gap:0;max-width:none}";

    /// <summary>A4 upright, a list each producer; boxes to tick are 6 mm wide.</summary>
    public const string PickList =
        ".picks{width:100%;border-collapse:collapse}.picks :is(th,td){text-align:start;padding:.5rem .5rem .5rem 0;border-block-end:1px solid var(--line);vertical-align:baseline}.picks th:first-child{overflow-wrap:anywhere}.picks thead th{font-size:var(--sm)}.picks .r{text-align:end;padding-inline:.5rem 0}.picks td.r{white-space:nowrap}"
        + ".picks tbody th{font-weight:400;position:relative;padding-inline-start:9mm}.picks tbody th::before{content:\"\";position:absolute;inset-inline-start:0;width:6mm;height:6mm;border:1px solid var(--edge)}.picks tfoot :is(th,td){border-block:2px solid;font-weight:700}"
        + OnPaper + "@page{size:A4 portrait;margin:14mm;@bottom-right{content:counter(page)\" / \"counter(pages)}}.list{border:0;padding:0;border-radius:0;font-size:14pt}.list+.list{break-before:page}.picks tbody th::before{border-color:#000}.picks tr{break-inside:avoid}}";

    const string Ink = ".sheet{background:#fff;color:#000;border:1px solid #8A7869;color-scheme:light}.sheet .qr{fill:#000;background:#fff;shape-rendering:crispEdges;max-width:none}.sheet .no{font:700 14pt/1.3 var(--ui);letter-spacing:.04em;white-space:nowrap}.sheet .mut{color:#444}";

    /// <summary>100 x 150 mm, a label a box, without margins: the label has its own.</summary>
    public const string Labels = Ink
        + ".labels{display:flex;flex-wrap:wrap;gap:var(--s4)}.label{flex:none;width:100mm;max-width:100%;min-height:150mm;padding:5mm;display:grid;grid-template-columns:minmax(0,1fr);grid-template-rows:auto auto auto 1fr auto;gap:2.5mm;font-size:11pt;line-height:1.35}"
        + ".label .hd{flex-wrap:nowrap}.label .of{font:700 20pt/1 var(--ui);white-space:nowrap}.label .code{display:grid;grid-template-columns:40mm minmax(0,1fr);gap:3mm;align-items:start}.label .qr{width:40mm;height:40mm}"
        + ".label dt{font-size:9pt;color:#444}.label dd{font-weight:700;font-size:13pt;line-height:1.2;margin-block-end:1.5mm}.label .to{border-block-start:1px solid #000;padding-block-start:3mm;font-size:16pt;line-height:1.4;overflow-wrap:anywhere}.label .to.long{font-size:12pt}.label .to.longer{font-size:9pt;line-height:1.3}.label .to.longest{font-size:7pt;line-height:1.25}.label .to p+p{margin-block-start:1.5mm}"
        + OnPaper + "@page{size:100mm 150mm;margin:0}.labels{display:block}.label{border:0;width:100mm;max-width:none;height:150mm;overflow:hidden;break-after:page}.label:last-child{break-after:auto}}";

    /// <summary>A6 across, to cut out or to send as it is: the picture, what it is for, and the code to read or to scan.</summary>
    public const string Card = Ink
        + ".gift-card{width:148mm;max-width:100%;display:grid;grid-template-columns:minmax(0,1fr) 32mm;gap:4mm;padding:5mm;border-radius:3mm;overflow-wrap:anywhere}.gift-card img{grid-column:1/-1;width:100%;height:44mm;object-fit:cover;border-radius:2mm}.gift-card h2{font-size:16pt;line-height:1.25}.gift-card .says{display:grid;gap:1mm}.gift-card .no{white-space:normal}.gift-card .qr{width:32mm;height:32mm}.gift-card .where{grid-column:1/-1;border-block-start:1px solid #000;padding-block-start:2mm;font-size:10pt}"
        + OnPaper + "@page{size:A6 landscape;margin:0}.gift-card{border:0;border-radius:0;width:148mm;max-width:none;height:105mm;align-content:start}.gift-card img{height:38mm}}";

    /// <summary>A5, folded once it lies in the box.</summary>
    public const string Slip = Ink
        + ".slip{width:148mm;max-width:100%;padding:clamp(1rem,3vw,10mm);display:grid;gap:5mm}.slip table{width:100%;border-collapse:collapse}.slip :is(th,td){text-align:start;padding:.4rem .5rem .4rem 0;border-block-end:1px solid #bbb;vertical-align:baseline}.slip .r{text-align:end;word-break:keep-all}.slip thead th{font-size:10pt;color:#444}.slip th .mut{font-weight:400}"
        + ".slip .gift{border:1px solid #8A7869;border-radius:3mm;padding:4mm;overflow-wrap:anywhere}.slip blockquote{white-space:pre-line;border:0;padding:0;font-size:14pt}.slip .tr{display:grid;grid-template-columns:34mm minmax(0,1fr);gap:4mm;align-items:center}.slip .qr{width:34mm;height:34mm}.slip .no{white-space:normal}"
        + OnPaper + "@page{size:A5;margin:10mm}.slip{border:0;padding:0;width:auto}}";
}
