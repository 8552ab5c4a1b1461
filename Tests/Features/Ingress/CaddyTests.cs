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
