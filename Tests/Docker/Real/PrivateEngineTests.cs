using System.Text;
using GraphPlatform.Docker.Images;

namespace GraphPlatform.Tests.Docker.Real;

public sealed class PrivateEngineTests
{
    [SkippableFact]
    public async Task A_restart_breaks_streams_openly_and_the_same_client_goes_on()
    {
        await using var engine = await PrivateEngine.StartAsync();
        await engine.Client.Volumes.CreateAsync(new() { Name = "before" });
        Assert.NotNull(engine.Client.NegotiatedVersion);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var happened = new TaskCompletionSource();
        var events = Task.Run(async () =>
        {
            await foreach (var _ in engine.Client.System.EventsAsync(since: new(0), ct: limit.Token)) happened.TrySetResult();
        });
        await happened.Task.WaitAsync(limit.Token);

        await engine.StopAsync();
        // An engine that ends in order may end its streams in order.
        if (await Record.ExceptionAsync(() => events) is { } broken) Assert.Equal(DockerErrorKind.StreamBroken, Assert.IsType<DockerException>(broken).Kind);
        var away = await Assert.ThrowsAsync<DockerException>(() => engine.Client.Volumes.ListAsync());
        Assert.Equal(DockerErrorKind.Unavailable, away.Kind);
        Assert.Null(engine.Client.NegotiatedVersion);

        await engine.RunAsync();
        Assert.Equal("before", Assert.Single(await engine.Client.Volumes.ListAsync()).Name);
        Assert.NotNull(engine.Client.NegotiatedVersion);
    }

    [SkippableFact]
    public async Task BuildKit_builds_is_cancelled_by_name_and_its_cache_is_removed_by_id()
    {
        await using var engine = await PrivateEngine.StartAsync();
        var images = engine.Client.Images;
        await images.ImportAsync(EngineFixture.BusyboxTar(), "busy:kit");
        var options = new BuildOptions { Tags = ["built:kit"], NetworkMode = "none", NoCache = true, BuildKitId = "one" };
        var messages = await EngineFixture.ToListAsync(images.BuildAsync(ImageTests.Context("FROM busy:kit\nRUN echo built\n"), options));
        Assert.Contains(messages, message => message.Trace is { Length: > 0 });
        Assert.Equal((await images.InspectAsync("built:kit")).Id, messages.Last(message => message.ImageId is not null).ImageId);

        var slow = options with { Tags = null, BuildKitId = "two" };
        var cancelled = false;
        var e = await Assert.ThrowsAsync<DockerException>(async () =>
        {
            await foreach (var message in images.BuildAsync(ImageTests.Context("FROM busy:kit\nRUN sleep 1000\n"), slow))
            {
                if (cancelled || message.Trace is not { } trace || !Encoding.UTF8.GetString(trace.Span).Contains("sleep 1000", StringComparison.Ordinal)) continue;
                cancelled = true;
                await images.CancelBuildAsync("two");
            }
        }).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((true, DockerErrorKind.BuildFailed), (cancelled, e.Kind));

        await images.RemoveAsync("built:kit");
        var cached = (await engine.Client.System.DiskUsageAsync()).BuildCache;
        Assert.NotEmpty(cached);
        var freed = 0L;
        foreach (var record in cached) freed += await images.RemoveBuildCacheAsync(record.Id);
        Assert.True(freed > 0);
        Assert.True((await engine.Client.System.DiskUsageAsync()).BuildCache.Count < cached.Count);
    }
}
