using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Ingress;

/// <summary>The printed configuration in a real Caddy, before a gate and an app of the tests' own.</summary>
public sealed class CaddyTests
{
    [SkippableFact]
    public async Task A_request_goes_where_the_gate_says_whatever_its_sender_claims()
    {
        using var app = new Listener(async context =>
        {
            using var body = new StreamReader(context.Request.InputStream);
            Listener.Say(context, 201, $"app: {await body.ReadToEndAsync()}");
        });
        using var other = new Listener(context => { Listener.Say(context, 200, "other"); return Task.CompletedTask; });
        using var gate = Gate(app.Address);
        await using var caddy = await CaddyServer.StartAsync(gate.Address);
        using var http = new HttpClient();

        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{caddy.Http}/path?q=1") { Content = new StringContent("body") };
        request.Headers.Host = "web.apps.localhost";
        request.Headers.Add("X-Upstream", other.Address);
        request.Headers.Add("X-Forwarded-Host", "evil.example.com");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var response = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.Created, "app: body"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("wake;dur=12", Assert.Single(response.Headers.GetValues("Server-Timing")));

        var asked = Assert.Single(gate.Asked);
        Assert.Equal(("GET", "/ingress/gate"), (asked.Method, asked.Path));
        Assert.Equal(("POST", "/path?q=1", "web.apps.localhost"), (asked.Headers["X-Forwarded-Method"], asked.Headers["X-Forwarded-Uri"], asked.Headers["X-Forwarded-Host"]));
        var served = Assert.Single(app.Asked);
        Assert.Equal(("POST", "/path?q=1", "web.apps.localhost"), (served.Method, served.Path, served.Headers["Host"]));
        Assert.Null(served.Headers["X-Upstream"]);
        Assert.Equal("127.0.0.1", served.Headers["X-Forwarded-For"]);
        Assert.Empty(other.Asked);
    }

    [SkippableFact]
    public async Task What_the_gate_refuses_is_the_answer_and_no_app_hears_of_it()
    {
        using var app = new Listener(context => { Listener.Say(context, 200, "app"); return Task.CompletedTask; });
        using var gate = new Listener(context => { Listener.Say(context, 404, "There is no such app."); return Task.CompletedTask; });
        await using var caddy = await CaddyServer.StartAsync(gate.Address);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{caddy.Http}/");
        request.Headers.Add("X-Upstream", app.Address);
        using var response = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.NotFound, "There is no such app."), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Empty(app.Asked);
    }

    [SkippableFact]
    public async Task A_request_waits_while_the_gate_is_away()
    {
        using var app = new Listener(context => { Listener.Say(context, 200, "app"); return Task.CompletedTask; });
        var port = CaddyServer.FreePort();
        await using var caddy = await CaddyServer.StartAsync($"127.0.0.1:{port}");
        using var http = new HttpClient();
        var waiting = http.GetStringAsync($"http://{caddy.Http}/");
        await Task.WhenAny(waiting, Task.Delay(1500));
        Assert.False(waiting.IsCompleted);
        using var gate = Gate(app.Address, port);
        Assert.Equal("app", await waiting);
    }

    [SkippableFact]
    public async Task A_WebSocket_goes_through()
    {
        using var app = new Listener(async context =>
        {
            using var socket = (await context.AcceptWebSocketAsync(null)).WebSocket;
            await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });
        using var gate = Gate(app.Address);
        await using var caddy = await CaddyServer.StartAsync(gate.Address);
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new Uri($"ws://{caddy.Http}/"), CancellationToken.None);
        var buffer = new byte[16];
        var received = await client.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, received.Count));
    }

    [SkippableFact]
    public async Task With_https_plain_requests_are_led_there_and_certificates_are_asked_for_at_the_gate()
    {
        using var gate = new Listener(context => { Listener.Say(context, 404, "no"); return Task.CompletedTask; });
        await using var caddy = await CaddyServer.StartAsync(gate.Address, "--Ingress:Scheme", "https", "--Ingress:PublicPort", "443");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{caddy.Http}/path?q=1");
        request.Headers.Host = "web.apps.example.com";
        using var response = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.PermanentRedirect, "https://web.apps.example.com/path?q=1"), (response.StatusCode, response.Headers.Location?.ToString()));

        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(caddy.Https));
        await using var tls = new SslStream(client.GetStream());
        await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsClientAsync("stranger.example.com"));
        Assert.Contains(gate.Asked, a => a.Path == "/ingress/ask?domain=stranger.example.com");
    }

    [SkippableFact]
    public async Task What_a_trusted_proxy_says_of_client_and_scheme_reaches_the_app_and_is_not_led_in_a_circle()
    {
        using var app = new Listener(context => { Listener.Say(context, 200, "app"); return Task.CompletedTask; });
        using var gate = Gate(app.Address);
        foreach (var options in new[] { Array.Empty<string>(), ["--Ingress:Scheme", "https", "--Ingress:PublicPort", "443", "--Ingress:HttpsListen", ""] })
        {
            await using var caddy = await CaddyServer.StartAsync(gate.Address, ["--Ingress:TrustedProxies", "127.0.0.1, 10.9.0.0/16", .. options]);
            Assert.Equal(HttpStatusCode.OK, await AskAsync(caddy, "https"));
            var served = app.Asked.Last();
            Assert.Equal(("https", "203.0.113.7, 127.0.0.1"), (served.Headers["X-Forwarded-Proto"], served.Headers["X-Forwarded-For"]));
            Assert.Equal("web.apps.example.com", gate.Asked.Last().Headers["X-Forwarded-Host"]);
            Assert.Equal(options.Length == 0 ? HttpStatusCode.OK : HttpStatusCode.PermanentRedirect, await AskAsync(caddy, "http"));
        }

        // Of whom the options do not name nothing is believed.
        await using var strict = await CaddyServer.StartAsync(gate.Address, "--Ingress:TrustedProxies", "10.9.0.0/16");
        await AskAsync(strict, "https");
        Assert.Equal(("http", "127.0.0.1"), (app.Asked.Last().Headers["X-Forwarded-Proto"], app.Asked.Last().Headers["X-Forwarded-For"]));
    }

    [SkippableFact]
    public async Task Proxies_and_listeners_that_programs_would_read_differently_are_refused_at_the_start()
    {
        foreach (var option in new[] { "--Ingress:TrustedProxies=10.1", "--Ingress:TrustedProxies=010.0.0.1", "--Ingress:TrustedProxies=all", "--Ingress:HttpListen=127.1:8880" })
        {
            var (code, said) = await ServerProcess.CommandAsync([], ["ingress-config", option]);
            Assert.True(code != 0 && said.Contains(option[2..option.IndexOf('=', StringComparison.Ordinal)], StringComparison.Ordinal), option + ": " + said);
        }
    }

    private static async Task<HttpStatusCode> AskAsync(CaddyServer caddy, string scheme)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{caddy.Http}/");
        request.Headers.Host = "web.apps.example.com";
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private static Listener Gate(string upstream, int? port = null) => new(
        context =>
        {
            context.Response.AddHeader("X-Upstream", upstream);
            context.Response.AddHeader("Server-Timing", "wake;dur=12");
            Listener.Say(context, 200, "");
            return Task.CompletedTask;
        },
        port);
}
