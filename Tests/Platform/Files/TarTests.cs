using System.Formats.Tar;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Files;

namespace GraphPlatform.Tests.Platform.Files;

/// <summary>Volumes as tar archives: whole, and nothing that was not meant.</summary>
public sealed class TarTests : IDisposable
{
    private readonly VolumeFixture volume = new();
    private readonly VolumeFixture copy = new();

    public void Dispose()
    {
        volume.Dispose();
        copy.Dispose();
    }

    [Fact]
    public async Task A_copy_is_the_same_in_content_owners_modes_times_and_links_and_what_was_there_is_gone()
    {
        await VolumeFilesTests.ShellAsync(volume.Mountpoint, """
            mkdir -p a/b; printf 'hällo' > a/b/file; ln -s ../nowhere a/link; ln a/b/file a/hard; : > empty; mkfifo pipe
            long=$(printf 'n%.0s' $(seq 200)); mkdir "$long"; head -c 3000000 /dev/urandom > "$long/$long"
            chown -R 65532:1000 a; chown -h 7:8 a/link; chmod 4750 a/b/file; chmod 700 "$long"; chmod 751 .; chown 65532:65532 .
            touch -d '2020-02-03 04:05:06' a/b/file a/b a "$long" .
            """);
        await copy.WriteAsync("old", "old");
        await CopyAsync(UnpackMode.Replace);
        await VolumeFilesTests.ShellAsync("/", $"""
            rm {volume.At("pipe")}
            list() (cd "$1" && find . -printf '%P %y %m %U %G %l %n %Ts ' -type f -exec sha256sum '{"{}"}' \; -o -printf '\n' | sort)
            diff <(list {volume.Mountpoint} | sed 's/^  *d [^ ]* [^ ]* [^ ]* *[^ ]* [^ ]*//') <(list {copy.Mountpoint} | sed 's/^  *d [^ ]* [^ ]* [^ ]* *[^ ]* [^ ]*//')
            [ "$(stat -c '%a %u %g' {copy.Mountpoint})" = "751 65532 65532" ]
            """);
        Assert.Empty(copy.Beside);
    }

    [Fact]
    public async Task Merging_keeps_what_is_there_and_gives_all_to_the_owner_of_the_folder()
    {
        await VolumeFilesTests.ShellAsync(volume.Mountpoint, "echo new > a; echo s > setuid; chmod 4755 setuid; chown 1:1 a setuid");
        await VolumeFilesTests.ShellAsync(copy.Mountpoint, "echo old > a; echo b > b; mkdir into; chown 65532:65532 . into");
        await CopyAsync(UnpackMode.Merge);
        Assert.Equal(["a", "b", "into", "setuid"], await copy.NamesAsync());
        Assert.Equal("new\n", await copy.ReadAsync("a"));
        var setuid = (await copy.Files.FindAsync("setuid", CancellationToken.None))!;
        Assert.Equal((65532, 0b111_101_101), (setuid.UserId, setuid.Mode));
        await CopyAsync(UnpackMode.Merge, "into/deeper");
        Assert.Equal(["a", "setuid"], await copy.NamesAsync("into/deeper"));
    }

    [Fact]
    public async Task An_archive_cannot_write_outside_nor_bring_a_device()
    {
        await copy.WriteAsync("kept", "kept");
        foreach (var mode in Enum.GetValues<UnpackMode>())
        {
            await RefusedAsync(mode, File("../escaped"));
            await RefusedAsync(mode, File("/escaped"));
            await RefusedAsync(mode, File("a/../../escaped"));
            await RefusedAsync(mode, new PaxTarEntry(TarEntryType.SymbolicLink, "door") { LinkName = ".." }, File("door/escaped"));
            await RefusedAsync(mode, new PaxTarEntry(TarEntryType.SymbolicLink, "door") { LinkName = copy.Outside }, new PaxTarEntry(TarEntryType.HardLink, "door/x") { LinkName = "door" });
            await RefusedAsync(mode, new PaxTarEntry(TarEntryType.HardLink, "stolen") { LinkName = "../../outside.txt" });
            await RefusedAsync(mode, new PaxTarEntry(TarEntryType.CharacterDevice, "null") { DeviceMajor = 1, DeviceMinor = 3 });
        }

        Assert.Equal("secret", System.IO.File.ReadAllText(copy.Outside));
        Assert.Equal("kept", await copy.ReadAsync("kept"));
        Assert.False(System.IO.File.Exists(Path.Combine(copy.Mountpoint, "..", "escaped")));
        Assert.Empty(copy.Beside);
    }

    [Fact]
    public async Task A_tar_that_breaks_off_replaces_nothing()
    {
        await volume.WriteAsync("big", new string('x', 100_000));
        await copy.WriteAsync("kept", "kept");
        using var tar = new MemoryStream();
        await volume.Files.PackAsync("", tar, CancellationToken.None);
        using var cut = new MemoryStream(tar.ToArray()[..50_000]);
        await Assert.ThrowsAnyAsync<Exception>(() => copy.Files.UnpackAsync("", cut, UnpackMode.Replace, CancellationToken.None));
        await VolumeFilesTests.RefusedAsync(ErrorCode.Validation, () => copy.Files.UnpackAsync("", new MemoryStream(Enumerable.Repeat((byte)'x', 2048).ToArray()), UnpackMode.Replace, CancellationToken.None));
        Assert.Equal(["kept"], await copy.NamesAsync());
        Assert.Empty(copy.Beside);
    }

    [Fact]
    public async Task A_large_file_is_packed_and_unpacked_without_being_in_memory()
    {
        // Sparse: it is the bytes that pass through which count, not those on the disk.
        await VolumeFilesTests.ShellAsync(volume.Mountpoint, "truncate -s 1G large");
        var before = GC.GetTotalAllocatedBytes();
        var pipe = new System.IO.Pipelines.Pipe();
        var packing = Task.Run(async () =>
        {
            await volume.Files.PackAsync("", pipe.Writer.AsStream(leaveOpen: true), CancellationToken.None);
            await pipe.Writer.CompleteAsync();
        });
        await copy.Files.UnpackAsync("", pipe.Reader.AsStream(), UnpackMode.Merge, CancellationToken.None);
        await packing;
        Assert.Equal(1L << 30, (await copy.Files.FindAsync("large", CancellationToken.None))!.Size);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 300 << 20);
    }

    private async Task CopyAsync(UnpackMode mode, string to = "")
    {
        using var tar = new MemoryStream();
        await volume.Files.PackAsync("", tar, CancellationToken.None);
        tar.Position = 0;
        await copy.Files.UnpackAsync(to, tar, mode, CancellationToken.None);
    }

    private async Task RefusedAsync(UnpackMode mode, params TarEntry[] entries)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
            foreach (var entry in entries) await writer.WriteEntryAsync(entry);
        tar.Position = 0;
        await Assert.ThrowsAsync<PlatformException>(() => copy.Files.UnpackAsync("", tar, mode, CancellationToken.None));
    }

    private static PaxTarEntry File(string name) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("x"u8.ToArray()) };
}
