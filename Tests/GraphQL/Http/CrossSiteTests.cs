using System.Net;
using GraphPlatform.GraphQL.Http;

namespace GraphPlatform.GraphQL.Tests.Http;

/// <summary>What a foreign page may make a browser send.</summary>
public sealed class CrossSiteTests
{
    [Theory]
    [InlineData("", 200)]
    [InlineData("Cookie: a=1", 403)]
    [InlineData("Cookie: a=1|GraphQL-Preflight: 1", 200)]
    [InlineData("Cookie: a=1|Apollo-Require-Preflight: true", 200)]
    [InlineData("Cookie: a=1|X-Apollo-Operation-Name: Ping", 200)]
    [InlineData("Cookie: a=1|GraphQL-Preflight: ", 403)]
    [InlineData("Cookie: a=1|Sec-Fetch-Site: same-origin", 200)]
    [InlineData("Cookie: a=1|Sec-Fetch-Site: none", 200)]
    [InlineData("Sec-Fetch-Site: cross-site", 403)]
    [InlineData("Sec-Fetch-Site: same-site", 403)]
    [InlineData("Sec-Fetch-Site: cross-site|GraphQL-Preflight: 1", 200)]
    [InlineData("Sec-Fetch-Site: cross-site|Referer: {here}/page", 403)]
    [InlineData("Origin: https://evil.example", 403)]
    [InlineData("Origin: null", 403)]
    [InlineData("Origin: {here}", 200)]
    [InlineData("Cookie: a=1|Referer: {here}/page", 200)]
    [InlineData("Cookie: a=1|Referer: https://evil.example/{here}", 403)]
    [InlineData("Origin: https://evil.example|Referer: {here}/page", 403)]
    [InlineData("Referer: https://docs.example/", 200)]
    public async Task A_get_is_answered_unless_a_foreign_page_may_have_made_it(string headers, int status)
    {
        await using var server = await DemoServer.StartAsync();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var request = new HttpRequestMessage(method, server.Url + "?query={ping}");
            foreach (var header in headers.Replace("{here}", server.Address, StringComparison.Ordinal).Split('|', StringSplitOptions.RemoveEmptyEntries))
                Assert.True(request.Headers.TryAddWithoutValidation(header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 2)..]));
            using var response = await server.Client.SendAsync(request);
            Assert.Equal(status, (int)response.StatusCode);
            if (method == HttpMethod.Get) Assert.Contains(status == 200 ? "pong" : "PREFLIGHT_REQUIRED", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_get_whose_content_type_needs_a_preflight_is_answered()
    {
        await using var server = await DemoServer.StartAsync();
        foreach (var (type, status) in new[] { ("application/json", HttpStatusCode.OK), ("text/plain", HttpStatusCode.Forbidden) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, server.Url + "?query={ping}") { Content = new ByteArrayContent([]) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
            using var response = await server.Client.SendAsync(request);
            Assert.Equal(status, response.StatusCode);
        }
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("a=1", null, true)]
    [InlineData(null, "https://evil.example", true)]
    [InlineData("a=1", "{here}", true)]
    [InlineData("a=1", "https://evil.example", false)]
    [InlineData("a=1", "null", false)]
    public async Task A_socket_with_cookies_is_opened_by_own_pages_only(string? cookie, string? origin, bool opened)
    {
        await using var server = await DemoServer.StartAsync();
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        if (cookie is not null) socket.Options.SetRequestHeader("Cookie", cookie);
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin.Replace("{here}", server.Address, StringComparison.Ordinal));
        var opening = socket.ConnectAsync(server.WebSocketUrl, default);
        if (opened) await opening;
        else Assert.Contains("403", (await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => opening)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rule_can_be_turned_off()
    {
        await using var server = await DemoServer.StartAsync(options => options.PreventCrossSiteRequests = false);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url + "?query={ping}");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>Bodies that a form or a script can send without asking: none of them runs anything.</summary>
    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain; application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task A_post_that_needs_no_preflight_is_refused(string? contentType)
    {
        await using var server = await DemoServer.StartAsync();
        using var content = new ByteArrayContent("{\"query\":\"{ping}\"}"u8.ToArray());
        if (contentType is not null) content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await server.Client.PostAsync(server.Url, content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public void The_default_prevents() => Assert.True(new GraphQLHttpOptions().PreventCrossSiteRequests);
}
