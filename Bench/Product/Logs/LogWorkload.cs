using System.Diagnostics;
using System.Text.Json;

namespace GraphPlatform.Bench.Product.Logs;

/// <summary>Containers of the writing image on the server, and what is read of them.</summary>
internal sealed class LogWorkload(BenchServer server, string projectId)
{
    private readonly List<string> containers = [];

    /// <summary>Makes and starts one.</summary>
    public async Task<string> StartAsync(string[] command, double cpu)
    {
        var made = await server.SendAsync(
            "mutation($project: ID!, $name: String!, $image: String!, $command: [String!]!, $cpu: Float!) { createContainer(input: {projectId: $project, name: $name, image: $image, command: $command, resources: {cpu: $cpu}}) { container { id } errors { message } } }",
            new { project = projectId, name = $"writer-{containers.Count}", image = LogWriterImage.Name, command, cpu });
        var container = made.GetProperty("createContainer").GetProperty("container");
        if (container.ValueKind == JsonValueKind.Null) throw new InvalidOperationException(made.ToString());
        containers.Add(container.GetProperty("id").GetString()!);
        return containers[^1];
    }

    /// <summary>Lines a second that are taken in of one that writes as fast as it can, from its first line to its last, and how many are kept.</summary>
    public async Task<(double PerSecond, long Lines)> FloodAsync(int lines, string shape = "flood")
    {
        var id = await StartAsync(["/writer", shape, lines.ToString()], cpu: 2);
        using var subscriber = await Subscriber.ConnectAsync(server.Url, server.Token);
        await subscriber.FirstEventAsync("subscription($id: ID!) { containerLogs(id: $id) { __typename } }", new { id });
        var began = Stopwatch.GetTimestamp();
        await subscriber.FirstEventAsync("subscription($id: ID!) { containerLogs(id: $id, where: {pattern: \" last$\"}) { ... on LogLine { sequence } ... on LogPosition { x: __typename } } }", new { id }, d => d.GetProperty("containerLogs").TryGetProperty("sequence", out _));
        var took = Stopwatch.GetElapsedTime(began);
        var (_, _, kept) = await SearchAsync("text: \"INFO\"", id);
        return (lines / took.TotalSeconds, kept);
    }

    /// <summary>Milliseconds from the writing of each line to its arrival here.</summary>
    public async Task<List<double>> LatencyAsync(int perSecond, int seconds)
    {
        var id = await StartAsync(["/writer", "pace", perSecond.ToString(), seconds.ToString()], cpu: 1);
        using var subscriber = await Subscriber.ConnectAsync(server.Url, server.Token);
        var times = new List<double>();
        await subscriber.FirstEventAsync("subscription($id: ID!) { containerLogs(id: $id) { ... on LogLine { text } } }", new { id }, d =>
        {
            var now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            times.Add(now - long.Parse(d.GetProperty("containerLogs").GetProperty("text").GetString()!) / 1e6);
            return times.Count == perSecond * seconds;
        });
        return times[perSecond..];      // without the first second, when the subscriber catches up
    }

    /// <summary>Seconds to the first line that fits, or to the answer that there is none, and to the complete count.</summary>
    public async Task<(double First, double Complete, long Found)> SearchAsync(string where, string? id = null)
    {
        using var subscriber = await Subscriber.ConnectAsync(server.Url, server.Token);
        var began = Stopwatch.GetTimestamp();
        var (first, found) = (0.0, 0L);
        await subscriber.FirstEventAsync(
            $"subscription($id: ID!) {{ logSearch(id: $id, where: {{{where}}}) {{ ... on LogSearchProgress {{ matches isComplete }} }} }}", new { id = id ?? containers[^1] }, d =>
            {
                if (first == 0) first = Stopwatch.GetElapsedTime(began).TotalSeconds;
                if (!d.GetProperty("logSearch").TryGetProperty("matches", out var matches)) return false;
                found = matches.GetInt64();
                return d.GetProperty("logSearch").GetProperty("isComplete").GetBoolean();
            });
        return (first, Stopwatch.GetElapsedTime(began).TotalSeconds, found);
    }

    public async Task DeleteAllAsync()
    {
        foreach (var id in containers) await server.SendAsync("mutation($id: ID!) { deleteContainer(input: {containerId: $id, deleteVolumes: true}) { errors { message } } }", new { id });
    }
}
