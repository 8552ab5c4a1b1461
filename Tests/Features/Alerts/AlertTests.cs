using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Alerts;

/// <summary>What containers use, and what is told when it is too much, through a real server on a real engine.</summary>
public sealed class AlertTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Series = "cpu: metrics(metric: CPU, from: $from, to: $to) { at average max } pids: metrics(metric: PIDS, from: $from, to: $to) { at average max }";

    [SkippableFact]
    public async Task A_container_that_burns_cpu_makes_an_alert_fire_and_its_end_is_told_too()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync("while [ ! -f /data/enough ]; do :; done; exec sleep 1000");
        var organization = (await fixture.ContainerAsync(id, "project { organization { id } }")).GetProperty("project").GetProperty("organization").GetProperty("id").GetString()!;
        await using var alerts = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken,
            "subscription($id: ID!) { alerts(organizationId: $id) { ... on Alert { state value reason container { id } rule { name condition } } ... on Removed { id } } }", new { id = organization });
        await using var told = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription { notifications { id kind title read subject { id } } }");
        await using var unread = await GraphQLSocket.SubscribeAsync(fixture.Server.Url, fixture.Client.AccessToken, "subscription { unreadNotificationCount }");
        Assert.Equal(0, (await unread.NextAsync())!.Value.GetProperty("unreadNotificationCount").GetInt32());

        var rule = (await fixture.Client.MutateAsync(
            "createAlertRule(input: $input) { alertRule { id condition } }", "$input: CreateAlertRuleInput!",
            new { input = new { scope = new { containerId = id }, name = "busy", metric = "CPU_PERCENT", threshold = 50, @for = "PT0S" } })).GetProperty("alertRule");
        Assert.Equal("CPU above 50 % of the limit", rule.GetProperty("condition").GetString());

        var firing = (await alerts.NextAsync())!.Value.GetProperty("alerts");
        Assert.Equal(("FIRING", id), (firing.GetProperty("state").GetString(), firing.GetProperty("container").GetProperty("id").GetString()));
        Assert.True(firing.GetProperty("value").GetDouble() > 50);
        Assert.Equal("FIRING", (await fixture.ContainerAsync(id, "alerts { state }")).GetProperty("alerts")[0].GetProperty("state").GetString());
        var notification = (await told.NextAsync())!.Value.GetProperty("notifications");
        Assert.Equal(("ALERT_FIRING", id, false), (notification.GetProperty("kind").GetString(), notification.GetProperty("subject").GetProperty("id").GetString(), notification.GetProperty("read").GetBoolean()));
        Assert.Equal(1, (await unread.NextAsync())!.Value.GetProperty("unreadNotificationCount").GetInt32());
        var read = await fixture.Client.MutateAsync("markNotificationRead(input: {notificationId: $id}) { notification { read } }", "$id: ID!", new { id = notification.GetProperty("id").GetString() });
        Assert.True(read.GetProperty("notification").GetProperty("read").GetBoolean());
        Assert.Equal(0, (await unread.NextAsync())!.Value.GetProperty("unreadNotificationCount").GetInt32());

        await fixture.ExecAsync(id, "touch /data/enough");
        Assert.Equal("RESOLVED", (await alerts.NextAsync())!.Value.GetProperty("alerts").GetProperty("state").GetString());
        Assert.Equal("ALERT_RESOLVED", (await told.NextAsync())!.Value.GetProperty("notifications").GetProperty("kind").GetString());

        // Seconds and minutes are there by now: one read for both metrics.
        var now = TimeProvider.System.GetUtcNow();
        var seconds = await SeriesAsync(id, now.AddMinutes(-5), now);
        Assert.InRange(seconds.GetProperty("cpu").GetArrayLength(), 5, 310);
        Assert.Equal(seconds.GetProperty("cpu").GetArrayLength(), seconds.GetProperty("pids").GetArrayLength());
        var minutes = (await SeriesAsync(id, now.AddHours(-1), now)).GetProperty("cpu");
        Assert.InRange(minutes.GetArrayLength(), 1, 4);
        Assert.True(minutes[0].GetProperty("max").GetDouble() >= minutes[0].GetProperty("average").GetDouble());
        Assert.All(minutes.EnumerateArray(), p => Assert.Equal(0, p.GetProperty("at").GetDateTimeOffset().Second));

        await fixture.Client.MutateAsync("deleteAlertRule(input: {alertRuleId: $id}) { alertRuleId }", "$id: ID!", new { id = rule.GetProperty("id").GetString() });
        Assert.True((await alerts.NextAsync())!.Value.GetProperty("alerts").TryGetProperty("id", out _));
        await fixture.DeleteAsync(id);
    }

    private async Task<JsonElement> SeriesAsync(string id, DateTimeOffset from, DateTimeOffset to) => (await fixture.Client.QueryAsync(
        $"query($id: ID!, $from: DateTime!, $to: DateTime!) {{ container(id: $id) {{ {Series} }} }}", new { id, from, to })).GetProperty("container");
}
