using System.Diagnostics;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Networks;

namespace GraphPlatform.Bench.Product;

/// <summary>
/// createContainer to the first log line at a subscriber, taken from a warm pool and made anew, of the same image on the same server; with the limits that the pool
/// has and with others. Beside them what the engine itself takes for the calls that a warm start needs. In turn, so that noise hits all alike.
/// </summary>
internal static class WarmStart
{
    private const int Waiting = 1;
    private const string EngineName = "gp-bench-warm";

    // No instance that was made before can have a working directory that is not the image's.
    private const string Cold = ", workingDirectory: \"/tmp\"";

    public static async Task<int> RunAsync(int rounds)
    {
        await using var docker = DockerClient.FromEnvironment();
        await using var server = await BenchServer.StartAsync(migrated: true);
        var project = (await server.SendAsync("mutation { createProject(input: {name: \"bench\"}) { project { id } } }")).GetProperty("createProject").GetProperty("project").GetProperty("id").GetString()!;
        using var subscriber = await Subscriber.ConnectAsync(server.Url, server.Token);
        await server.SendAsync($"mutation {{ createWarmPool(input: {{image: \"{ContainerStart.Image}\", minimum: {Waiting}, maximum: {Waiting}}}) {{ errors {{ message }} }} }}");

        var (calls, cold, warm, resized) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = -3; round < rounds; round++)
        {
            await FullAsync(server);
            var a = await EngineAsync(docker);
            await FullAsync(server);
            var b = await ContainerStart.TimeAsync(server, subscriber, project, Cold);
            await FullAsync(server);
            var c = await ContainerStart.TimeAsync(server, subscriber, project);
            await FullAsync(server);
            var d = await ContainerStart.TimeAsync(server, subscriber, project, ", resources: {cpu: 1, memoryBytes: 134217728}");
            await FullAsync(server);
            await ContainerStart.TimeAsync(server, subscriber, project);       // the pool makes what the last start wanted: its limits are the first ones again
            if (round < 0) continue;        // warm-up
            calls.Add(a);
            cold.Add(b);
            warm.Add(c);
            resized.Add(d);
        }

        var pool = (await server.SendAsync("{ warmPools { nodes { warmStarts coldStarts } } }")).GetProperty("warmPools").GetProperty("nodes")[0];
        Console.WriteLine($"""
            warm start, {rounds} rounds, ms                  median     p95
            engine's own connect + update + unpause   {Row(calls)}
            cold                                      {Row(cold)}
            warm, limits of the start before          {Row(warm)}
            warm, other limits                        {Row(resized)}
            p95 of warm / median of cold              {Ratio(warm, cold),8:0.000}   (at most 0.25, and under 150 ms)
            p95 with other limits / median of cold    {Ratio(resized, cold),8:0.000}
            taken from the pool {pool.GetProperty("warmStarts")}, missed {pool.GetProperty("coldStarts")}
            """);
        return Ratio(warm, cold) <= 0.25 && Figures.Percentile(resized, 0.95) < 150 && pool.GetProperty("coldStarts").GetInt64() == 0 ? 0 : 1;
    }

    private static double Ratio(List<double> warm, List<double> cold) => Figures.Percentile(warm, 0.95) / Figures.Median(cold);

    private static string Row(List<double> values) => $"{Figures.Median(values),8:0.0} {Figures.Percentile(values, 0.95),8:0.0}";

    /// <summary>Waits until the pool is full and the engine and the kernel are done with what was before: removing a network's end keeps others waiting.</summary>
    private static async Task FullAsync(BenchServer server)
    {
        while ((await server.SendAsync("{ warmPools { nodes { ready } } }")).GetProperty("warmPools").GetProperty("nodes")[0].GetProperty("ready").GetInt32() < Waiting) await Task.Delay(50);
        await Task.Delay(500);
    }

    /// <summary>A frozen container in no network, as those of a pool are: joins one, gets other limits, is thawed. Without our label, since the server removes what has that and is not its own.</summary>
    private static async Task<double> EngineAsync(DockerClient docker)
    {
        await docker.Networks.CreateAsync(new CreateNetworkRequest { Name = EngineName });
        var id = (await docker.Containers.CreateAsync(EngineName, new CreateContainerRequest
        {
            Image = ContainerStart.Image,
            Cmd = ["sleep", "1000"],
            Healthcheck = HealthcheckConfig.None,
            NetworkingConfig = NetworkingConfig.Of(EngineName),
            HostConfig = new HostConfig { Memory = 512L << 20, MemorySwap = 512L << 20, NanoCpus = 500_000_000, PidsLimit = 256, Init = true, NetworkMode = EngineName },
        })).Id;
        await docker.Containers.StartAsync(id);
        await docker.Networks.DisconnectAsync(EngineName, id);
        await docker.Containers.PauseAsync(id);
        await Task.Delay(100);
        var started = Stopwatch.GetTimestamp();
        await docker.Networks.ConnectAsync(EngineName, id, new EndpointSettings { Aliases = ["app"] });
        await docker.Containers.UpdateAsync(id, new ContainerResources { Memory = 128L << 20, MemorySwap = 128L << 20, NanoCpus = 1_000_000_000, PidsLimit = 256 });
        await docker.Containers.UnpauseAsync(id);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await docker.Containers.RemoveAsync(id, force: true);
        await docker.Networks.RemoveAsync(EngineName);
        return took;
    }
}
