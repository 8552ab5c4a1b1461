using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Containers;

public sealed class ImageTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [SkippableFact]
    public async Task An_image_that_is_not_here_is_pulled_as_a_stage_of_the_operation()
    {
        DockerEngine.Require();
        await using var registry = await RegistryServer.StartAsync();
        var derived = await DeriveAsync();
        var reference = await registry.PushAsync(derived, "team/app:1");
        await DockerEngine.RunAsync("rmi", derived);
        try
        {
            var created = await fixture.Client.MutateAsync(
                "createContainer(input: {projectId: $p, name: \"pulled\", image: $image, entrypoint: [\"sleep\"], command: [\"1000\"]}) { container { id } operation { id } }",
                "$p: ID!, $image: String!",
                new { p = fixture.ProjectId, image = reference });
            var operation = await fixture.OperationAsync(created.GetProperty("operation").GetProperty("id").GetString()!);
            Assert.Equal("SUCCEEDED", operation.GetProperty("status").GetString());
            var pull = operation.GetProperty("stages")[0];
            Assert.Equal(("Pull image", "SUCCEEDED"), (pull.GetProperty("name").GetString(), pull.GetProperty("status").GetString()));
            Assert.Contains("MB", pull.GetProperty("detail").GetString(), StringComparison.Ordinal);
            await fixture.DeleteAsync(created.GetProperty("container").GetProperty("id").GetString()!);
        }
        finally
        {
            await DockerEngine.RunAsync("rmi", "-f", reference);
        }
    }

    /// <summary>A layer that no other image has, large enough that its pull takes a while.</summary>
    private static async Task<string> DeriveAsync()
    {
        var name = "graphplatform-test-derived:" + Guid.CreateVersion7().ToString("N");
        var container = await DockerEngine.RunAsync("run", "-d", "--entrypoint", "sh", DockerEngine.Image, "-c", "head -c 20000000 /dev/urandom > /blob");
        await DockerEngine.RunAsync("wait", container);
        await DockerEngine.RunAsync("commit", container, name);
        await DockerEngine.RunAsync("rm", container);
        return name;
    }
}
