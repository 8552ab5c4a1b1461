using System.Net.Http.Headers;
using GraphPlatform.Tests.Hosting;
using GraphPlatform.Tests.Platform.Ingress;

namespace GraphPlatform.Tests.Features.Ingress;

/// <summary>A server with a real Caddy before its containers, and a name server of the test's own.</summary>
public sealed class IngressFixture : ServerFixture
{
    private readonly DnsResponder dns = new();

    /// <summary>Caddy.</summary>
    internal CaddyServer Caddy { get; private set; } = null!;

    /// <summary>What the name server says.</summary>
    internal Dictionary<string, List<string>> Records => dns.Records;

    /// <summary>Asks as browsers do, by another connection for each request that is under way.</summary>
    internal HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };

    /// <inheritdoc />
    protected override string[] Options =>
        ["--Ingress:MaxHeldPerContainer", "60", "--Ingress:WakeLimit", "00:00:12", "--Ingress:DnsServer", dns.Address];

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Caddy = await CaddyServer.StartAsync(Server.Gate);
    }

    /// <inheritdoc />
    public override async Task DisposeAsync()
    {
        Http.Dispose();
        await Caddy.DisposeAsync();
        await base.DisposeAsync();
        await dns.DisposeAsync();
    }

    /// <summary>A container that answers <paramref name="text"/> on its HTTP port.</summary>
    /// <returns>Its id, and its host name.</returns>
    internal async Task<(string Id, string Host)> ServeAsync(string text, string extra = "")
    {
        var id = await RunAsync(Script(text), ", httpPort: 8080" + extra);
        return (id, await HostAsync(id));
    }

    /// <summary>The host name of a container.</summary>
    internal async Task<string> HostAsync(string id) =>
        new Uri((await ContainerAsync(id, "urls { url }")).GetProperty("urls")[0].GetProperty("url").GetString()!).Host;

    /// <summary>What answers <paramref name="text"/>.</summary>
    internal static string Script(string text) => $"mkdir /tmp/w; echo {text} > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w";

    /// <summary>Asks for a page of a host, through Caddy.</summary>
    internal async Task<GatewayAnswer> GetAsync(string host, string path = "/", string? accept = null, CancellationToken ct = default, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Caddy.Http}{path}");
        request.Headers.Host = host;
        if (accept is not null) request.Headers.Add("Accept", accept);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await Http.SendAsync(request, ct);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct), response.Headers);
    }
}

/// <summary>What came back.</summary>
internal sealed record GatewayAnswer(int Status, string Body, HttpResponseHeaders Headers)
{
    public string? ServerTiming => Headers.TryGetValues("Server-Timing", out var values) ? string.Join(", ", values) : null;
}
