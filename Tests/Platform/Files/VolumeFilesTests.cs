using System.Diagnostics;
using System.Text;
using GraphPlatform.Agent.Files;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Tests.Platform.Files;

/// <summary>Files of a volume: what can be done with them.</summary>
public sealed class VolumeFilesTests : IDisposable
{
    private readonly VolumeFixture volume = new();

    public void Dispose() => volume.Dispose();

    [Fact]
    public async Task What_is_written_is_read_and_keeps_owner_and_mode_when_it_is_written_again()
    {
        Directory.CreateDirectory(volume.At("app"));
        Chown(volume.At("app"), 65532);
        var made = await volume.WriteAsync("app/conf/new.json", "{}");
        Assert.Equal((FileKind.File, 2L, 65532, 0b110_100_100), (made.Kind, made.Size, made.UserId, made.Mode));
        File.SetUnixFileMode(volume.At("app/conf/new.json"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Chown(volume.At("app/conf/new.json"), 1000);
        var again = await volume.WriteAsync("app/conf/new.json", "{\"ä\": 1}");
        Assert.Equal("{\"ä\": 1}", await volume.ReadAsync("app/conf/new.json"));
        Assert.Equal((1000, 0b111_000_000), (again.UserId, again.Mode));
        Assert.Empty(volume.Beside);
    }

    [Fact]
    public async Task Whoever_writes_over_what_he_has_not_seen_is_told_and_changes_nothing()
    {
        var first = await volume.WriteAsync("a", "1", expected: "");
        await RefusedAsync(ErrorCode.Conflict, () => volume.WriteAsync("a", "2", expected: ""));
        File.WriteAllText(volume.At("a"), "by the program");
        await RefusedAsync(ErrorCode.Conflict, () => volume.WriteAsync("a", "2", expected: first.Version));
        Assert.Equal("by the program", await volume.ReadAsync("a"));
        var seen = await volume.Files.FindAsync("a", CancellationToken.None);
        await volume.WriteAsync("a", "2", expected: seen!.Version);
        await RefusedAsync(ErrorCode.Conflict, () => volume.WriteAsync("gone", "x", expected: seen.Version));
        await RefusedAsync(ErrorCode.Conflict, () => volume.WriteAsync("no/folder/gone", "x", expected: seen.Version));
        Assert.Equal(["a"], await volume.NamesAsync());
        Assert.Empty(volume.Beside);
    }

    [Fact]
    public async Task Of_two_who_write_at_once_over_the_same_one_is_told()
    {
        for (var round = 0; round < 20; round++)
        {
            var seen = await volume.WriteAsync("a", "0");
            using var other = volume.Open();
            var writes = new[] { volume.Files, other }.Select(async (files, i) =>
            {
                try
                {
                    await files.WriteAsync("a", new MemoryStream(Encoding.UTF8.GetBytes($"{i + 1}")), seen.Version, CancellationToken.None);
                    return true;
                }
                catch (PlatformException error) when (error.Code == ErrorCode.Conflict)
                {
                    return false;
                }
            });
            Assert.Single(await Task.WhenAll(writes), won => won);
        }
    }

    [Fact]
    public async Task A_folder_is_listed_by_name_in_pages()
    {
        foreach (var i in Enumerable.Range(0, 250)) File.WriteAllText(volume.At($"f{i:000}"), "");
        Directory.CreateDirectory(volume.At("a folder"));
        File.CreateSymbolicLink(volume.At("link"), "f001");
        var (entries, total) = await volume.Files.ListAsync("", "", 3, CancellationToken.None);
        Assert.Equal(252, total);
        Assert.Equal(["a folder", "f000", "f001"], entries.Select(e => e.Name));
        Assert.Equal(FileKind.Folder, entries[0].Kind);
        Assert.Equal(["f248", "f249", "link"], await volume.NamesAsync(after: "f247"));
        Assert.Equal("f001", (await volume.Files.FindAsync("link", CancellationToken.None))!.Target);
        Assert.Null(await volume.Files.FindAsync("none/none", CancellationToken.None));
    }

    [Fact]
    public async Task Something_is_moved_to_where_nothing_is_and_never_into_itself()
    {
        await volume.WriteAsync("from/a", "a");
        await volume.WriteAsync("b", "b");
        await RefusedAsync(ErrorCode.Conflict, () => volume.Files.MoveAsync("from/a", "b", CancellationToken.None));
        await RefusedAsync(ErrorCode.Conflict, () => volume.Files.MoveAsync("from", "from/deeper", CancellationToken.None));
        await RefusedAsync(ErrorCode.NotFound, () => volume.Files.MoveAsync("none", "c", CancellationToken.None));
        Assert.Equal("to", (await volume.Files.MoveAsync("from", "to", CancellationToken.None)).Path);
        Assert.Equal("a", await volume.ReadAsync("to/a"));
        Assert.Equal("b", await volume.ReadAsync("b"));
    }

    [Fact]
    public async Task A_folder_is_deleted_however_deep_it_is_and_whatever_its_names_are()
    {
        // Deeper than a path can be long.
        var folder = Linux.OpenFolder(volume.Mountpoint);
        for (var depth = 0; depth < 3000; depth++)
        {
            using var outer = folder;
            Linux.MakeFolder(outer, "d", 0b111_101_101);
            folder = Linux.OpenBeneath(outer, "d", OpenFlags.Folder);
        }

        folder.Dispose();
        await ShellAsync(volume.Mountpoint, "printf x > \"d/$(printf '\\377\\376')\"");
        await volume.Files.DeleteAsync("d", CancellationToken.None);
        Assert.Empty(await volume.NamesAsync());
        Assert.Empty(volume.Beside);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_leaves_what_was_there()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "root is needed to mount a small disk");
        await ShellAsync("/", $"mount -t tmpfs -o size=256k none {Path.GetDirectoryName(volume.Mountpoint)}");
        try
        {
            Directory.CreateDirectory(volume.Mountpoint);
            using var files = volume.Open();
            await files.WriteAsync("a", new MemoryStream("old"u8.ToArray()), null, CancellationToken.None);
            var error = await RefusedAsync(ErrorCode.Capacity, () => files.WriteAsync("a", new MemoryStream(new byte[1 << 20]), null, CancellationToken.None));
            Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);
            using var reader = new StreamReader(await files.ReadAsync("a", CancellationToken.None));
            Assert.Equal("old", await reader.ReadToEndAsync());
            Assert.Empty(volume.Beside);
        }
        finally
        {
            await ShellAsync("/", $"umount {Path.GetDirectoryName(volume.Mountpoint)}");
        }
    }

    [Fact]
    public async Task What_a_killed_server_has_left_beside_a_volume_is_removed()
    {
        await volume.WriteAsync("a", "1");
        Directory.CreateDirectory(Path.Combine(volume.Mountpoint, "..", "unfinished-1", "inner"));
        File.WriteAllText(Path.Combine(volume.Mountpoint, "..", "unfinished-2"), "half");
        using var folder = VolumeFolder.Open(volume.Mountpoint);
        folder.RemoveLeftOvers();
        Assert.Empty(volume.Beside);
        Assert.Equal("1", await volume.ReadAsync("a"));
    }

    [Fact]
    public async Task Whoever_watches_a_folder_hears_of_each_change_and_of_its_end()
    {
        await volume.Files.MakeFolderAsync("f", CancellationToken.None);
        await using var watching = volume.Files.WatchAsync("f", CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await watching.MoveNextAsync());
        Action[] changes = [() => File.WriteAllText(volume.At("f/a"), "1"), () => File.AppendAllText(volume.At("f/a"), "2"), () => File.Move(volume.At("f/a"), volume.At("f/b")), () => File.Delete(volume.At("f/b"))];
        foreach (var change in changes)
        {
            var next = watching.MoveNextAsync();
            change();
            Assert.True(await next);
            Assert.Equal("f", watching.Current.Path);
        }

        var last = watching.MoveNextAsync();
        await volume.Files.DeleteAsync("f", CancellationToken.None);
        Assert.False(await last);
    }

    internal static async Task<PlatformException> RefusedAsync(ErrorCode code, Func<Task> action)
    {
        var error = await Assert.ThrowsAsync<PlatformException>(action);
        Assert.Equal(code, error.Code);
        return error;
    }

    internal static async Task ShellAsync(string folder, string script)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static void Chown(string path, int user) => ShellAsync("/", $"chown {user}:{user} '{path}'").GetAwaiter().GetResult();
}
