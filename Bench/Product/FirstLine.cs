using System.Diagnostics;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Networks;

namespace GraphPlatform.Bench.Product;

/// <summary>
/// createContainer to the first log line at a WebSocket subscriber, beside what the engine itself takes to create, start and hand out the first line of a
/// container with the same settings: volume, network, limits and hardening. Both in turn, so that noise hits both alike.
/// </summary>
internal static class FirstLine
{
    public static async Task<int> RunAsync(int rounds)
    {
        await using var docker = DockerClient.FromEnvironment();
        await using var server = await BenchServer.StartAsync(migrated: true);
        var project = await server.SendAsync("mutation { createProject(input: {name: \"bench\"}) { project { id } } }");
        var projectId = project.GetProperty("createProject").GetProperty("project").GetProperty("id").GetString()!;
        using var subscriber = await Subscriber.ConnectAsync(server.Url, server.Token);

        // Not with the installation's label: what has that and is no instance, the server removes.
        var network = await docker.Networks.CreateAsync(new CreateNetworkRequest { Name = $"bench-{Guid.CreateVersion7():N}" });
        var (ours, engine) = (new List<double>(), new List<double>());
        try
        {
            for (var round = -2; round < rounds; round++)
            {
                var one = await ContainerStart.TimeAsync(server, subscriber, projectId);
                var other = await EngineAsync(docker, network);
                if (round < 0) continue;        // warm-up
                ours.Add(one);
                engine.Add(other);
            }
        }
        finally
        {
            await docker.Networks.RemoveAsync(network);
        }

        var ratio = Figures.Median(ours) / Figures.Median(engine);
        Console.WriteLine($"""
            first line, {rounds} rounds, ms     median     p95
            engine's own                 {Figures.Median(engine),8:0.0} {Figures.Percentile(engine, 0.95),8:0.0}
            createContainer              {Figures.Median(ours),8:0.0} {Figures.Percentile(ours, 0.95),8:0.0}
            ratio of the medians         {ratio,8:0.000}
            """);
        return ratio <= 1.15 ? 0 : 1;
    }

    private static async Task<double> EngineAsync(DockerClient docker, string network)
    {
        var name = $"bench-{Guid.CreateVersion7():N}";
        try
        {
            return await FirstLineAsync(docker, network, name);
        }
        finally
        {
            // Whatever of the two was made.
            foreach (var remove in (Func<Task>[])[() => docker.Containers.RemoveAsync(name, force: true), () => docker.Volumes.RemoveAsync(name)])
            {
                try
                {
                    await remove();
                }
                catch (DockerException error) when (error.Kind is DockerErrorKind.NotFound or DockerErrorKind.Conflict)
                {
                    Console.Error.WriteLine($"{name} was not removed: {error.Message}");
                }
            }
        }
    }

    private static async Task<double> FirstLineAsync(DockerClient docker, string network, string name)
    {
        var labels = new Dictionary<string, string> { ["bench"] = "first-line" };
        var started = Stopwatch.GetTimestamp();
        await docker.Volumes.CreateAsync(new() { Name = name, Labels = labels });
        await docker.Containers.CreateAsync(name, new CreateContainerRequest
        {
            Image = ContainerStart.Image,
            Cmd = ContainerStart.Command,
            User = "65532:65532",
            Labels = labels,
            Healthcheck = HealthcheckConfig.None,
            NetworkingConfig = NetworkingConfig.Of(network, name),
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
                Mounts = [Mount.Volume(name, "/data")],
                LogConfig = new LogConfig("local", new Dictionary<string, string> { ["max-size"] = "10m", ["max-file"] = "2", ["compress"] = "false" }),
                NetworkMode = network,
            },
        });
        await docker.Containers.StartAsync(name);
        await foreach (var _ in docker.Containers.LogsAsync(name, new LogOptions { Follow = true, Timestamps = true })) break;
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
