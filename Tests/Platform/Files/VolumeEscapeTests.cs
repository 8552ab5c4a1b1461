using GraphPlatform.Agent.Files;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Tests.Platform.Files;

/// <summary>Nothing leads out of a volume: not by name, not by link, and not by exchanging one for the other at the right moment.</summary>
public sealed class VolumeEscapeTests : IDisposable
{
    private readonly VolumeFixture volume = new();

    public void Dispose() => volume.Dispose();

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("a/../../outside.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\0b")]
    public async Task What_is_no_path_of_a_volume_is_refused(string path)
    {
        Directory.CreateDirectory(volume.At("a"));
        foreach (var action in Everything(path)) await VolumeFilesTests.RefusedAsync(ErrorCode.Validation, action);
        Assert.Equal("secret", File.ReadAllText(volume.Outside));
    }

    [Fact]
    public async Task A_link_is_not_followed_wherever_it_leads_and_deleting_it_deletes_no_more()
    {
        File.CreateSymbolicLink(volume.At("file"), volume.Outside);
        Directory.CreateSymbolicLink(volume.At("folder"), Path.GetDirectoryName(volume.Outside)!);
        Directory.CreateSymbolicLink(volume.At("process"), "/proc/self/root");
        foreach (var path in new[] { "folder/outside.txt", "process/etc/passwd" })
        {
            foreach (var action in Everything(path)) await Assert.ThrowsAsync<PlatformException>(action);
            Assert.Null(await FindOrNullAsync(path));
        }

        await VolumeFilesTests.RefusedAsync(ErrorCode.Conflict, () => volume.ReadAsync("file"));
        await VolumeFilesTests.RefusedAsync(ErrorCode.Conflict, () => volume.WriteAsync("file", "x"));
        await VolumeFilesTests.RefusedAsync(ErrorCode.Conflict, () => volume.Files.ListAsync("folder", "", 10, CancellationToken.None));
        await volume.Files.DeleteAsync("folder", CancellationToken.None);
        await volume.Files.DeleteAsync("file", CancellationToken.None);
        Assert.Equal("secret", File.ReadAllText(volume.Outside));
        Assert.Equal(["process"], await volume.NamesAsync());
    }

    [Fact]
    public async Task What_is_no_file_is_not_opened()
    {
        await VolumeFilesTests.ShellAsync(volume.Mountpoint, "mkfifo pipe; mknod zero c 1 5");
        await VolumeFilesTests.RefusedAsync(ErrorCode.Conflict, () => volume.ReadAsync("pipe"));
        await VolumeFilesTests.RefusedAsync(ErrorCode.Conflict, () => volume.ReadAsync("zero"));
        await VolumeFilesTests.RefusedAsync(ErrorCode.Conflict, () => volume.WriteAsync("zero", "x"));
        Assert.Equal(FileKind.Other, (await volume.Files.FindAsync("zero", CancellationToken.None))!.Kind);
        await volume.Files.DeleteAsync("zero", CancellationToken.None);
        Assert.Equal(["pipe"], await volume.NamesAsync());
    }

    [Fact]
    public async Task A_folder_that_is_exchanged_for_a_link_all_the_time_never_leads_out()
    {
        var outside = Path.GetDirectoryName(volume.Outside)!;
        Directory.CreateDirectory(volume.At("door"));
        File.WriteAllText(volume.At("door/outside.txt"), "inside");
        Directory.CreateSymbolicLink(volume.At("link"), outside);
        using var stop = new CancellationTokenSource();
        // As a program in the container would: one moment the name is the folder's, the next it is the link's.
        using var root = Linux.OpenFolder(volume.Mountpoint);
        var exchanging = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) Linux.Swap(root, "door", root, "link");
        });
        var (inside, packed) = (0, new MemoryStream());
        for (var round = 0; round < 3000; round++)
        {
            try
            {
                Assert.Equal("inside", await volume.ReadAsync("door/outside.txt"));
                inside++;
            }
            catch (PlatformException)
            {
                // It was the link.
            }

            try
            {
                await volume.WriteAsync("door/outside.txt", "inside");
                await volume.Files.DeleteAsync("door/none", CancellationToken.None);
            }
            catch (PlatformException)
            {
                // The same, or there is no such file, as is meant.
            }

            if (round % 100 == 0) await volume.Files.PackAsync("", packed, CancellationToken.None);
        }

        await stop.CancelAsync();
        await exchanging;
        Assert.True(inside > 0);
        Assert.Equal("secret", File.ReadAllText(volume.Outside));
        Assert.DoesNotContain("secret", System.Text.Encoding.UTF8.GetString(packed.ToArray()), StringComparison.Ordinal);
        Assert.Equal(["outside.txt", "volume"], Directory.EnumerateFileSystemEntries(outside).Select(Path.GetFileName).Order());
    }

    private IEnumerable<Func<Task>> Everything(string path) =>
    [
        () => volume.ReadAsync(path),
        () => volume.WriteAsync(path, "x"),
        () => volume.Files.MakeFolderAsync(path, CancellationToken.None),
        () => volume.Files.MoveAsync(path, "moved", CancellationToken.None),
        () => volume.Files.DeleteAsync(path, CancellationToken.None),
        () => volume.Files.ListAsync(path, "", 10, CancellationToken.None),
        () => volume.Files.PackAsync(path, Stream.Null, CancellationToken.None),
        () => volume.Files.UnpackAsync(path, Stream.Null, UnpackMode.Merge, CancellationToken.None),
    ];

    private async Task<FileEntry?> FindOrNullAsync(string path)
    {
        try
        {
            return await volume.Files.FindAsync(path, CancellationToken.None);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.Conflict)
        {
            return null;
        }
    }
}
