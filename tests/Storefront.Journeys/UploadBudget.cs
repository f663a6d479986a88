using System.Text.Json;

namespace Storefront.Journeys;

/// <summary>What a farmer's photo may cost on its way up: a camera's file is shrunk on the phone, each of its widths is one request, the smallest first.</summary>
static class UploadBudget
{
    public const int Kilobytes = 120, Requests = 3, Edge = 7, Gprs = 35;

    /// <param name="Camera">Bytes of the file that was chosen.</param>
    /// <param name="Sizes">Bytes of each request.</param>
    /// <param name="Seconds">From the first request's beginning to the last one's end.</param>
    public sealed record Sent(long Camera, IReadOnlyList<long> Sizes, double Seconds);

    /// <summary>Lists a product with a photo of 3,872 x 2,592 pixels that the page draws itself, with as much noise in it as makes the file as large as a camera's.</summary>
    /// <param name="line">Null for the line as it is.</param>
    public static async Task<Sent> Send(RunningShop shop, Line? line)
    {
        await using var farmer = await Person.Enter(shop, "upload");
        await farmer.SignIn("drolma");
        await farmer.Open("/zh/farm/listings/new");
        var page = farmer.Page;
        page.SetDefaultTimeout(120_000);
        var camera = await page.EvaluateAsync<long>("""
            async () => {
              const picture = await createImageBitmap(await (await fetch('/pictures/apples-crate-1280.webp')).blob());
              const canvas = Object.assign(document.createElement('canvas'), { width: 3872, height: 2592 }), pen = canvas.getContext('2d');
              pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
              const all = pen.getImageData(0, 0, canvas.width, canvas.height);
              let chance = 1;
              for (let i = 0; i < all.data.length; i++) if (i % 4 < 3) { chance = chance * 16807 % 2147483647; all.data[i] += chance % 25 - 12; }
              pen.putImageData(all, 0, 0);
              const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', .9)), holder = new DataTransfer(), input = document.querySelector('[name=photo]');
              holder.items.add(new File([blob], 'DSC_0001.jpg', { type: blob.type }));
              input.files = holder.files;
              input.dispatchEvent(new Event('change', { bubbles: true }));
              return blob.size;
            }
            """);
        await page.Locator("#snaps img").WaitForAsync();
        foreach (var (name, value) in new[] { ("name", $"照片 {Guid.NewGuid():N}"[..12]), ("kilograms", "100"), ("box", "5"), ("price", "68") }) await page.FillAsync($"[name={name}]", value);
        // What the page's script sends, noted beside it, since the page is left at the end.
        await page.EvaluateAsync("""
            () => {
              const real = window.fetch;
              window.fetch = async (url, options) => {
                const begun = performance.now(), came = await real(url, options);
                if (`${url}`.includes('/farm/uploads/')) sessionStorage.sent = JSON.stringify([...JSON.parse(sessionStorage.sent ?? '[]'), [options?.body?.size ?? 0, begun, performance.now()]]);
                return came;
              };
            }
            """);
        if (line is { } weak)
        {
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("Network.enable");
            await session.SendAsync("Network.emulateNetworkConditions",
                new() { ["offline"] = false, ["latency"] = weak.Latency, ["downloadThroughput"] = weak.Down * 125, ["uploadThroughput"] = weak.Up * 125 });
            await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 6 });
        }
        await page.ClickAsync("#listing button.btn");
        await page.WaitForURLAsync("**/farm/listings?*");
        var sent = JsonSerializer.Deserialize<double[][]>(await page.EvaluateAsync<string>("sessionStorage.sent"))!;
        return new(camera, [.. sent.Select(s => (long)s[0])], (sent[^1][2] - sent[0][1]) / 1000);
    }
}
