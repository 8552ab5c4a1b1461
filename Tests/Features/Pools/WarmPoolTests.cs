using GraphPlatform.Tests.Hosting;
using static GraphPlatform.Tests.Features.Pools.WarmPoolFixture;

namespace GraphPlatform.Tests.Features.Pools;

public sealed class WarmPoolTests : IAsyncLifetime
{
    private readonly WarmPoolFixture fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [SkippableFact]
    public async Task A_start_that_fits_takes_one_that_waits_and_the_pool_fills_again()
    {
        var pool = await fixture.PoolAsync(1, 3);
        var waiting = Assert.Single(await fixture.WaitingAsync());

        var (id, operation) = await fixture.CreateAsync("echo hello $NAME; hostname; touch /data/kept; exec sleep 1000", ", environment: [{name: \"NAME\", value: \"it's me\"}], resources: {memoryBytes: 67108864}");
        var ended = await fixture.OperationAsync(operation);
        Assert.True(ended.GetProperty("status").GetString() == "SUCCEEDED", ended.ToString());
        Assert.Contains(ended.GetProperty("stages").EnumerateArray(), s => s.GetProperty("detail").GetString() == "from the warm pool");
        Assert.Equal(waiting, await fixture.EngineNameAsync(id));
        Assert.True(await fixture.IsWarmAsync(id));

        await using (var logs = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { containerLogs(id: $id) { ... on LogLine { text sequence } } }", new { id }))
        {
            Assert.Equal("hello it's me", (await logs.NextAsync())!.Value.GetProperty("containerLogs").GetProperty("text").GetString());
            Assert.Equal((await fixture.ContainerAsync(id, "name")).GetProperty("name").GetString(), (await logs.NextAsync())!.Value.GetProperty("containerLogs").GetProperty("text").GetString());
        }

        Assert.Equal("67108864", await DockerEngine.RunAsync("inspect", "-f", "{{.HostConfig.Memory}}", waiting));
        Assert.DoesNotContain("it's me", await DockerEngine.RunAsync("inspect", waiting), StringComparison.Ordinal);
        Assert.Equal("it's me", (await fixture.ExecAsync(id, "echo $NAME")).GetProperty("stdout").GetString()!.Trim());

        // The one that was taken was the last: demand has made the pool larger.
        var full = await fixture.UntilAsync(pool, p => Int(p, "ready") == 2);
        Assert.Equal((2, 1, 0), (Int(full, "target"), Int(full, "warmStarts"), Int(full, "coldStarts")));
        await fixture.DeleteAsync(id);
        await fixture.RemoveAsync(pool);
        Assert.Empty(await fixture.ListAsync("ps", "-aq"));
        Assert.Empty(await fixture.ListAsync("volume", "ls", "-q"));
    }
}
