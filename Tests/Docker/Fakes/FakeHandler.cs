using System.Net;
using System.Text;

namespace GraphPlatform.Tests.Docker.Fakes;

/// <summary>An engine as a function from request to answer; pings are answered with <see cref="Version"/>.</summary>
internal sealed class FakeHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public string? Version { get; set; } = "1.41";

    public int Pings { get; private set; }

    public List<string> Paths { get; } = [];

    public static FakeHandler Json(string body, HttpStatusCode status = HttpStatusCode.OK) => new(_ => Text(body, status));

    public static FakeHandler Bytes(byte[] bytes) => Streaming(() => new MemoryStream(bytes));

    public static FakeHandler Streaming(Func<Stream> body) =>
        new(_ => new(HttpStatusCode.OK) { Content = new StreamContent(body()) });

    public static HttpResponseMessage Text(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath == "/_ping")
        {
            Pings++;
            var pong = Text("OK");
            if (Version is not null) pong.Headers.Add("Api-Version", Version);
            return Task.FromResult(pong);
        }

        Paths.Add(request.RequestUri.PathAndQuery);
        return Task.FromResult(answer(request));
    }
}
