using System.Diagnostics;
using System.Net;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Networks;

namespace GraphPlatform.Bench.Product;

/// <summary>
/// The first byte of an answer through Caddy from a container that is frozen, and from one that is stopped, beside what the engine itself takes to thaw one,
/// and to start one until its port answers. In turn, so that noise hits all alike.
/// </summary>
internal static class Wake
{
    private const string Image = "graphplatform-test:busybox";
    private const string Script = "mkdir /tmp/w; echo one > /tmp/w/index.html; exec httpd -f -p 8080 -h /tmp/w";
    private const string EngineName = "gp-bench-wake";

    public static async Task<int> RunAsync(int rounds)
    {
        await using var docker = DockerClient.FromEnvironment();
        await using var server = await BenchServer.StartAsync(migrated: true);
        using var caddy = await BenchCaddy.StartAsync(server.Gate, new IPEndPoint(IPAddress.Loopback, BenchServer.FreePort()));
        var project = (await server.SendAsync("mutation { createProject(input: {name: \"bench\"}) { project { id } } }")).GetProperty("createProject").GetProperty("project").GetProperty("id").GetString()!;
        await CreateAsync(server, project, "frozen", "idleAfter: \"PT2S\", stopAfter: \"PT2H\"");
        await CreateAsync(server, project, "asleep", "idleAfter: \"PT2S\", stopAfter: \"PT8S\"");
        await RemoveEngineAsync(docker);        // of a run that was cut off
        await PrepareEngineAsync(docker);

        var (thaw, idle, start, asleep, awake) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            await StatusAsync(server, project, "frozen", "IDLE");
            await StatusAsync(server, project, "asleep", "STOPPED");
            var a = await ThawAsync(docker);
            var b = await FirstByteAsync(caddy, "frozen");
            var again = await FirstByteAsync(caddy, "frozen");
            var c = await StartAsync(docker);
            var d = await FirstByteAsync(caddy, "asleep");
            if (round < 0) continue;        // warm-up
            thaw.Add(a);
            idle.Add(b);
            start.Add(c);
            asleep.Add(d);
            awake.Add(again);
        }

        await RemoveEngineAsync(docker);
        Console.WriteLine($"""
            wake, {rounds} rounds, ms              median     p95
            (a) engine's own unpause         {Row(thaw)}
            (b) IDLE to the first byte       {Row(idle)}
            (c) engine's own start           {Row(start)}
            (d) asleep to the first byte     {Row(asleep)}
                awake to the first byte      {Row(awake)}
            b at most 2 × a + 20 ms          {Figures.Median(idle),8:0.0} of {(2 * Figures.Median(thaw)) + 20:0.0}
            d at most 1.3 × c                {Figures.Median(asleep) / Figures.Median(start),8:0.00}
            """);
        return Figures.Median(idle) <= (2 * Figures.Median(thaw)) + 20 && Figures.Median(asleep) <= 1.3 * Figures.Median(start) ? 0 : 1;
    }

    private static string Row(List<double> values) => $"{Figures.Median(values),8:0.0} {Figures.Percentile(values, 0.95),8:0.0}";

    private static async Task CreateAsync(BenchServer server, string project, string name, string policy) => await server.SendAsync(
        $"mutation($project: ID!, $command: [String!]!) {{ createContainer(input: {{projectId: $project, name: \"{name}\", image: \"{Image}\", command: $command, httpPort: 8080, lifecycle: {{mode: ON, {policy}}}}}) {{ container {{ id }} }} }}",
        new { project, command = new[] { "sh", "-c", Script } });

    /// <summary>Waits until it is so. Looking is no use, so it wakes nothing.</summary>
    private static async Task StatusAsync(BenchServer server, string project, string name, string status)
    {
        while (true)
        {
            var found = await server.SendAsync("query($id: ID!) { project(id: $id) { containers(first: 10) { nodes { name status } } } }", new { id = project });
            var now = found.GetProperty("project").GetProperty("containers").GetProperty("nodes").EnumerateArray().First(c => c.GetProperty("name").GetString() == name);
            if (now.GetProperty("status").GetString() == status) return;
            await Task.Delay(100);
        }
    }

    private static async Task<double> FirstByteAsync(BenchCaddy caddy, string name)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{caddy.Http}/");
        request.Headers.Host = name + ".apps.localhost";
        var started = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return response.IsSuccessStatusCode ? took : throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
    }

    private static async Task<double> ThawAsync(DockerClient docker)
    {
        await docker.Containers.StartAsync(EngineName);
        await docker.Containers.PauseAsync(EngineName);
        await Task.Delay(100);
        var started = Stopwatch.GetTimestamp();
        await docker.Containers.UnpauseAsync(EngineName);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await docker.Containers.StopAsync(EngineName);
        return took;
    }

    private static async Task<double> StartAsync(DockerClient docker)
    {
        var started = Stopwatch.GetTimestamp();
        await docker.Containers.StartAsync(EngineName);
        var details = await docker.Containers.InspectAsync(EngineName);
        var at = new IPEndPoint(IPAddress.Parse(details.NetworkSettings.Networks[EngineName].IpAddress!), 8080);
        while (!await BenchCaddy.ListensAsync(at)) await Task.Delay(1);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await docker.Containers.StopAsync(EngineName);
        return took;
    }

    private static async Task RemoveEngineAsync(DockerClient docker)
    {
        if ((await docker.Networks.ListAsync(new() { Names = [EngineName] })).All(n => n.Name != EngineName)) return;
        await docker.Containers.RemoveAsync(EngineName, force: true);
        await docker.Networks.RemoveAsync(EngineName);
    }

    /// <summary>Without the installation's label: the server removes what has that and is not its own.</summary>
    private static async Task PrepareEngineAsync(DockerClient docker)
    {
        await docker.Networks.CreateAsync(new CreateNetworkRequest { Name = EngineName });
        await docker.Containers.CreateAsync(EngineName, new CreateContainerRequest
        {
            Image = Image,
            Cmd = ["sh", "-c", Script],
            User = "65532:65532",
            Healthcheck = HealthcheckConfig.None,
            NetworkingConfig = NetworkingConfig.Of(EngineName, EngineName),
            HostConfig = new HostConfig
            {
                ReadonlyRootfs = true,
                CapDrop = ["ALL"],
                SecurityOpt = ["no-new-privileges"],
                Memory = 512L << 20,
                MemorySwap = 512L << 20,
                NanoCpus = 500_000_000,
                PidsLimit = 256,
                Init = true,
                Tmpfs = new Dictionary<string, string> { ["/tmp"] = "rw,nosuid,nodev,mode=1777,size=67108864", ["/run"] = "rw,nosuid,nodev,mode=1777,size=67108864" },
                LogConfig = new LogConfig("json-file", new Dictionary<string, string> { ["max-size"] = "10m", ["max-file"] = "2" }),
                NetworkMode = EngineName,
            },
        });
    }
}
