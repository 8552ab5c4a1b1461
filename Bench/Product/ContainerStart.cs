using System.Diagnostics;
using System.Text.Json;

namespace GraphPlatform.Bench.Product;

/// <summary>createContainer to the first log line at a WebSocket subscriber.</summary>
internal static class ContainerStart
{
    public const string Image = "graphplatform-test:busybox";

    private static int names;

    public static string[] Command { get; } = ["sh", "-c", "echo first; exec sleep 1000"];

    /// <summary>Starts a container, measures, and deletes it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="subscriber">Who waits for the line.</param>
    /// <param name="projectId">Where.</param>
    /// <param name="extra">More fields of the input, as GraphQL.</param>
    /// <returns>Milliseconds.</returns>
    public static async Task<double> TimeAsync(BenchServer server, Subscriber subscriber, string projectId, string extra = "")
    {
        var started = Stopwatch.GetTimestamp();
        var created = await server.SendAsync(
            $"mutation($project: ID!, $name: String!, $image: String!, $command: [String!]) {{ createContainer(input: {{projectId: $project, name: $name, image: $image, command: $command {extra}}}) {{ container {{ id }} errors {{ message }} }} }}",
            new { project = projectId, name = $"bench-{Interlocked.Increment(ref names)}", image = Image, command = Command });
        var id = created.GetProperty("createContainer").GetProperty("container").GetProperty("id").GetString()!;
        await subscriber.FirstEventAsync("subscription($id: ID!) { containerLogs(id: $id) { ... on LogLine { text } } }", new { id });
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await server.SendAsync("mutation($id: ID!) { deleteContainer(input: {containerId: $id, deleteVolumes: true}) { operation { id } } }", new { id });
        while ((await server.SendAsync("query($id: ID!) { container(id: $id) { id } }", new { id })).GetProperty("container").ValueKind != JsonValueKind.Null)
            await Task.Delay(20);
        return took;
    }
}
