using System.Collections.Concurrent;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Runtime;

/// <summary>kill -9 at random moments while everything changes: whatever was asked for in the end is so, and nothing else.</summary>
public sealed class ChaosTests : IAsyncLifetime
{
    private const int Containers = 5;

    private static readonly bool Full = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";

    private readonly int seed = int.TryParse(Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_SEED"), out var given) ? given : Random.Shared.Next();
    private readonly ConcurrentQueue<string> asked = [];
    private ServerFixture world = null!;

    public async Task InitializeAsync() => world = await ServerFixture.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [SkippableFact]
    public async Task Whatever_moment_the_server_is_killed_at_the_world_becomes_as_desired()
    {
        DockerEngine.Require();
        var random = new Random(seed);
        using var done = new CancellationTokenSource();
        await world.Client.MutateAsync($"createWarmPool(input: {{image: \"{DockerEngine.Image}\", minimum: 1, maximum: 3}}) {{ warmPool {{ id }} }}");
        var actors = Enumerable.Range(0, Containers).Select(i => ActAsync(i, new Random(random.Next()), done.Token)).ToList();
        for (var kill = 0; kill < (Full ? 20 : 6); kill++)
        {
            await Task.Delay(random.Next(200, 2500));       // the moment, not a wait for something
            await world.Server.KillAsync();
            await world.Server.StartAgainAsync();
        }

        await done.CancelAsync();
        var wishes = await Task.WhenAll(actors);
        try
        {
            await ConvergedAsync(wishes.OfType<Wish>().ToList());
        }
        catch (Exception error) when (error is not Xunit.SkipException)
        {
            throw new Xunit.Sdk.XunitException($"GRAPHPLATFORM_TEST_SEED={seed}: {error.Message}\n{await WorldAsync()}");
        }
    }

    /// <summary>Changes one container again and again, each change under a key, asked again until there is an answer.</summary>
    /// <returns>What is desired of it in the end; null when it was deleted.</returns>
    private async Task<Wish?> ActAsync(int number, Random random, CancellationToken done)
    {
        Wish? wish = null;
        for (var turn = 0; !done.IsCancellationRequested; turn++)
        {
            var key = $"{number}-{turn}";
            var next = wish is null ? 0 : random.Next(1, 7);
            switch (next)
            {
                case 0:
                    var made = await AskAsync($"createContainer(input: {{projectId: \"{world.ProjectId}\", name: \"chaos-{key}\", image: \"{DockerEngine.Image}\", command: [\"sleep\", \"1000\"], stopGrace: \"PT0S\", resources: {{memoryBytes: 33554432}}, idempotencyKey: \"{key}\"}}) {{ container {{ id }} }}");
                    wish = new(made.GetProperty("container").GetProperty("id").GetString()!, true, 1);
                    break;
                case 1:
                    await AskAsync($"stopContainer(input: {{containerId: \"{wish!.Id}\", idempotencyKey: \"{key}\"}}) {{ container {{ id }} }}");
                    wish = wish with { Runs = false };
                    break;
                case 2:
                    await AskAsync($"startContainer(input: {{containerId: \"{wish!.Id}\", idempotencyKey: \"{key}\"}}) {{ container {{ id }} }}");
                    wish = wish with { Runs = true };
                    break;
                case 3:
                    await AskAsync($"restartContainer(input: {{containerId: \"{wish!.Id}\", idempotencyKey: \"{key}\"}}) {{ container {{ id }} }}");
                    wish = wish with { Runs = true };
                    break;
                case 4:
                    var replicas = random.Next(1, 3);
                    await AskAsync($"scaleContainer(input: {{containerId: \"{wish!.Id}\", replicas: {replicas}, idempotencyKey: \"{key}\"}}) {{ container {{ id }} }}");
                    wish = wish with { Replicas = replicas };
                    break;
                case 5:
                    await AskAsync($"updateContainer(input: {{containerId: \"{wish!.Id}\", environment: [{{name: \"TURN\", value: \"{turn}\"}}], idempotencyKey: \"{key}\"}}) {{ container {{ id }} }}");
                    break;
                default:
                    await AskAsync($"deleteContainer(input: {{containerId: \"{wish!.Id}\", deleteVolumes: true, idempotencyKey: \"{key}\"}}) {{ container {{ id }} }}");
                    wish = null;
                    break;
            }

            await Task.Delay(random.Next(0, 400), CancellationToken.None);      // a user's pace
        }

        return wish;
    }

    private async Task<JsonElement> AskAsync(string mutation)
    {
        for (var patience = 0; ; patience++)
        {
            try
            {
                var payload = await world.Client.TryMutateAsync(mutation);
                var errors = payload.GetProperty("errors");
                asked.Enqueue($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {mutation} after {patience} tries: {payload}");

                // A delete whose answer was lost has happened: asked again, there is no such container.
                if (errors.GetArrayLength() == 0 || (mutation.StartsWith("delete", StringComparison.Ordinal) && errors[0].GetProperty("code").GetString() is "NOT_FOUND" or "CONFLICT")) return payload;
                throw new InvalidOperationException($"{mutation}: {errors}");
            }
            catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException or JsonException && patience < 3000)
            {
                await Task.Delay(20);       // it was killed, and starts again
            }
        }
    }

    private async Task ConvergedAsync(IReadOnlyList<Wish> wishes)
    {
        await RemovePoolAsync();
        foreach (var wish in wishes) await world.StatusAsync(wish.Id, wish.Runs ? "RUNNING" : "STOPPED");
        var wanted = wishes.Where(w => w.Runs).Sum(w => w.Replicas);
        string[] running = [];
        for (var patience = 0; patience < 200; patience++)
        {
            // Old versions drain, deleted ones go: the engine's own list is looked at until it stands.
            running = await OursAsync("ps", "-q");
            if (running.Length == wanted && (await OperationsAsync(wishes)).All(s => s != "RUNNING")) break;
            await Task.Delay(50);
        }

        Assert.Equal(wanted, running.Length);
        Assert.All(await OperationsAsync(wishes), status => Assert.NotEqual("RUNNING", status));
        var instances = (await DockerEngine.LinesAsync("ps", "-a", "--filter", await LabelAsync(), "--format", "{{.Label \"graphplatform.instance\"}}")).ToList();
        Assert.Equal(instances.Count, instances.Distinct().Count());
        var recorded = new List<string>();
        foreach (var wish in wishes)
            recorded.AddRange((await world.ContainerAsync(wish.Id, "instances { id }")).GetProperty("instances").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
        Assert.Equal(recorded.Order(), instances.Order());
        await HasVolumesAsync(wishes);

        foreach (var wish in wishes) await world.DeleteAsync(wish.Id);
        Assert.Empty(await OursAsync("ps", "-aq"));
    }

    /// <summary>Each that runs has its volume, one that was stopped before it was made may have none, and there are no others.</summary>
    private async Task HasVolumesAsync(IReadOnlyList<Wish> wishes)
    {
        var known = (await world.Client.QueryAsync("query($id: ID!) { project(id: $id) { volumes { id container { id } } } }", new { id = world.ProjectId }))
            .GetProperty("project").GetProperty("volumes").EnumerateArray().ToDictionary(v => "gp-" + v.GetProperty("id").GetString(), v => v.GetProperty("container").GetProperty("id").GetString());
        var made = (await OursAsync("volume", "ls", "-q")).Select(name => known.GetValueOrDefault(name)).ToList();
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.Subset(wishes.Select(w => w.Id).ToHashSet(), made.ToHashSet()!);
        Assert.Superset(wishes.Where(w => w.Runs).Select(w => w.Id).ToHashSet(), made.ToHashSet()!);
    }

    /// <summary>What there is, for who has to find out why.</summary>
    private async Task<string> WorldAsync()
    {
        var told = await world.Client.QueryAsync(
            "query($id: ID!) { project(id: $id) { containers { nodes { name status statusReason replicas instances { id index status healthReason fromPool crashes exitCode nextStartAt startedAt finishedAt deployment { number } } latestOperation { kind status error { message } stages { name status detail } } } } } }", new { id = world.ProjectId });
        var engine = await OursAsync("ps", "-a", "--format", "{{.Label \"graphplatform.instance\"}} {{.Status}}");
        return $"{told}\n{string.Join('\n', engine)}\n{string.Join('\n', asked)}\n{world.Server.Printed()}";
    }

    /// <summary>Some of the containers came from it; what still waits in it goes.</summary>
    private async Task RemovePoolAsync()
    {
        var pool = (await world.Client.QueryAsync("{ warmPools { nodes { id } } }")).GetProperty("warmPools").GetProperty("nodes")[0].GetProperty("id").GetString();
        await world.Client.MutateAsync("deleteWarmPool(input: {warmPoolId: $id}) { warmPoolId }", "$id: ID!", new { id = pool });
    }

    private async Task<List<string>> OperationsAsync(IReadOnlyList<Wish> wishes)
    {
        var found = new List<string>();
        foreach (var wish in wishes) found.Add((await world.ContainerAsync(wish.Id, "latestOperation { status }")).GetProperty("latestOperation").GetProperty("status").GetString()!);
        return found;
    }

    private async Task<string> LabelAsync() => "label=graphplatform.installation=" + await DockerEngine.InstallationOfAsync(world.Server.Data);

    private async Task<string[]> OursAsync(params string[] list) => await DockerEngine.LinesAsync([.. list, "--filter", await LabelAsync()]);

    private sealed record Wish(string Id, bool Runs, int Replicas);
}
