using System.Diagnostics;
using System.Text.Json;

namespace GraphPlatform.Bench.Product;

/// <summary>kill -9 at random moments while containers are created, stopped, started, updated and deleted: from the first answer afterwards until the world is as desired.</summary>
internal static class Recovery
{
    private const int Containers = 12;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(int kills)
    {
        var random = new Random(20);
        await using var server = await BenchServer.StartAsync(migrated: true);
        var project = (await server.SendAsync("mutation { createProject(input: {name: \"bench\"}) { project { id } } }")).GetProperty("createProject").GetProperty("project").GetProperty("id").GetString()!;
        var ids = new List<string>();
        for (var i = 0; i < Containers; i++) ids.Add(await CreateAsync(server, project, $"c{i}"));
        await ConvergedAsync(server, ids);

        var times = new List<double>();
        for (var kill = 0; kill < kills; kill++)
        {
            // Half of them change at once, and the server is killed somewhere in the middle.
            var changes = ids.OrderBy(_ => random.Next()).Take(Containers / 2).Select(id => ChangeAsync(server, id, random.Next(4), kill)).ToList();
            await Task.Delay(random.Next(0, 800));
            var killed = server.KillAsync();
            await Task.WhenAll(changes);
            await killed;
            var up = Stopwatch.GetTimestamp();
            await ConvergedAsync(server, ids);
            times.Add(Stopwatch.GetElapsedTime(up).TotalSeconds);
        }

        Console.WriteLine($"""
            {kills} kills, {Containers} containers      median     max
            until as desired, s          {Figures.Median(times),8:0.00} {times.Max(),8:0.00}
            """);
        return times.Max() <= Target.TotalSeconds ? 0 : 1;
    }

    private static async Task<string> CreateAsync(BenchServer server, string project, string name) => (await server.SendAsync(
        "mutation($p: ID!, $n: String!) { createContainer(input: {projectId: $p, name: $n, image: \"graphplatform-test:busybox\", command: [\"sleep\", \"1000\"], stopGrace: \"PT0S\", resources: {memoryBytes: 33554432}}) { container { id } } }",
        new { p = project, n = name })).GetProperty("createContainer").GetProperty("container").GetProperty("id").GetString()!;

    private static async Task ChangeAsync(BenchServer server, string id, int which, int turn)
    {
        var mutation = which switch
        {
            0 => $"stopContainer(input: {{containerId: \"{id}\"}})",
            1 => $"restartContainer(input: {{containerId: \"{id}\"}})",
            2 => $"updateContainer(input: {{containerId: \"{id}\", environment: [{{name: \"TURN\", value: \"{turn}\"}}]}})",
            _ => $"startContainer(input: {{containerId: \"{id}\"}})",
        };
        try
        {
            await server.SendAsync($"mutation {{ {mutation} {{ errors {{ message }} }} }}");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
        {
            // It was killed before it answered: whether it was done is what is desired.
        }
    }

    private static async Task ConvergedAsync(BenchServer server, List<string> ids)
    {
        while (true)
        {
            var nodes = (await server.SendAsync("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Container { status replicas latestOperation { status } } } }", new { ids })).GetProperty("nodes").EnumerateArray().ToList();
            var running = nodes.Count(n => n.GetProperty("status").GetString() == "RUNNING");
            var stopped = nodes.Count(n => n.GetProperty("status").GetString() == "STOPPED");
            if (running + stopped == ids.Count && nodes.TrueForAll(n => n.GetProperty("latestOperation").GetProperty("status").GetString() != "RUNNING") && server.Running() == running) return;
            await Task.Delay(20);       // what is measured is coarse, and docker itself has nothing to wait for
        }
    }
}
