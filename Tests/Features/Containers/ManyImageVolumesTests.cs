using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Containers;

/// <summary>Many containers of an image with VOLUME, through everything that may lose or leave a volume. With --full: 200 containers, 50 updates.</summary>
public sealed class ManyImageVolumesTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const int AtOnce = 4;

    private static readonly bool Full = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";

    [SkippableFact]
    public async Task Made_updated_rolled_back_and_deleted_they_leave_no_volume()
    {
        DockerEngine.Require();
        await using var image = await DerivedImage.BuildAsync("VOLUME /var/lib/app /data");
        var before = await AnonymousAsync();
        await Parallel.ForAsync(0, Full ? 200 : 8, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) =>
        {
            var id = await fixture.RunOfAsync(image.Name);
            var first = (await fixture.ContainerAsync(id, "current { id }")).GetProperty("current").GetProperty("id").GetString();
            Assert.Equal(0, (await fixture.ExecAsync(id, "echo one > /var/lib/app/file")).GetProperty("exitCode").GetInt32());
            Succeeded(await fixture.ChangeAsync("updateContainer", id, ", environment: [{name: \"A\", value: \"1\"}]"));
            Succeeded(await fixture.ChangeAsync("rollbackContainer", id, $", deploymentId: \"{first}\""));
            Assert.Equal("one\n", (await fixture.ExecAsync(id, "cat /var/lib/app/file")).GetProperty("stdout").GetString());
            await fixture.DeleteAsync(id);
        });
        Assert.Empty(await DockerEngine.LinesAsync("volume", "ls", "-q", "--filter", "label=graphplatform.installation=" + await DockerEngine.InstallationOfAsync(fixture.Server.Data)));
        Assert.Empty((await AnonymousAsync()).Except(before));
    }

    [SkippableFact]
    public async Task No_byte_is_lost_over_many_updates()
    {
        DockerEngine.Require();
        await using var image = await DerivedImage.BuildAsync("VOLUME /var/lib/app");
        var id = await fixture.RunOfAsync(image.Name);
        Assert.Equal(0, (await fixture.ExecAsync(id, "head -c 5000000 /dev/urandom > /var/lib/app/data")).GetProperty("exitCode").GetInt32());
        var sum = await SumAsync(id);
        for (var version = 1; version <= (Full ? 50 : 4); version++)
        {
            Succeeded(await fixture.ChangeAsync("updateContainer", id, $", environment: [{{name: \"A\", value: \"{version}\"}}]"));
            Assert.Equal(sum, await SumAsync(id));
            await fixture.ExecAsync(id, "echo more >> /var/lib/app/data");
            sum = await SumAsync(id);
        }

        await fixture.DeleteAsync(id);
    }

    /// <summary>Those that the engine makes by itself for a VOLUME; other tests have none.</summary>
    private static async Task<IEnumerable<string>> AnonymousAsync() =>
        (await DockerEngine.LinesAsync("volume", "ls", "-q")).Where(name => !name.StartsWith("gp-", StringComparison.Ordinal));

    private static void Succeeded(JsonElement operation) => Assert.True(operation.GetProperty("status").GetString() == "SUCCEEDED", operation.ToString());

    private async Task<string> SumAsync(string id) => (await fixture.ExecAsync(id, "sha256sum /var/lib/app/data")).GetProperty("stdout").GetString()!;
}
