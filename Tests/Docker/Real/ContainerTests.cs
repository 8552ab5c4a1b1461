using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Containers.Config;

namespace GraphPlatform.Tests.Docker.Real;

[Collection("engine")]
public sealed class ContainerTests(EngineFixture engine)
{
    [SkippableFact]
    public async Task A_container_lives_from_create_to_remove()
    {
        var containers = engine.Docker.Containers;
        var id = await engine.CreateAsync();
        Assert.Equal("created", (await containers.InspectAsync(id)).State.Status);
        Assert.Null((await containers.InspectAsync(id)).State.StartedAt);

        Assert.True(await containers.StartAsync(id));
        Assert.False(await containers.StartAsync(id));
        await containers.PauseAsync(id);
        Assert.True((await containers.InspectAsync(id)).State.Paused);
        await containers.UnpauseAsync(id);
        var first = (await containers.InspectAsync(id)).State;
        await containers.RestartAsync(id, TimeSpan.FromSeconds(5));
        Assert.True((await containers.InspectAsync(id)).State.StartedAt > first.StartedAt);

        var conflict = await Assert.ThrowsAsync<DockerException>(() => containers.RemoveAsync(id));
        Assert.Equal(DockerErrorKind.Conflict, conflict.Kind);
        Assert.True(await containers.StopAsync(id, TimeSpan.FromSeconds(5)));
        Assert.False(await containers.StopAsync(id));
        Assert.Equal(0, (await containers.InspectAsync(id)).State.ExitCode);
        await containers.RemoveAsync(id);
        Assert.Equal(DockerErrorKind.NotFound, (await Assert.ThrowsAsync<DockerException>(() => containers.InspectAsync(id))).Kind);
    }

    [SkippableFact]
    public async Task What_it_was_made_with_is_what_inspect_says()
    {
        var name = "gp-test-" + engine.Run;
        await engine.Docker.Volumes.CreateAsync(new() { Name = name, Labels = engine.Labels });
        var made = await engine.Docker.Containers.CreateAsync(name, new()
        {
            Image = engine.Image, Cmd = ["a b", "c"], Entrypoint = ["echo"], Env = ["X=1"], WorkingDir = "/tmp", User = "65532:65532", Hostname = "box",
            Labels = engine.Labels, ExposedPorts = ["80/tcp"], Healthcheck = HealthcheckConfig.None, StopSignal = "SIGINT", StopTimeout = 7,
            HostConfig = new()
            {
                ReadonlyRootfs = true, CapDrop = ["ALL"], CapAdd = ["NET_BIND_SERVICE"], SecurityOpt = ["no-new-privileges"],
                Memory = 64 << 20, MemorySwap = 64 << 20, NanoCpus = 500_000_000, PidsLimit = 32, Init = true,
                Tmpfs = new Dictionary<string, string> { ["/run"] = "size=65536k" },
                Mounts = [Mount.Volume(name, "/data"), Mount.Bind("/etc", "/host-etc", readOnly: true), Mount.Tmpfs("/scratch", 1 << 20, 0b111_000_000)],
                PortBindings = [new(80, null, "127.0.0.1")], RestartPolicy = RestartPolicy.No,
                LogConfig = new("json-file", new Dictionary<string, string> { ["max-size"] = "1m", ["max-file"] = "2" }),
                Ulimits = [new("nofile", 100, 200)], ShmSize = 1 << 20, ExtraHosts = ["other:10.0.0.1"],
                Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_unprivileged_port_start"] = "0" },
            },
        });

        var seen = await engine.Docker.Containers.InspectAsync(made.Id);
        Assert.Equal((name, "/tmp", "65532:65532", "box", "SIGINT"), (seen.Name, seen.Config.WorkingDir, seen.Config.User, seen.Config.Hostname, seen.Config.StopSignal));
        Assert.Equal(["a b", "c"], seen.Config.Cmd);
        Assert.Equal(["echo"], seen.Config.Entrypoint);
        Assert.Contains("X=1", seen.Config.Env);
        Assert.Contains("GREETING=hello", seen.Config.Env);
        Assert.Equal(["80/tcp"], seen.Config.ExposedPorts);
        Assert.Equal(["NONE"], seen.Config.Healthcheck?.Test);
        Assert.Equal(engine.Run, seen.Config.Labels["graphplatform.docker-tests"]);
        var host = seen.HostConfig;
        Assert.Equal((true, 64L << 20, 500_000_000L, 32L, true), (host.ReadonlyRootfs, host.Memory, host.NanoCpus, host.PidsLimit, host.Init));
        Assert.Equal([new PortBinding(80, null, "127.0.0.1")], host.PortBindings);
        Assert.Equal(["/data", "/host-etc", "/scratch"], host.Mounts!.Select(mount => mount.Target).Order());
        Assert.Equal(new Ulimit("nofile", 100, 200), Assert.Single(host.Ulimits!));
        Assert.Equal("2", host.LogConfig!.Config!["max-file"]);

        var again = await Assert.ThrowsAsync<DockerException>(() => engine.Docker.Containers.CreateAsync(name, new() { Image = engine.Image }));
        Assert.Equal(DockerErrorKind.NameInUse, again.Kind);
        var used = await Assert.ThrowsAsync<DockerException>(() => engine.Docker.Volumes.RemoveAsync(name));
        Assert.Equal(DockerErrorKind.InUse, used.Kind);
        await engine.Docker.Containers.RemoveAsync(made.Id);
        await engine.Docker.Volumes.RemoveAsync(name);
    }

    [SkippableFact]
    public async Task A_list_is_filtered_by_label_status_and_name()
    {
        var running = await engine.StartAsync();
        var stopped = await engine.CreateAsync();
        await engine.Docker.Containers.RenameAsync(running, "gp-named-" + engine.Run);

        Assert.DoesNotContain(await engine.Docker.Containers.ListAsync(new() { Labels = [engine.Label] }), container => container.Id == stopped);
        Assert.Contains(await engine.Docker.Containers.ListAsync(new() { Labels = [engine.Label] }, all: true), container => container.Id == stopped);
        var one = Assert.Single(await engine.Docker.Containers.ListAsync(new() { Names = [$"^/gp-named-{engine.Run}$"], Statuses = ["running"] }));
        Assert.Equal((running, "gp-named-" + engine.Run, "running"), (one.Id, one.Name, one.State));
        Assert.True(one.Created > DateTimeOffset.UnixEpoch);
        await engine.Docker.Containers.KillAsync(running);
    }

    [SkippableFact]
    public async Task Limits_change_while_it_is_frozen()
    {
        var id = await engine.StartAsync();
        await engine.Docker.Containers.PauseAsync(id);
        var again = await Assert.ThrowsAsync<DockerException>(() => engine.Docker.Containers.PauseAsync(id));
        Assert.Equal(DockerErrorKind.Paused, again.Kind);
        await engine.Docker.Containers.UpdateAsync(id, new() { NanoCpus = 250_000_000, Memory = 32 << 20, MemorySwap = 32 << 20, PidsLimit = 20 });
        var host = (await engine.Docker.Containers.InspectAsync(id)).HostConfig;
        Assert.Equal((250_000_000L, 32L << 20, 20L), (host.NanoCpus, host.Memory, host.PidsLimit));
        await engine.Docker.Containers.UnpauseAsync(id);
        await engine.Docker.Containers.KillAsync(id);
    }

    [SkippableFact]
    public async Task A_wait_tells_how_it_ended()
    {
        var id = await engine.CreateAsync("exit 42");
        var wait = engine.Docker.Containers.WaitAsync(id, WaitCondition.NextExit);
        await engine.Docker.Containers.StartAsync(id);
        Assert.Equal(42, (await wait.WaitAsync(TimeSpan.FromSeconds(30))).StatusCode);
        Assert.Equal(42, (await engine.Docker.Containers.WaitAsync(id)).StatusCode);
        var killed = await Assert.ThrowsAsync<DockerException>(() => engine.Docker.Containers.KillAsync(id));
        Assert.Equal(DockerErrorKind.NotRunning, killed.Kind);
    }

    [SkippableFact]
    public async Task What_cannot_start_says_why()
    {
        var missing = await Assert.ThrowsAsync<DockerException>(() => engine.Docker.Containers.CreateAsync(null, new() { Image = "graphplatform-no-such" }));
        Assert.Equal(DockerErrorKind.ImageNotFound, missing.Kind);

        var id = await engine.CreateAsync(with: request => request with { Cmd = ["no-such-command"], HostConfig = new() { NetworkMode = "none" } });
        var start = await Assert.ThrowsAsync<DockerException>(() => engine.Docker.Containers.StartAsync(id));
        Assert.Equal(DockerErrorKind.CommandNotFound, start.Kind);
        Assert.Contains("no-such-command", start.EngineMessage, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_taken_port_is_told_as_such()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var id = await engine.CreateAsync(with: request => request with
        {
            ExposedPorts = ["80/tcp"], HostConfig = new() { PortBindings = [new(80, port, "127.0.0.1")] },
        });
        var e = await Assert.ThrowsAsync<DockerException>(() => engine.Docker.Containers.StartAsync(id));
        Assert.Equal(DockerErrorKind.PortInUse, e.Kind);
    }

    [SkippableFact]
    public async Task Files_go_in_and_come_out_as_tars()
    {
        var id = await engine.CreateAsync();
        using var tar = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(tar, leaveOpen: true))
            writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "note.txt")
            {
                DataStream = new MemoryStream("hello file"u8.ToArray()), Uid = 65532,
            });
        tar.Position = 0;
        await engine.Docker.Containers.PutArchiveAsync(id, "/tmp", tar);

        await using var archive = await engine.Docker.Containers.GetArchiveAsync(id, "/tmp/note.txt");
        Assert.Equal(("note.txt", 10L, false), (archive.Stat.Name, archive.Stat.Size, archive.Stat.IsDirectory));
        await using var reader = new System.Formats.Tar.TarReader(archive.Tar);
        var entry = await reader.GetNextEntryAsync(copyData: true);
        using var text = new StreamReader(entry!.DataStream!);
        Assert.Equal(("hello file", 65532), (await text.ReadToEndAsync(), entry.Uid));

        Assert.True((await engine.Docker.Containers.StatAsync(id, "/tmp")).IsDirectory);
        foreach (var attempt in (Func<Task>[])[
            () => engine.Docker.Containers.StatAsync(id, "/missing"),
            () => engine.Docker.Containers.GetArchiveAsync(id, "/missing"),
            () => engine.Docker.Containers.PutArchiveAsync(id, "/missing", new MemoryStream(new byte[20 << 20])),
        ])
            Assert.Equal(DockerErrorKind.NotFound, (await Assert.ThrowsAsync<DockerException>(attempt)).Kind);
    }
}
