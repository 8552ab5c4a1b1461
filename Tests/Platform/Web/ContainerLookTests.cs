using GraphPlatform.Web.Parts;

namespace GraphPlatform.Tests.Platform.Web;

/// <summary>What each state of a container is on every part of the pages: no two parts contradict each other, and the scripts say the same.</summary>
public sealed class ContainerLookTests
{
    private static readonly string[] Containers = ["PENDING", "BUILDING", "DEPLOYING", "RUNNING", "RESTARTING", "IDLE", "STOPPING", "STOPPED", "FAILED"];
    private static readonly string[] Operations = ["RUNNING", "SUCCEEDED", "FAILED", "CANCELLED", "SUPERSEDED"];
    private static readonly string[] Kinds = ["CREATE_CONTAINER", "START_CONTAINER", "STOP_CONTAINER", "RESTART_CONTAINER", "SCALE_CONTAINER", "UPDATE_CONTAINER", "WAKE_CONTAINER", "CREATE_BACKUP"];

    [Theory]
    //          state                      container     asleep list and head               filter         counts buttons              stays awake line
    [InlineData("pending",                 "PENDING",    false, "Pending/pending",          "in-progress", false, "stop",              false)]
    [InlineData("deploying",               "DEPLOYING",  false, "Deploying/deploying",      "in-progress", false, "stop",              false)]
    [InlineData("running",                 "RUNNING",    false, "Running/running",          "running",     true,  "stop restart",      true)]
    [InlineData("between two crashes",     "RESTARTING", false, "Restarting/restarting",    "restarting",  false, "stop",              false)]
    [InlineData("idle",                    "IDLE",       false, "Idle/idle",                "idle",        false, "wake stop restart", true)]
    [InlineData("asleep",                  "STOPPED",    true,  "Stopped/stopped",          "stopped",     false, "wake",              false)]
    [InlineData("stopping",                "STOPPING",   false, "Stopping/stopping",        "in-progress", false, "stop",              false)]
    [InlineData("stopped, or held",        "STOPPED",    false, "Stopped/stopped",          "stopped",     false, "start",             false)]
    [InlineData("failed",                  "FAILED",     false, "Failed/failed",            "failed",      false, "start",             false)]
    [InlineData("failed while asleep",     "FAILED",     true,  "Failed/failed",            "failed",      false, "start",             false)]
    public void A_status_has_one_word_one_colour_and_its_buttons(string state, string container, bool asleep, string head, string filter, bool counts, string buttons, bool line)
    {
        var look = new ContainerLook(container, asleep);
        var offered = new[] { look.CanWake ? "wake" : null, look.CanStart ? "start" : null, look.CanStop ? "stop" : null, look.CanRestart ? "restart" : null }.Where(b => b is not null);
        Assert.Equal((state, head, filter, counts, buttons, line), (state, Text(look.Head), look.Group, look.IsRunning, string.Join(' ', offered), look.ShowsWakefulness));
        Assert.Contains(look.Group, ContainerLook.Filters.Select(f => f.Key));
    }

    [Theory]
    //          state                                container     operation                        its card                      stage done  its last stage            deployment
    [InlineData("being made",                        "DEPLOYING",  "CREATE_CONTAINER",  "RUNNING",   "Running/deploying",          "running",  "RUNNING",   "/deploying",          "PENDING", "Pending/deploying")]
    [InlineData("running",                           "RUNNING",    "CREATE_CONTAINER",  "SUCCEEDED", "Succeeded/running",          "running",  "SKIPPED",   "not needed/stopped",  "SERVING", "Serving/running")]
    [InlineData("crashed after a good start",        "FAILED",     "CREATE_CONTAINER",  "SUCCEEDED", "Succeeded earlier/stopped",  "stopped",  "SUCCEEDED", "/stopped",            "SERVING", "Not serving/failed")]
    [InlineData("between two crashes",               "RESTARTING", "START_CONTAINER",   "SUCCEEDED", "Succeeded earlier/stopped",  "stopped",  "SUCCEEDED", "/stopped",            "SERVING", "Restarting/restarting")]
    [InlineData("crashed after a good change",       "FAILED",     "UPDATE_CONTAINER",  "SUCCEEDED", "Succeeded earlier/stopped",  "stopped",  "SUCCEEDED", "/stopped",            "SERVING", "Not serving/failed")]
    [InlineData("its image was not pulled",          "FAILED",     "CREATE_CONTAINER",  "FAILED",    "Failed/failed",              "running",  "FAILED",    "failed/failed",       "FAILED",  "Failed/failed")]
    [InlineData("stages after the one that failed",  "FAILED",     "CREATE_CONTAINER",  "FAILED",    "Failed/failed",              "running",  "SKIPPED",   "not reached/stopped", "FAILED",  "Failed/failed")]
    [InlineData("a new version failed beside it",    "RUNNING",    "UPDATE_CONTAINER",  "FAILED",    "Failed/failed",              "running",  "FAILED",    "failed/failed",       "FAILED",  "Failed/failed")]
    [InlineData("the old version beside a failed",   "RUNNING",    "UPDATE_CONTAINER",  "FAILED",    "Failed/failed",              "running",  "FAILED",    "failed/failed",       "SERVING", "Serving/running")]
    [InlineData("it runs after all",                 "RUNNING",    "START_CONTAINER",   "FAILED",    "Failed earlier/stopped",     "stopped",  "FAILED",    "failed/stopped",      "SERVING", "Serving/running")]
    [InlineData("idle",                              "IDLE",       "WAKE_CONTAINER",    "SUCCEEDED", "Succeeded/running",          "running",  "SUCCEEDED", "/running",            "SERVING", "Serving/idle")]
    [InlineData("stopping",                          "STOPPING",   "STOP_CONTAINER",    "RUNNING",   "Running/deploying",          "running",  "RUNNING",   "/deploying",          "SERVING", "Current/stopped")]
    [InlineData("stopped, asleep or held",           "STOPPED",    "STOP_CONTAINER",    "SUCCEEDED", "Succeeded/running",          "running",  "SUCCEEDED", "/running",            "SERVING", "Current/stopped")]
    [InlineData("held before its first start",       "STOPPED",    "CREATE_CONTAINER",  "FAILED",    "Failed/failed",              "running",  "SKIPPED",   "not reached/stopped", "PENDING", "Pending/stopped")]
    [InlineData("a backup of one that has crashed",  "FAILED",     "CREATE_BACKUP",     "SUCCEEDED", "Succeeded/running",          "running",  "SUCCEEDED", "/running",            "SERVING", "Not serving/failed")]
    [InlineData("a newer wish overtook the change",  "RUNNING",    "UPDATE_CONTAINER",  "SUPERSEDED", "Superseded/stopped",        "stopped",  "PENDING",   "not reached/stopped", "SUPERSEDED", "Superseded/stopped")]
    public void Its_last_operation_and_its_deployment_fit_its_status(
        string state, string container, string kind, string operation, string card, string done, string last, string lastLook, string rollout, string rolloutLook)
    {
        var look = new ContainerLook(container, false);
        Assert.Equal(
            (state, card, done, lastLook, rolloutLook),
            (state, Text(look.Operation(kind, operation)), look.Stage(kind, operation, "SUCCEEDED").Tone, Text(look.Stage(kind, operation, last)), Text(look.Rollout(rollout))));
    }

    [Theory]
    [InlineData("AUTO", 8080, 0, false)]
    [InlineData("AUTO", null, 0, true)]
    [InlineData("AUTO", 8080, 1, true)]
    [InlineData("ON", null, 0, false)]
    [InlineData("ON", null, 1, true)]
    [InlineData("OFF", 8080, 0, true)]
    public void Times_of_the_idle_policy_are_not_told_of_one_that_cannot_idle(string mode, int? httpPort, int ports, bool awake) =>
        Assert.Equal(awake, ContainerLook.StaysAwake(mode, httpPort, ports));

    [Fact]
    public void Nothing_of_one_that_is_down_is_green() => Assert.All(
        from container in (string[])["FAILED", "RESTARTING"] from kind in Kinds where kind != "STOP_CONTAINER" && kind != "CREATE_BACKUP" from status in Operations select (container, kind, status),
        row =>
        {
            var look = new ContainerLook(row.container, false);
            Assert.NotEqual("running", look.Head.Tone);
            Assert.NotEqual("running", look.Operation(row.kind, row.status).Tone);
            Assert.NotEqual("running", look.Rollout("SERVING").Tone);
        });

    [SkippableFact]
    public async Task The_scripts_say_the_same()
    {
        const string Script = "containers/look.js";
        var heads = (from status in Containers from isAsleep in (bool[])[false, true] select new { status, isAsleep }).ToList();
        Assert.Equal(
            heads.Select(h => new ContainerLook(h.status, h.isAsleep)).Select(l =>
                new Head(l.Head.Word, l.Head.Tone, l.Group, l.IsRunning, l.CanWake, l.CanStart, l.CanStop, l.CanRestart, l.ShowsWakefulness)),
            await Node.CallAsync<Head>(Script, "lookOf", heads));

        var operations = (from container in Containers.Append("") from kind in Kinds from status in Operations select new { container, kind, status }).ToList();
        Assert.Equal(
            operations.Select(o => (o, new ContainerLook(o.container, false).Operation(o.kind, o.status))),
            operations.Zip(await Node.CallAsync<Look>(Script, "operationLook", operations)));

        var stages = (from o in operations from stage in (string[])["PENDING", "RUNNING", "SUCCEEDED", "FAILED", "SKIPPED"] select new { o.container, o.kind, o.status, stage }).ToList();
        Assert.Equal(
            stages.Select(s => (s, new ContainerLook(s.container, false).Stage(s.kind, s.status, s.stage))),
            stages.Zip(await Node.CallAsync<Look>(Script, "stageLook", stages)));

        var rollouts = (from container in Containers from status in (string[])["PENDING", "SERVING", "REPLACED", "FAILED", "SUPERSEDED"] select new { container, status }).ToList();
        Assert.Equal(
            rollouts.Select(r => (r, new ContainerLook(r.container, false).Rollout(r.status))),
            rollouts.Zip(await Node.CallAsync<Look>(Script, "rolloutLook", rollouts)));

        var instances = (from status in (string[])["PENDING", "RUNNING", "FROZEN", "STOPPING", "STOPPED", "WAITING", "EXITED"] from health in (string[])["UNKNOWN", "HEALTHY", "UNHEALTHY"]
                         from exitCode in (int?[])[null, 0, 3] select new { status, health, exitCode }).ToList();
        Assert.Equal(
            instances.Select(i => (i, ContainerLook.Instance(i.status, i.health, i.exitCode))),
            instances.Zip(await Node.CallAsync<Look>(Script, "instanceLook", instances)));
    }

    private static string Text(Look look) => $"{look.Word}/{look.Tone}";

    private sealed record Head(string Word, string Tone, string Group, bool IsRunning, bool CanWake, bool CanStart, bool CanStop, bool CanRestart, bool ShowsWakefulness);
}
