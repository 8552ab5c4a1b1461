using System.Diagnostics;
using System.Formats.Tar;
using GraphPlatform.Docker.Containers.Config;

namespace GraphPlatform.Tests.Docker.Real;

/// <summary>
/// The machine's engine, with an image of busybox made through our own client. All that tests make carries a label of this run,
/// and is gone at the end. Without an engine tests are skipped and say why; with CI=true they fail.
/// </summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private readonly DockerClient client = DockerClient.FromEnvironment();
    private string? missing;

    public string Run { get; } = Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);

    public string Label => "graphplatform.docker-tests=" + Run;

    public IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string> { ["graphplatform.docker-tests"] = Run };

    public string Image => "graphplatform-docker-tests:" + Run;

    public DockerClient Docker
    {
        get
        {
            if (missing is null) return client;
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", missing);
            Skip.If(true, missing);
            throw new UnreachableException();
        }
    }

    public async Task InitializeAsync()
    {
        try
        {
            await client.System.PingAsync();
        }
        catch (DockerException e)
        {
            missing = e.Message;
            return;
        }

        await client.Images.ImportAsync(BusyboxTar(), Image, ["CMD [\"sh\"]", "LABEL " + Label, "ENV GREETING=hello"]);
    }

    public async Task DisposeAsync()
    {
        if (missing is null)
        {
            foreach (var container in await client.Containers.ListAsync(new() { Labels = [Label] }, all: true))
                await client.Containers.RemoveAsync(container.Id, force: true, removeVolumes: true);
            foreach (var network in await client.Networks.ListAsync(new() { Labels = [Label] })) await client.Networks.RemoveAsync(network.Id);
            foreach (var volume in await client.Volumes.ListAsync(new() { Labels = [Label] })) await client.Volumes.RemoveAsync(volume.Name);
            foreach (var image in await client.Images.ListAsync(new() { Labels = [Label] })) await client.Images.RemoveAsync(image.Id, force: true);
            await AssertNothingLeftAsync();
        }

        await client.DisposeAsync();
    }

    /// <summary>A container that runs until it is removed, or a command of its own.</summary>
    public async Task<string> StartAsync(string? script = null, Func<CreateContainerRequest, CreateContainerRequest>? with = null)
    {
        var id = await CreateAsync(script, with);
        await Docker.Containers.StartAsync(id);
        return id;
    }

    public async Task<string> CreateAsync(string? script = null, Func<CreateContainerRequest, CreateContainerRequest>? with = null)
    {
        var request = new CreateContainerRequest
        {
            Image = Image,
            Cmd = ["sh", "-c", script ?? "trap 'exit 0' TERM; while :; do sleep 1; done"],
            Labels = Labels,
            HostConfig = new() { NetworkMode = "none", Init = true },
        };
        return (await Docker.Containers.CreateAsync(null, with?.Invoke(request) ?? request)).Id;
    }

    public static MemoryStream BusyboxTar()
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var folder in (string[])["bin/", "tmp/", "etc/"]) writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, folder) { Mode = (UnixFileMode)0b111_101_101 });
            writer.WriteEntry("/bin/busybox", "bin/busybox");
            foreach (var applet in (string[])["sh", "sleep", "cat", "echo", "printf", "true", "stty", "seq", "yes", "head", "kill", "dd", "ls", "id", "wc", "env", "pwd"])
                writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "bin/" + applet) { LinkName = "busybox" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/passwd") { DataStream = new MemoryStream("root:x:0:0::/:/bin/sh\n"u8.ToArray()) });
        }

        tar.Position = 0;
        return tar;
    }

    public static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> source)
    {
        var all = new List<T>();
        await foreach (var item in source) all.Add(item);
        return all;
    }

    private async Task AssertNothingLeftAsync()
    {
        var usage = await client.System.DiskUsageAsync();
        var ours = (await client.Containers.ListAsync(new() { Labels = [Label] }, all: true)).Count
            + (await client.Networks.ListAsync(new() { Labels = [Label] })).Count + (await client.Volumes.ListAsync(new() { Labels = [Label] })).Count
            + usage.Images.Count(image => image.RepoTags.Any(tag => tag.Contains(Run, StringComparison.Ordinal)));
        if (ours > 0) throw new InvalidOperationException($"{ours} objects of this run are left on the engine.");
    }
}

[CollectionDefinition("engine")]
public sealed class EngineTestGroup : ICollectionFixture<EngineFixture>;
