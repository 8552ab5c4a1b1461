using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Security;

/// <summary>A container tries to reach the machine that it runs on.</summary>
public sealed class HostTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task A_container_reaches_its_neighbours_but_not_the_machine_and_the_machine_reaches_it()
    {
        DockerEngine.Require();
        Skip.IfNot(HostFirewall.IsAvailable, "not root, or no iptables");
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var open = ((IPEndPoint)listener.LocalEndpoint).Port;
        var port = FreePort();
        var id = await fixture.RunAsync(
            "echo hello > /tmp/index.html; exec httpd -f -p 8000 -h /tmp", $", ports: [{{containerPort: 8000, hostPort: {port}}}]");
        var other = await fixture.RunAsync();
        var web = (await fixture.Client.QueryAsync("query($id: ID!) { container(id: $id) { name } }", new { id })).GetProperty("container").GetProperty("name").GetString();

        Assert.Equal("hello", await ExecAsync(other, $"timeout 5 wget -q -O- http://{web}:8000/"));
        Assert.Equal("yes", await TryAsync(other, web!, 8000));
        Assert.Equal("hello", await GetAsync($"http://127.0.0.2:{port}/"));

        var gateway = await ExecAsync(other, "ip route | sed -n 's/^default via \\([0-9.]*\\).*/\\1/p'");
        Assert.StartsWith("10.", gateway, StringComparison.Ordinal);
        foreach (var address in MachineAddresses().Append(gateway))
            foreach (var target in new[] { open, new Uri(fixture.Server.Url).Port, 22 })
                Assert.Equal("no", await TryAsync(other, address, target));
        Assert.Equal("no", await TryAsync(other, "169.254.169.254", 80));
        Assert.Equal("", await ExecAsync(other, "grep -v ' lo$' /proc/net/if_inet6"));       // and there is no other way than IPv4

        // It is the rules that keep it out: without them it gets through, and the next look puts them back.
        var installation = (await DockerEngine.InstallationOfAsync(fixture.Server.Data))!;
        var chain = "GRAPHPLATFORM-IN-" + HostFirewall.SuffixOf(installation);
        await UntilAsync(async () =>
        {
            await HostFirewall.RunAsync("-D", "INPUT", "-j", chain);        // a look of the server may come at this moment
            return await TryAsync(other, gateway, open) == "yes";
        });
        await fixture.Server.KillAsync();
        await fixture.Server.StartAgainAsync();
        await UntilAsync(async () => (await HostFirewall.RunAsync("-C", "INPUT", "-j", chain)).Code == 0);
        Assert.Equal("no", await TryAsync(other, gateway, open));
        Assert.Equal(2, (await HostFirewall.RulesAsync(installation)).Count(r => r.StartsWith("-N", StringComparison.Ordinal)));
        Assert.Equal(JsonValueKind.Null, await UnprotectedAsync());
        await fixture.DeleteAsync(id);
        await fixture.DeleteAsync(other);
    }

    [SkippableFact]
    public async Task Switched_off_the_rules_go_and_it_is_said()
    {
        DockerEngine.Require();
        Skip.IfNot(HostFirewall.IsAvailable, "not root, or no iptables");
        var server = await ServerProcess.StartAsync();
        var installation = (await DockerEngine.InstallationOfAsync(server.Data))!;
        await UntilAsync(async () => (await HostFirewall.RulesAsync(installation)).Length > 0);
        await server.KillAsync();
        Assert.NotEmpty(await HostFirewall.RulesAsync(installation));        // containers go on, and so do their rules

        await using var again = await ServerProcess.StartAsync(null, server.Data, "--Networks:ProtectHost", "Off");
        await UntilAsync(async () => (await HostFirewall.RulesAsync(installation)).Length == 0);
        using var client = await GraphQLClient.SignInAsync(again.Url);
        var said = (await client.QueryAsync("{ workers { hostUnprotectedBecause } }")).GetProperty("workers")[0].GetProperty("hostUnprotectedBecause").GetString();
        Assert.Contains("Networks:ProtectHost is Off", said, StringComparison.Ordinal);
    }

    /// <summary>The server is ready before its first look at the firewall is done, and tells nobody when it is.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var patience = 0; patience < 100; patience++)
        {
            if (await condition()) return;
            await Task.Delay(100);
        }

        Assert.Fail("Not within 10 s.");
    }

    private async Task<JsonValueKind> UnprotectedAsync() =>
        (await fixture.Client.QueryAsync("{ workers { hostUnprotectedBecause } }")).GetProperty("workers")[0].GetProperty("hostUnprotectedBecause").ValueKind;

    private async Task<string> ExecAsync(string id, string script)
    {
        var payload = await fixture.Client.MutateAsync(
            "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", $script]}) { stdout }", "$id: ID!, $script: String!", new { id, script });
        return payload.GetProperty("stdout").GetString()!.Trim();
    }

    private Task<string> TryAsync(string id, string address, int port) =>
        ExecAsync(id, $"timeout 1 nc {address} {port} -e true >/dev/null 2>&1 && echo yes || echo no");

    private static async Task<string> GetAsync(string url)
    {
        using var http = new HttpClient();
        return (await http.GetStringAsync(url)).Trim();
    }

    /// <summary>Addresses of the machine that are not a loopback's.</summary>
    private static IEnumerable<string> MachineAddresses() => Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork)
        .Where(a => !IPAddress.IsLoopback(a)).Select(a => a.ToString()).Take(2);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
