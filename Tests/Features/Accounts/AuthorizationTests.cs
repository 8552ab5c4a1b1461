using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Accounts;

/// <summary>Everything as somebody who may not.</summary>
public sealed class AuthorizationTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Nobody_in_particular_sees_nothing_and_changes_nothing()
    {
        using var stranger = new GraphQLClient(fixture.Server.Url);
        var viewer = await stranger.SendAsync("{ viewer { id } }");
        Assert.Equal("UNAUTHENTICATED", viewer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        var seen = await stranger.QueryAsync("query($p: ID!) { project(id: $p) { id } node(id: $p) { id } }", new { p = fixture.ProjectId });
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("project").ValueKind);
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("node").ValueKind);
        foreach (var list in new[] { "projects { nodes { id } }", "containers { nodes { id } }", "organizations { id }", "securityProfiles { id }", "workers { id }", "jobs { name }" })
        {
            var answer = await stranger.SendAsync($"{{ {list} }}");
            Assert.Equal("UNAUTHENTICATED", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }

        var refused = await stranger.TryMutateAsync("createProject(input: {name: \"mine\"}) { project { id } }");
        Assert.Equal("UNAUTHENTICATED", refused.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_member_of_another_organization_finds_nothing_whichever_way_it_asks()
    {
        await fixture.Client.MutateAsync("createUser(input: {email: \"eve@example.com\", name: \"Eve\", password: \"correct-horse-battery\"}) { user { id } }");
        using var eve = await GraphQLClient.SignInAsync(fixture.Server.Url, "eve@example.com");
        var (id, operation) = await fixture.CreateAsync("exec sleep 1000");

        var seen = await eve.QueryAsync(
            "query($c: ID!, $o: ID!, $p: ID!) { container(id: $c) { id } operation(id: $o) { id } project(id: $p) { id } node(id: $c) { id } nodes(ids: [$c, $o, $p]) { id } containers { totalCount } }",
            new { c = id, o = operation, p = fixture.ProjectId });
        foreach (var field in new[] { "container", "operation", "project", "node" }) Assert.Equal(JsonValueKind.Null, seen.GetProperty(field).ValueKind);
        Assert.All(seen.GetProperty("nodes").EnumerateArray(), n => Assert.Equal(JsonValueKind.Null, n.ValueKind));
        Assert.Equal(0, seen.GetProperty("containers").GetProperty("totalCount").GetInt32());

        foreach (var mutation in new[] { "startContainer", "stopContainer", "deleteContainer" })
        {
            var refused = await eve.TryMutateAsync($"{mutation}(input: {{containerId: $id}}) {{ container {{ id }} }}", "$id: ID!", new { id });
            Assert.Equal("NOT_FOUND", refused.GetProperty("errors")[0].GetProperty("code").GetString());
        }

        var exec = await eve.TryMutateAsync("execInContainer(input: {containerId: $id, command: [\"id\"]}) { stdout }", "$id: ID!", new { id });
        Assert.Equal("NOT_FOUND", exec.GetProperty("errors")[0].GetProperty("code").GetString());
        var organization = (await fixture.Client.QueryAsync("{ organizations { id } }")).GetProperty("organizations")[0].GetProperty("id").GetString();
        foreach (var subscription in new[] { "containerLogs(id: $id) { __typename }", "containerStats(id: $id) { at }", "containerChanged(id: $id) { __typename }", "containerChanged(projectId: $p) { __typename }", "backupChanged(containerId: $id) { __typename }",
            "folderChanged(containerId: $id) { path }", "logSearch(id: $id, where: {text: \"a\"}) { __typename }", "operationProgress(id: $o) { id }", "alerts(organizationId: $g) { __typename }", "quotaChanged(organizationId: $g) { __typename }",
            "terminalOutput(id: $id) { __typename }" })
        {
            var variables = $"{(subscription.Contains("$id", StringComparison.Ordinal) ? "$id: ID!" : "")}{(subscription.Contains("$p", StringComparison.Ordinal) ? "$p: ID!" : "")}{(subscription.Contains("$o", StringComparison.Ordinal) ? "$o: ID!" : "")}{(subscription.Contains("$g", StringComparison.Ordinal) ? "$g: ID!" : "")}";
            await using var socket = await GraphQLSocket.SubscribeAsync(
                fixture.Server.Url, eve.AccessToken, $"subscription({variables}) {{ {subscription} }}", new { id, p = fixture.ProjectId, o = operation, g = organization });
            var error = await Assert.ThrowsAnyAsync<Exception>(socket.NextAsync);
            Assert.Contains("NOT_FOUND", error.Message, StringComparison.Ordinal);
        }

        foreach (var platform in new[] { "workers { id }", "jobs { name }" })
        {
            var answer = await eve.SendAsync($"{{ {platform} }}");
            Assert.Equal("FORBIDDEN", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }

        await fixture.DeleteAsync(id);
    }

    [Fact]
    public async Task The_end_of_a_session_closes_its_sockets_and_its_tokens_are_worth_nothing()
    {
        using var client = await GraphQLClient.SignInAsync(fixture.Server.Url);
        await using var socket = await GraphQLSocket.SubscribeAsync(fixture.Server.Url, client.AccessToken, "subscription { containerChanged { __typename } }");
        await client.MutateAsync("signOut { signedOut }");
        while (await socket.NextAsync() is not null)
        {
            // What was under way before the end.
        }

        Assert.Equal((4403, "The session has ended"), socket.Closed);
        var answer = await client.SendAsync("{ viewer { id } }");
        Assert.Equal("UNAUTHENTICATED", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_token_that_is_not_good_is_refused_and_does_not_look_like_an_empty_platform()
    {
        using var client = new GraphQLClient(fixture.Server.Url);
        client.UseToken("made-up");
        var answer = await client.SendAsync("query($p: ID!) { project(id: $p) { id } }", new { p = fixture.ProjectId });
        Assert.Equal("UNAUTHENTICATED", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.False(answer.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task A_request_that_another_site_sends_with_our_cookie_is_refused()
    {
        var session = await fixture.Client.MutateAsync(
            "signIn(input: {email: $e, password: $p, kind: BROWSER}) { sessionToken accessToken }", "$e: String!, $p: String!", new { e = ServerProcess.Email, p = ServerProcess.Password });
        Assert.Equal(JsonValueKind.Null, session.GetProperty("accessToken").ValueKind);
        var cookie = "graphplatform=" + session.GetProperty("sessionToken").GetString();

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(cookie, "https://evil.example")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(cookie, null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(cookie, "https://evil.example", authorization: "Basic cHJveHk6cHJveHk=")).StatusCode);
        var own = await PostAsync(cookie, fixture.Server.Url);
        Assert.Contains(ServerProcess.Email, await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // A form of another site can send these without asking first.
        foreach (var simple in new[] { "text/plain", "application/x-www-form-urlencoded" })
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync(cookie, fixture.Server.Url, simple)).StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string cookie, string? origin, string contentType = "application/json", string? authorization = null)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, fixture.Server.Url + "/graphql");
        request.Content = new StringContent("{\"query\":\"{ viewer { email } }\"}", Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        request.Headers.Add("Cookie", cookie);
        if (authorization is not null) request.Headers.Add("Authorization", authorization);
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await http.SendAsync(request);
    }
}
