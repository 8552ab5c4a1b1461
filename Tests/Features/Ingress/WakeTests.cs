using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Ingress;

/// <summary>The first request to what sleeps waits, and is answered by it.</summary>
public sealed class WakeTests(IngressFixture fixture) : IClassFixture<IngressFixture>
{
    private const string SoonIdle = ", lifecycle: {mode: ON, idleAfter: \"PT2S\"}";
    private const string SoonAsleep = ", lifecycle: {mode: ON, idleAfter: \"PT2S\", stopAfter: \"PT10S\"}";

    [SkippableFact]
    public async Task The_first_request_to_a_frozen_container_is_answered_by_it_and_says_how_long_it_waited()
    {
        DockerEngine.Require();
        var (id, host) = await fixture.ServeAsync("one", SoonIdle);
        var awake = await fixture.GetAsync(host);
        Assert.Equal((200, "one\n", null), (awake.Status, awake.Body, awake.ServerTiming));
        await fixture.StatusAsync(id, "IDLE");
        var first = await fixture.GetAsync(host);
        Assert.Equal((200, "one\n"), (first.Status, first.Body));
        Assert.Matches(@"^wake;dur=\d+\.\d$", first.ServerTiming);
        await fixture.StatusAsync(id, "RUNNING");      // the answer comes first, what was observed is written afterwards
        await fixture.DeleteAsync(id);
        Assert.Equal(404, (await fixture.GetAsync(host)).Status);
    }

    [SkippableFact]
    public async Task Fifty_requests_at_once_to_a_sleeping_container_wake_it_once_and_each_is_answered()
    {
        DockerEngine.Require();
        var (id, host) = await fixture.ServeAsync("one", SoonAsleep);
        await fixture.StatusAsync(id, "STOPPED");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => fixture.GetAsync(host)));
        Assert.All(answers, a => Assert.Equal((200, "one\n"), (a.Status, a.Body)));
        Assert.Contains(answers, a => a.ServerTiming?.StartsWith("wake;dur=", StringComparison.Ordinal) == true);
        Assert.Equal(1, await WakesAsync(id));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task What_its_user_stopped_stays_so_and_the_page_says_it_without_naming_anybody()
    {
        DockerEngine.Require();
        var (id, host) = await fixture.ServeAsync("one");
        await fixture.ChangeAsync("stopContainer", id);
        var page = await fixture.GetAsync(host, accept: "text/html,*/*");
        Assert.Equal(503, page.Status);
        Assert.Contains("This app is stopped", page.Body, StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", page.Body, StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain((await fixture.ContainerAsync(id, "name")).GetProperty("name").GetString()! + "<", page.Body, StringComparison.Ordinal);
        Assert.Equal("This app is stopped. Whom it belongs to has stopped it, and can start it again.\n", (await fixture.GetAsync(host)).Body);
        Assert.Equal("STOPPED", (await fixture.ContainerAsync(id, "status")).GetProperty("status").GetString());
        await fixture.ChangeAsync("startContainer", id);
        Assert.Equal(200, (await fixture.GetAsync(host)).Status);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task What_failed_says_how_it_ended_and_nothing_of_its_log()
    {
        DockerEngine.Require();
        var (id, operation) = await fixture.CreateAsync("echo the password is secret; exit 3", ", httpPort: 8080, restart: NEVER");
        await fixture.OperationAsync(operation);
        var page = await fixture.GetAsync(await fixture.HostAsync(id));
        Assert.Equal((503, "This app does not run. It ended with exit code 3. Whom it belongs to finds more in its log.\n"), (page.Status, page.Body));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Only_so_many_requests_wait_for_one_container_and_who_leaves_makes_room()
    {
        DockerEngine.Require();
        var (id, _) = await fixture.CreateAsync("exec sleep 1000", ", httpPort: 8080");       // it never listens
        var host = await fixture.HostAsync(id);
        using var leave = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 60).Select(_ => fixture.GetAsync(host, ct: leave.Token)).ToList();
        var full = await WhenFullAsync(host);
        Assert.Equal((503, "2"), (full.Status, full.Headers.RetryAfter?.ToString()));
        Assert.Contains("Too many requests wait", full.Body, StringComparison.Ordinal);

        await leave.CancelAsync();
        await Task.WhenAll(waiting).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.InRange(waiting.Count(w => w.IsCanceled), 50, 60);      // the test's own looks took the place of some
        var late = await WhenRoomAsync(host);
        Assert.Equal(504, late.Status);
        Assert.Contains("was not ready in time", late.Body, StringComparison.Ordinal);
        await fixture.DeleteAsync(id);
    }

    private async Task<int> WakesAsync(string id)
    {
        var trail = await fixture.Client.QueryAsync("{ organizations { audit(last: 100) { nodes { action subjectId } } } }");
        return trail.GetProperty("organizations").EnumerateArray()
            .SelectMany(o => o.GetProperty("audit").GetProperty("nodes").EnumerateArray())
            .Count(e => e.GetProperty("action").GetString() == "wakeContainer" && e.GetProperty("subjectId").GetString() == id);
    }

    /// <summary>Asks until it is refused at once: those that are to wait are on their way.</summary>
    private async Task<GatewayAnswer> WhenFullAsync(string host)
    {
        while (true)
        {
            using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            try
            {
                return await fixture.GetAsync(host, ct: brief.Token);
            }
            catch (OperationCanceledException)
            {
                // There was still room.
            }
        }
    }

    private async Task<GatewayAnswer> WhenRoomAsync(string host)
    {
        while (true)
        {
            if (await fixture.GetAsync(host) is { Status: not 503 } answer) return answer;
        }
    }
}
