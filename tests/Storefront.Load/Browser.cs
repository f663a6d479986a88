using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace Storefront.Load;

/// <summary>All browsers' connections to the shop, and how long each answer took.</summary>
sealed class Wire(string url, int connections) : IDisposable
{
    readonly HttpClient client = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections, AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
    }) { BaseAddress = new(url), Timeout = TimeSpan.FromSeconds(60) };

    public ConcurrentBag<(string What, double Ms)> Latencies { get; } = [];
    public ConcurrentDictionary<int, int> Statuses { get; } = new();
    /// <summary>While the shop is down, browsers try again as people do.</summary>
    public bool Patient { get; set; }

    public async Task<Answer> Send(Browser browser, HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>>? form, string what)
    {
        var lost = false;
        for (var attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path);
            if (form is not null) request.Content = new FormUrlEncodedContent(form);
            browser.Dress(request);
            var begun = Stopwatch.GetTimestamp();
            try
            {
                using var answer = await client.SendAsync(request);
                var body = await answer.Content.ReadAsByteArrayAsync();
                Latencies.Add((what, Stopwatch.GetElapsedTime(begun).TotalMilliseconds));
                Statuses.AddOrUpdate((int)answer.StatusCode, 1, (_, n) => n + 1);
                browser.Remember(answer);
                if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests && attempt < 50)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(200));
                    continue;
                }
                return new((int)answer.StatusCode, answer.Headers.Location?.ToString(), body, answer.Content.Headers.ContentEncoding.FirstOrDefault(), lost);
            }
            catch (Exception broken) when (Patient && broken is HttpRequestException or IOException or TaskCanceledException && attempt < 600)
            {
                lost = true;
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    public void Dispose() => client.Dispose();
}

/// <param name="Body">As it came, compressed.</param>
/// <param name="Resent">An earlier answer was lost: what was asked may have been done twice.</param>
readonly record struct Answer(int Status, string? Location, byte[] Body, string? Encoding, bool Resent = false)
{
    public string Html()
    {
        if (Encoding is not "br") return Encoding is "gzip" ? Read(new GZipStream(new MemoryStream(Body), CompressionMode.Decompress)) : Encoding_().GetString(Body);
        return Read(new BrotliStream(new MemoryStream(Body), CompressionMode.Decompress));

        static Encoding Encoding_() => System.Text.Encoding.UTF8;
        static string Read(Stream packed)
        {
            using var reader = new StreamReader(packed);
            return reader.ReadToEnd();
        }
    }
}

/// <summary>One shopper's browser: an address of his own behind the proxy, his cookies, and what a phone says of itself.</summary>
sealed class Browser(Wire wire, string address)
{
    readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);
    public IReadOnlyDictionary<string, string> Cookies => cookies;
    public void Remember(string name, string value) => cookies[name] = value;

    public void Dress(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", address);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        request.Headers.TryAddWithoutValidation("Accept-Language", "zh-CN,zh;q=0.9");
        if (request.Method == HttpMethod.Post) request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        if (cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
    }

    public void Remember(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set)) return;
        foreach (var cookie in set)
        {
            var pair = cookie.AsSpan(0, cookie.IndexOf(';') is > 0 and var end ? end : cookie.Length);
            var at = pair.IndexOf('=');
            var (name, value) = (pair[..at].ToString(), pair[(at + 1)..].ToString());
            if (value.Length == 0) cookies.Remove(name);
            else cookies[name] = value;
        }
    }

    public async Task<Answer> Get(string path, string what)
    {
        var answer = await wire.Send(this, HttpMethod.Get, path, null, what);
        return answer.Status == 200 || answer.Status is >= 300 and < 400 ? answer : throw new UnexpectedAnswer($"GET {path}: {answer.Status}");
    }

    public Task<Answer> Post(string path, string what, params (string Name, string Value)[] form) =>
        wire.Send(this, HttpMethod.Post, path, form.Select(f => KeyValuePair.Create(f.Name, f.Value)), what);

    /// <summary>Posts and expects to be sent on; answers where to.</summary>
    public async Task<string> PostOn(string path, string what, params (string Name, string Value)[] form)
    {
        var answer = await Post(path, what, form);
        return answer.Status == 303 ? Path(answer.Location!) : throw new UnexpectedAnswer($"POST {path}: {answer.Status}");
    }

    public static string Path(string location) => Uri.TryCreate(location, UriKind.Absolute, out var absolute)
        && absolute.Scheme.StartsWith("http", StringComparison.Ordinal) ? absolute.PathAndQuery : location;
}

sealed class UnexpectedAnswer(string message) : Exception(message);
