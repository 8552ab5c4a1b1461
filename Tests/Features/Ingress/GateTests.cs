using System.Net;
using System.Net.Sockets;
using System.Text;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Ingress;

/// <summary>Requests through a real Caddy to real containers.</summary>
public sealed class GateTests(IngressFixture fixture) : IClassFixture<IngressFixture>
{
    [SkippableFact]
    public async Task A_request_goes_to_the_container_of_its_host_and_nowhere_else()
    {
        DockerEngine.Require();
        var (one, host) = await fixture.ServeAsync("one");
        var (two, other) = await fixture.ServeAsync("two");
        var mute = await fixture.RunAsync();
        Assert.Equal("one\n", (await fixture.GetAsync(host)).Body);
        Assert.Equal("two\n", (await fixture.GetAsync(other.ToUpperInvariant() + ":8880")).Body);
        Assert.Equal("one\n", (await fixture.GetAsync(host, headers: [("X-Upstream", "127.0.0.1:1"), ("X-Forwarded-Host", other)])).Body);
        Assert.Equal((404, "There is no such app"), ((await fixture.GetAsync("stranger.apps.localhost")).Status, (await fixture.GetAsync("example.com")).Body.Split('.')[0]));
        var name = (await fixture.ContainerAsync(mute, "name")).GetProperty("name").GetString();
        var portless = await fixture.GetAsync($"{name}.apps.localhost");
        Assert.Equal((404, true), (portless.Status, portless.Body.Contains("speaks no HTTP", StringComparison.Ordinal)));
        foreach (var id in new[] { one, two, mute }) await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Instances_take_turns()
    {
        DockerEngine.Require();
        var (id, host) = await fixture.ServeAsync("$(hostname -i)", ", replicas: 2");
        var answers = new List<string>();
        for (var i = 0; i < 10; i++) answers.Add((await fixture.GetAsync(host)).Body);
        Assert.Equal([5, 5], answers.GroupBy(a => a).Select(g => g.Count()));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_domain_is_served_when_it_is_verified_and_certificates_are_for_names_that_are_served()
    {
        DockerEngine.Require();
        var (id, host) = await fixture.ServeAsync("one");
        var payload = await fixture.Client.MutateAsync(
            "addDomain(input: {containerId: $id, host: \"shop.example.com\"}) { domain { id verification { recordName recordValue url answer } } }", "$id: ID!", new { id });
        var domain = payload.GetProperty("domain");
        var verification = domain.GetProperty("verification");
        var path = new Uri(verification.GetProperty("url").GetString()!).AbsolutePath;

        // What a host that points here shows.
        var challenge = await fixture.GetAsync("shop.example.com", path);
        Assert.Equal((200, verification.GetProperty("answer").GetString()), (challenge.Status, challenge.Body));
        Assert.Equal(404, (await fixture.GetAsync(host, path)).Status);
        Assert.Equal(404, (await fixture.GetAsync("shop.example.com")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync("shop.example.com"));

        fixture.Records[verification.GetProperty("recordName").GetString()!] = [verification.GetProperty("recordValue").GetString()!];
        await fixture.Client.MutateAsync("verifyDomain(input: {domainId: $id}) { domain { id } }", "$id: ID!", new { id = domain.GetProperty("id").GetString() });
        Assert.Equal("one\n", (await UntilServedAsync("shop.example.com")).Body);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound), (await AskAsync("shop.example.com"), await AskAsync(host), await AskAsync("other.example.com")));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Nothing_of_the_console_answers_at_the_gate_and_no_gate_at_the_console()
    {
        DockerEngine.Require();
        foreach (var path in new[] { "/", "/graphql", "/signin", "/css/app.css" })
            Assert.Equal(HttpStatusCode.NotFound, (await fixture.Http.GetAsync(new Uri($"http://{fixture.Server.Gate}{path}"))).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await fixture.Http.GetAsync(new Uri($"{fixture.Server.Url}/ingress/ask?domain=x.apps.localhost"))).StatusCode);
        var folder = Directory.CreateTempSubdirectory("graphplatform-test-");
        var (code, printed) = await ServerProcess.CommandAsync([], "ingress-config", "--data", folder.FullName, "--Ingress:Gate", "0.0.0.0:7701");
        folder.Delete(recursive: true);
        Assert.Contains("Ingress:Gate is a loopback address", printed, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [SkippableFact]
    public async Task An_upgraded_connection_lives_on_while_other_containers_come_and_go()
    {
        DockerEngine.Require();
        const string echo = """
            cat > /tmp/echo <<'END'
            #!/bin/sh
            while read -r line; do line=$(printf %s "$line" | tr -d '\r'); [ -z "$line" ] && break; done
            printf 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
            exec cat
            END
            chmod +x /tmp/echo; exec nc -ll -p 8080 -e sh /tmp/echo
            """;
        var id = await fixture.RunAsync(echo, ", httpPort: 8080, lifecycle: {mode: ON, idleAfter: \"PT1S\"}");
        var host = await fixture.HostAsync(id);
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(fixture.Caddy.Http));
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 101 Switching Protocols", await reader.ReadLineAsync());
        while (!string.IsNullOrEmpty(await reader.ReadLineAsync()))
        {
        }

        for (var round = 0; round < 3; round++)
        {
            var (other, _) = await fixture.ServeAsync("other");
            await fixture.DeleteAsync(other);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"round {round}\n"));
            Assert.Equal($"round {round}", await reader.ReadLineAsync());
        }

        // Longer than the time after which it would be frozen: an open connection is use.
        Assert.Equal("RUNNING", (await fixture.ContainerAsync(id, "status")).GetProperty("status").GetString());
        await fixture.DeleteAsync(id);
    }

    private async Task<HttpStatusCode> AskAsync(string domain) => (await fixture.Http.GetAsync(new Uri($"http://{fixture.Server.Gate}/ingress/ask?domain={domain}"))).StatusCode;

    /// <summary>The gate's table follows the database by an event: not at once.</summary>
    private async Task<GatewayAnswer> UntilServedAsync(string host)
    {
        while (true)
        {
            if (await fixture.GetAsync(host) is { Status: not 404 } answer) return answer;
        }
    }
}
