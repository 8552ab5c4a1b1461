using System.Collections.Concurrent;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Ingress;

/// <summary>Requests go on, one after the other on several lines, while something changes behind them: none of them fails.</summary>
public sealed class NoFailureTests(IngressFixture fixture) : IClassFixture<IngressFixture>
{
    private const int Lines = 4;

    [SkippableFact]
    public async Task The_server_is_killed_and_started_again_and_every_request_waits_for_it()
    {
        DockerEngine.Require();
        var (id, host) = await fixture.ServeAsync("one");
        var answers = await WhileAsync(host, async () =>
        {
            await fixture.Server.KillAsync();
            await Task.Delay(300);      // so that requests come while nobody is there
            await fixture.Server.StartAgainAsync();
        });
        Assert.All(answers, a => Assert.Equal((200, "one\n"), (a.Status, a.Body)));

        // And when it is told to end.
        answers = await WhileAsync(host, async () =>
        {
            Assert.Equal(0, await fixture.Server.StopAsync());
            await fixture.Server.StartAgainAsync();
        });
        Assert.All(answers, a => Assert.Equal((200, "one\n"), (a.Status, a.Body)));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_new_version_a_restart_and_another_number_of_instances_take_place_and_no_request_fails()
    {
        DockerEngine.Require();
        var (id, host) = await fixture.ServeAsync("one");
        var command = $"[\"sh\", \"-c\", \"{IngressFixture.Script("two")}\"]";
        var answers = await WhileAsync(host, () => ChangeAsync("updateContainer", id, $", command: {command}"));
        Assert.All(answers, a => Assert.Equal((200, true), (a.Status, a.Body is "one\n" or "two\n")));
        Assert.Equal("two\n", answers.Last().Body);

        answers = await WhileAsync(host, async () =>
        {
            await ChangeAsync("scaleContainer", id, ", replicas: 2");
            await ChangeAsync("scaleContainer", id, ", replicas: 1");
        });
        Assert.All(answers, a => Assert.Equal((200, "two\n"), (a.Status, a.Body)));
        await fixture.DeleteAsync(id);
    }

    private async Task ChangeAsync(string mutation, string id, string fields) =>
        Assert.Equal("SUCCEEDED", (await fixture.ChangeAsync(mutation, id, fields)).GetProperty("status").GetString());

    /// <summary>Asks without a pause until something is over, and a little longer.</summary>
    private async Task<IReadOnlyCollection<GatewayAnswer>> WhileAsync(string host, Func<Task> change)
    {
        var answers = new ConcurrentQueue<GatewayAnswer>();
        using var over = new CancellationTokenSource();
        var lines = Enumerable.Range(0, Lines).Select(async _ =>
        {
            while (!over.IsCancellationRequested) answers.Enqueue(await fixture.GetAsync(host));
        }).ToList();
        while (answers.Count < Lines) await Task.Delay(10);
        await change();
        var then = answers.Count + 20;
        while (answers.Count < then && lines.TrueForAll(l => !l.IsFaulted)) await Task.Delay(10);
        await over.CancelAsync();
        await Task.WhenAll(lines);
        Assert.True(answers.Count > 20, $"only {answers.Count} requests");
        return answers;
    }
}
