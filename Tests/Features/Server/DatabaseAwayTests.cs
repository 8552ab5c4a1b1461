using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Server;

/// <summary>PostgreSQL behind a proxy that is cut: other tests go on with it.</summary>
public sealed partial class DatabaseAwayTests
{
    private const string Why = "The database does not answer.";

    [SkippableFact]
    public async Task While_the_database_is_away_everybody_is_told_so_in_their_own_way_and_served_again_afterwards()
    {
        var options = Postgres.NewDatabase();
        var (host, port) = (HostPart().Match(options[3]).Groups[1].Value, int.Parse(PortPart().Match(options[3]).Groups[1].Value, null));
        await using var proxy = new CuttableProxy(host, port);
        options[3] = PortPart().Replace(HostPart().Replace(options[3], "Host=127.0.0.1"), $"Port={proxy.Port}");
        await using var server = await ServerProcess.StartAsync(options: options);
        using var client = await GraphQLClient.SignInAsync(server.Url);
        var cookie = (await client.MutateAsync(
            "signIn(input: {email: $email, password: $password, kind: BROWSER}) { sessionToken }", "$email: String!, $password: String!", new { email = ServerProcess.Email, password = ServerProcess.Password }))
            .GetProperty("sessionToken").GetString();
        await proxy.CutAsync();

        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        foreach (var (accept, type) in new[] { ("application/graphql-response+json", "application/graphql-response+json"), ("application/json", "application/json"), ("text/event-stream", "application/json") })
        {
            using var answer = await SendAsync(http, HttpMethod.Post, "/graphql", accept, client.AccessToken, JsonContent.Create(new { query = "{ viewer { id } }" }));
            await ToldAsync(answer, type);
            var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("errors")[0];
            Assert.StartsWith(Why, error.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Equal("UNAVAILABLE", error.GetProperty("extensions").GetProperty("code").GetString());
        }

        foreach (var (method, path) in new[] { (HttpMethod.Get, "/downloads/x"), (HttpMethod.Put, "/uploads/x") })
        {
            using var answer = await SendAsync(http, method, path, "*/*", client.AccessToken);
            await ToldAsync(answer, null);
            Assert.StartsWith(Why, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        foreach (var name in new[] { null, "console.example.net", "shop.example.com:8080", "localhost" })
        {
            using var page = await SendAsync(http, HttpMethod.Get, "/", "text/html", null, cookie: cookie, name: name);
            await ToldAsync(page, "text/html");
            Assert.Equal("5", page.Headers.GetValues("Refresh").Single());
            Assert.StartsWith("default-src 'none'; ", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Contains("<h1>The database does not answer</h1>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // Who is not signed in is no reason to look anything up, so this comes out in a resolver.
        using var stranger = new GraphQLClient(server.Url);
        var refused = await stranger.TryMutateAsync("signIn(input: {email: \"a@example.com\", password: \"b\"}) { accessToken }");
        Assert.Equal(("UnavailableError", "UNAVAILABLE"), (refused.GetProperty("errors")[0].GetProperty("__typename").GetString(), refused.GetProperty("errors")[0].GetProperty("code").GetString()));

        var (code, reason) = await CloseAsync(server.Url, client.AccessToken!);
        Assert.Equal(1013, code);
        Assert.StartsWith(Why, reason, StringComparison.Ordinal);

        var health = "";
        for (var patience = 0; patience < 100 && !health.Contains(Why, StringComparison.Ordinal); patience++)
        {
            // An answer of a moment ago is good for two seconds.
            using var answer = await http.GetAsync("/health/ready");
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) health = await answer.Content.ReadAsStringAsync();
            else await Task.Delay(100);
        }

        Assert.Contains(Why, health, StringComparison.Ordinal);

        proxy.Restore();
        for (var patience = 0; patience < 100; patience++)
        {
            if ((await client.SendAsync("{ viewer { id } }")).TryGetProperty("data", out _)) break;
            await Task.Delay(100);      // connections that were cut are noticed when they are used
        }

        await client.MutateAsync("createProject(input: {name: \"afterwards\"}) { project { id } }");
        Assert.DoesNotContain("Internal error", server.Printed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_database_is_away_does_not_start_and_says_why_in_a_sentence()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync(
            options: ["--Database:Provider", "PostgreSql", "--Database:ConnectionString", "Host=127.0.0.1;Port=1;Username=postgres;Database=nobody"]));
        Assert.Contains("GraphPlatform cannot start: " + Why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Message, StringComparison.Ordinal);
    }

    private static Task ToldAsync(HttpResponseMessage answer, string? type)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        if (type is not null) Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        return Task.CompletedTask;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient http, HttpMethod method, string path, string accept, string? token, HttpContent? content = null, string? cookie = null, string? name = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Accept", accept);
        request.Headers.Host = name;
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        if (cookie is not null) request.Headers.Add("Cookie", $"graphplatform={cookie}");
        return await http.SendAsync(request);
    }

    private static async Task<(int? Code, string? Reason)> CloseAsync(string url, string token)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new Uri(url.Replace("http:", "ws:", StringComparison.Ordinal) + "/graphql"), patience.Token);
        var init = JsonSerializer.SerializeToUtf8Bytes(new { type = "connection_init", payload = new { authorization = "Bearer " + token } });
        await socket.SendAsync(init, WebSocketMessageType.Text, true, patience.Token);
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[4096].AsMemory(), patience.Token)).MessageType);
        return ((int?)socket.CloseStatus, socket.CloseStatusDescription);
    }

    [GeneratedRegex("Host=([^;]+)")]
    private static partial Regex HostPart();

    [GeneratedRegex("Port=([0-9]+)")]
    private static partial Regex PortPart();
}
