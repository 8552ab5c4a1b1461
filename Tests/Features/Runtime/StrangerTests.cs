using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Runtime;

/// <summary>What somebody does on the engine behind our back, and two installations on one engine.</summary>
public sealed class StrangerTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task What_starts_with_our_label_and_is_nobodys_goes_and_what_is_ours_stays()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        var ours = await fixture.EngineNameAsync(id);
        var installation = "graphplatform.installation=" + await DockerEngine.InstallationOfAsync(fixture.Server.Data);
        var instance = "graphplatform.instance=" + ours["gp-".Length..];
        var foreign = await DockerEngine.RunAsync("run", "-d", DockerEngine.Image, "sleep", "1000");
        try
        {
            foreach (var labels in new string[][] { ["--label", installation], ["--label", installation, "--label", instance], ["--name", "gp-ins_nobody", "--label", installation, "--label", "graphplatform.instance=ins_nobody"] })
            {
                var stranger = await DockerEngine.RunAsync(["run", "-d", .. labels, DockerEngine.Image, "sleep", "1000"]);
                await GoneAsync(stranger);
            }

            Assert.Equal("running", await DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}}", ours));
            Assert.Equal("running", await DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}}", foreign));
        }
        finally
        {
            await DockerEngine.RunAsync("rm", "-f", foreign);
        }

        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Two_installations_on_one_engine_leave_each_other_alone()
    {
        DockerEngine.Require();
        var mine = await fixture.RunAsync();
        await using var other = await ServerFixture.StartAsync();
        var theirs = await other.RunAsync();
        await fixture.Server.KillAsync();
        await other.Server.KillAsync();
        await Task.WhenAll(fixture.Server.StartAgainAsync(), other.Server.StartAgainAsync());
        await fixture.StatusAsync(mine, "RUNNING");
        await other.StatusAsync(theirs, "RUNNING");
        await other.DeleteAsync(theirs);
        Assert.Equal("running", await DockerEngine.RunAsync("inspect", "-f", "{{.State.Status}}", await fixture.EngineNameAsync(mine)));
        await fixture.DeleteAsync(mine);
    }

    private static async Task GoneAsync(string engineId)
    {
        for (var patience = 0; patience < 200; patience++)
        {
            try
            {
                await DockerEngine.RunAsync("inspect", engineId);
            }
            catch (InvalidOperationException)
            {
                return;
            }

            await Task.Delay(50);       // asks docker itself, which has nothing to wait for
        }

        throw new TimeoutException($"{engineId} is still there.");
    }
}
