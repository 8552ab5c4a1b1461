using System.Formats.Tar;
using System.Text;

namespace GraphPlatform.Tests.Docker.Real;

[Collection("engine")]
public sealed class ImageTests(EngineFixture engine)
{
    [SkippableFact]
    public async Task An_imported_image_is_as_its_changes_say()
    {
        var image = await engine.Docker.Images.InspectAsync(engine.Image);
        Assert.StartsWith("sha256:", image.Id, StringComparison.Ordinal);
        Assert.Equal(["sh"], image.Config.Cmd);
        Assert.Contains("GREETING=hello", image.Config.Env);
        Assert.Contains(engine.Image, image.RepoTags);
        Assert.True(image.Size > 500_000 && image.RootFs.Layers.Count == 1 && image.Created is not null);
    }

    [SkippableFact]
    public async Task It_is_tagged_saved_removed_and_loaded_again()
    {
        var images = engine.Docker.Images;
        var name = $"graphplatform-docker-tests:{engine.Run}-copy";
        await images.TagAsync(engine.Image, name);
        Assert.Contains(await images.ListAsync(new() { References = [name], Labels = [engine.Label] }), image => image.RepoTags.Contains(name));

        using var tar = new MemoryStream();
        await using (var saved = await images.SaveAsync([name])) await saved.CopyToAsync(tar);
        Assert.Contains(name, (await images.RemoveAsync(name)).Select(removal => removal.Untagged));
        Assert.Equal(DockerErrorKind.ImageNotFound, (await Assert.ThrowsAsync<DockerException>(() => images.InspectAsync(name))).Kind);

        tar.Position = 0;
        Assert.Equal([name], await images.LoadAsync(tar));
        await images.RemoveAsync(name);
    }

    [SkippableFact]
    public async Task An_image_in_use_is_not_removed()
    {
        var id = await engine.StartAsync();
        var e = await Assert.ThrowsAsync<DockerException>(async () => await engine.Docker.Images.RemoveAsync((await engine.Docker.Images.InspectAsync(engine.Image)).Id));
        Assert.Equal(DockerErrorKind.InUse, e.Kind);
        await engine.Docker.Containers.KillAsync(id);
    }

    [SkippableFact]
    public async Task A_build_streams_its_steps_and_ends_with_an_image()
    {
        var name = $"graphplatform-docker-tests:{engine.Run}-built";
        var context = Context($"FROM {engine.Image}\nARG WHO\nRUN echo built for $WHO\nUSER 65532\nEXPOSE 80\n");
        var messages = await EngineFixture.ToListAsync(engine.Docker.Images.BuildAsync(context, new()
        {
            Tags = [name], Labels = engine.Labels, BuildArgs = new Dictionary<string, string> { ["WHO"] = "tests" }, NetworkMode = "none", NoCache = true,
        }));
        Assert.Contains("built for tests", string.Concat(messages.Select(message => message.Text)), StringComparison.Ordinal);
        var image = await engine.Docker.Images.InspectAsync(name);
        Assert.Equal(image.Id, messages.Last(message => message.ImageId is not null).ImageId);
        Assert.Equal("65532", image.Config.User);
        Assert.Equal(["80/tcp"], image.Config.ExposedPorts);
    }

    [SkippableFact]
    public async Task A_failed_step_fails_the_build()
    {
        var context = Context($"FROM {engine.Image}\nLABEL {engine.Label}\nRUN echo before; exit 9\n");
        var e = await Assert.ThrowsAsync<DockerException>(() => EngineFixture.ToListAsync(engine.Docker.Images.BuildAsync(context, new() { NetworkMode = "none" })));
        Assert.Equal(DockerErrorKind.BuildFailed, e.Kind);
        Assert.Contains("returned a non-zero code: 9", e.EngineMessage, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Images_go_to_a_registry_and_come_back_and_a_missing_one_is_told_apart_from_a_missing_registry()
    {
        var images = engine.Docker.Images;
        await using var registry = await Fakes.Registry.StartAsync();
        var name = $"{registry.Host}/tests/busy:{engine.Run}";
        await images.TagAsync(engine.Image, name);
        var pushed = await EngineFixture.ToListAsync(images.PushAsync(name));
        var digest = pushed.Last(progress => progress.Digest is not null).Digest;
        await images.RemoveAsync(name);

        var pulled = await EngineFixture.ToListAsync(images.PullAsync(name));
        Assert.Contains(pulled, progress => progress.Status.Contains("Digest", StringComparison.Ordinal));
        Assert.Equal([$"{registry.Host}/tests/busy@{digest}"], (await images.InspectAsync(name)).RepoDigests);
        await images.RemoveAsync(name);

        Assert.Equal(DockerErrorKind.ImageNotFound, await KindAsync($"{registry.Host}/tests/none:1"));
        Assert.Equal(DockerErrorKind.ImageNotFound, await KindAsync($"{registry.Host}/tests/busy@sha256:{new string('a', 64)}"));
        Assert.Equal(DockerErrorKind.PullFailed, await KindAsync("127.0.0.1:1/tests/none:1"));
        Assert.Equal(DockerErrorKind.BadRequest, await KindAsync("UPPER/case"));
    }

    private async Task<DockerErrorKind> KindAsync(string reference) =>
        (await Assert.ThrowsAsync<DockerException>(() => EngineFixture.ToListAsync(engine.Docker.Images.PullAsync(reference)))).Kind;

    internal static MemoryStream Context(string dockerfile)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "Dockerfile") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(dockerfile)) });
        tar.Position = 0;
        return tar;
    }
}
