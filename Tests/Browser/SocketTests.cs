using System.Net;
using System.Net.WebSockets;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class SocketTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task A_script_that_did_not_come_is_fetched_again_so_that_the_page_is_live()
    {
        var id = await console.CreateAsync("dropped", "echo hello; exec sleep 1000");
        await using var window = await console.OpenAsync();
        var tries = 0;
        await window.Page.RouteAsync("**/js/containers/charts.js", route => ++tries == 1 ? route.AbortAsync("connectionreset") : route.ContinueAsync());
        await window.Page.GotoAsync($"/containers/{id}");
        await Expect(window.Status).ToHaveTextAsync("Running");
        await console.Api.MutateAsync("stopContainer(input: {containerId: $id}) { operation { id } }", "$id: ID!", new { id });
        await Expect(window.Status).ToHaveTextAsync("Stopped");
        Assert.Equal(2, tries);
    }

    [SkippableFact]
    public async Task A_socket_with_the_cookie_is_refused_to_another_site()
    {
        await using var window = await console.OpenAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(window, "https://evil.example.com"));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(window, console.Server.Url));
    }

    private async Task<HttpStatusCode> ConnectAsync(Window window, string origin)
    {
        var session = (await window.CookiesAsync()).Single(c => c.Name == "graphplatform");
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", $"{session.Name}={session.Value}");
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(new Uri(console.Server.Url.Replace("http:", "ws:", StringComparison.Ordinal) + "/graphql"), CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The status says it.
        }

        return socket.HttpStatusCode;
    }
}
