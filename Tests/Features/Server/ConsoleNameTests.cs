using System.Net;
using System.Net.Http.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Server;

/// <summary>Whose requests teach the server the names of its console: asked over HTTP under many names.</summary>
public sealed class ConsoleNameTests
{
    private const string Add = "addDomain(input: {containerId: $id, host: $host}) { domain { id } }";

    [Fact]
    public async Task The_names_in_administrators_requests_are_the_consoles_after_a_restart_too_and_others_requests_teach_nothing()
    {
        await using var server = await ServerProcess.StartAsync();
        using var root = await GraphQLClient.SignInAsync(server.Url);
        await root.MutateAsync(
            "createUser(input: {email: \"eve@example.com\", name: \"Eve\", password: $p}) { user { id } }", "$p: String!", new { p = ServerProcess.Password });
        using var eve = await GraphQLClient.SignInAsync(server.Url, "eve@example.com");
        var shop = await eve.MutateAsync("createProject(input: {name: \"shop\"}) { project { id } }");
        var made = await eve.MutateAsync(
            "createContainer(input: {projectId: $p, name: \"web\", image: \"app:1\", start: false}) { container { id } }",
            "$p: ID!",
            new { p = shop.GetProperty("project").GetProperty("id").GetString() });
        var container = made.GetProperty("container").GetProperty("id").GetString()!;
        var (cookie, evesCookie) = (await CookieAsync(root, ServerProcess.Email), await CookieAsync(eve, "eve@example.com"));
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(server.Url) };
        var (token, evesToken) = ($"Bearer {root.AccessToken}", $"Bearer {eve.AccessToken}");

        foreach (var (headers, expected) in new[]
        {
            (new[] { ("Host", "shop.example.com") }, HttpStatusCode.OK),
            ([("Host", "shop.example.com"), ("Authorization", evesToken)], HttpStatusCode.OK),
            ([("Host", "shop.example.com"), ("Authorization", "Bearer made-up")], HttpStatusCode.Unauthorized),
            ([("Host", "shop.example.com"), ("Cookie", cookie), ("Origin", "https://evil.example")], HttpStatusCode.Forbidden),
            ([("Host", "localhost"), ("X-Forwarded-Host", "shop.example.com"), ("Authorization", token)], HttpStatusCode.OK),
            ([("Host", "Console.Example.NET:8443"), ("Authorization", token)], HttpStatusCode.OK),
            ([("Host", "dot.example.net."), ("Authorization", token)], HttpStatusCode.OK),
            ([("Host", "localhost:5080"), ("Authorization", token)], HttpStatusCode.OK),
            ([("Host", "[::1]:5080"), ("Authorization", token)], HttpStatusCode.OK),
            ([("Host", "intranet"), ("Authorization", token)], HttpStatusCode.OK),
            ([("Host", new string('a', 300) + ".example.net"), ("Authorization", token)], HttpStatusCode.BadRequest),
            ([("Host", "web.apps.localhost"), ("Authorization", token)], HttpStatusCode.OK),
        })
        {
            using var answer = await AskAsync(http, HttpMethod.Post, "/graphql", headers);
            Assert.True(answer.StatusCode == expected, $"{string.Join(", ", headers)}: {answer.StatusCode}");
        }

        // The console's pages are asked for with the cookie.
        foreach (var (host, session) in new[] { ("shop.example.com", evesCookie), ("pages.example.net", cookie) })
        {
            using var page = await AskAsync(http, HttpMethod.Get, "/", ("Host", host), ("Cookie", session), ("Accept", "text/html"));
            Assert.InRange((int)page.StatusCode, 200, 399);
        }

        string[] names = ["console.example.net", "dot.example.net", "pages.example.net"];
        Assert.Equal(names, (await File.ReadAllLinesAsync(Path.Combine(server.Data, "console-hosts"))).Order(StringComparer.Ordinal));
        foreach (var host in (string[])[.. names, "below.pages.example.net", "web.localhost"]) await RefusedAsync(eve, container, host);
        await server.KillAsync();
        await server.StartAgainAsync();
        foreach (var host in names) await RefusedAsync(eve, container, host);
        foreach (var host in new[] { "shop.example.com", "example.net" })
            await eve.MutateAsync(Add, "$id: ID!, $host: String!", new { id = container, host });
    }

    private static async Task RefusedAsync(GraphQLClient client, string container, string host)
    {
        var refused = await client.TryMutateAsync(Add, "$id: ID!, $host: String!", new { id = container, host });
        var error = Assert.Single(refused.GetProperty("errors").EnumerateArray());
        Assert.Equal("VALIDATION", error.GetProperty("code").GetString());
        Assert.Contains($"{host} belongs to this installation", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<string> CookieAsync(GraphQLClient client, string email)
    {
        var session = await client.MutateAsync(
            "signIn(input: {email: $e, password: $p, kind: BROWSER}) { sessionToken }",
            "$e: String!, $p: String!",
            new { e = email, p = ServerProcess.Password });
        return "graphplatform=" + session.GetProperty("sessionToken").GetString();
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, HttpMethod method, string path, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post) request.Content = JsonContent.Create(new { query = "{ __typename }" });
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }
}
