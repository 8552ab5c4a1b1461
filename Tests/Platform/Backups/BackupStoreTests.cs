using System.Security.Cryptography;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Platform.Backups;

/// <summary>What every store has to do, on a real folder and on a real server that speaks S3.</summary>
public sealed class BackupStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableTheory]
    [InlineData(BackupStoreKind.Disk)]
    [InlineData(BackupStoreKind.S3)]
    public async Task An_object_is_read_as_it_was_written_whatever_its_length(BackupStoreKind kind)
    {
        await using var place = await Place.OpenAsync(kind);

        // Nothing, less than a part of an upload, exactly one, exactly two, and some more than two.
        foreach (var length in new[] { 0, 1, 100_000, 5 << 20, 10 << 20, (12 << 20) + 7 })
        {
            var content = RandomNumberGenerator.GetBytes(length);
            await place.Store.PutAsync("org/ctr/one", Pieces(content, 77_777), None);
            Assert.Equal(Convert.ToHexString(SHA256.HashData(content)), Convert.ToHexString(SHA256.HashData(await place.ReadAsync("org/ctr/one") ?? [])));
        }

        Assert.Equal(["org/ctr/one"], await place.Store.ListAsync("org/ctr", None));
    }

    [SkippableTheory]
    [InlineData(BackupStoreKind.Disk)]
    [InlineData(BackupStoreKind.S3)]
    public async Task What_is_not_written_to_its_end_is_not_there_and_what_was_there_before_stays(BackupStoreKind kind)
    {
        await using var place = await Place.OpenAsync(kind);
        await place.Store.PutAsync("a/b/there", Pieces([1, 2, 3], 10), None);
        foreach (var key in new[] { "a/b/there", "a/b/new" })
        {
            foreach (var length in new[] { 10, 11 << 20 })
            {
                var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => place.Store.PutAsync(key, async (stream, ct) =>
                {
                    await Pieces(new byte[length], 1 << 20)(stream, ct);
                    throw new InvalidOperationException("The disk that is read is gone.");
                }, None));
                Assert.Equal("The disk that is read is gone.", stopped.Message);
            }
        }

        Assert.Equal([1, 2, 3], await place.ReadAsync("a/b/there"));
        Assert.Null(await place.ReadAsync("a/b/new"));
        Assert.Equal(["a/b/there"], await place.Store.ListAsync("a/b", None));
    }

    [SkippableTheory]
    [InlineData(BackupStoreKind.Disk)]
    [InlineData(BackupStoreKind.S3)]
    public async Task A_folder_goes_with_all_that_is_in_it_and_no_other_does(BackupStoreKind kind)
    {
        await using var place = await Place.OpenAsync(kind);
        foreach (var key in new[] { "o/c/bak_1/manifest.json", "o/c/bak_1/0.tar.gz", "o/c/bak_1/1.tar.gz", "o/c/bak_11/manifest.json" }) await place.Store.PutAsync(key, Pieces([7], 1), None);
        await place.Store.RemoveAsync("o/c/bak_1", "o/c/bak_1/manifest.json", None);
        Assert.Equal(["o/c/bak_11/manifest.json"], await place.Store.ListAsync("o", None));
        await place.Store.RemoveAsync("o/c/bak_1", "o/c/bak_1/manifest.json", None);
        await place.Store.RemoveAsync("o/c/bak_11", "o/c/bak_11/manifest.json", None);
        Assert.Empty(await place.Store.ListAsync("o", None));
    }

    [SkippableTheory]
    [InlineData(BackupStoreKind.Disk)]
    [InlineData(BackupStoreKind.S3)]
    public async Task What_cannot_be_reached_or_written_is_said_in_a_sentence(BackupStoreKind kind)
    {
        await using var place = await Place.OpenAsync(kind, broken: true);
        var error = await Assert.ThrowsAsync<PlatformException>(() => place.Store.PutAsync("a/b/c", Pieces([1], 1), None));
        Assert.Equal(ErrorCode.Store, error.Code);
        Assert.StartsWith(kind == BackupStoreKind.Disk ? "The folder of backups cannot be used: " : "The store of backups cannot be reached: ", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_full_disk_is_said_as_such_and_leaves_nothing()
    {
        Skip.IfNot(File.Exists("/dev/full"), "no /dev/full");
        var folder = Directory.CreateTempSubdirectory("graphplatform-full-");
        try
        {
            // Writing to this device fails as writing to a full disk does.
            Directory.CreateDirectory(Path.Combine(folder.FullName, "a"));
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "a/b.part"), "/dev/full");
            var error = await Assert.ThrowsAsync<PlatformException>(() => new DiskBackupStore(folder.FullName).PutAsync("a/b", Pieces(new byte[1 << 20], 1 << 16), None));
            Assert.Equal((ErrorCode.Capacity, "The disk of the backup store is full. Delete backups, or give the store more room."), (error.Code, error.Message));
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.FullName, "a")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Func<Stream, CancellationToken, Task> Pieces(byte[] content, int size) => async (stream, ct) =>
    {
        for (var at = 0; at < content.Length; at += size) await stream.WriteAsync(content.AsMemory(at, Math.Min(size, content.Length - at)), ct);
    };

    private sealed class Place(IBackupStore store, DirectoryInfo? folder, S3Server? server) : IAsyncDisposable
    {
        public IBackupStore Store => store;

        public static async Task<Place> OpenAsync(BackupStoreKind kind, bool broken = false)
        {
            if (kind == BackupStoreKind.Disk)
            {
                var folder = Directory.CreateTempSubdirectory("graphplatform-store-");
                if (broken) await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a"), "not a folder");
                return new(new DiskBackupStore(folder.FullName), folder, null);
            }

            var server = await S3Server.StartAsync();
            var endpoint = server.Endpoint;
            if (!broken) return new(new S3BackupStore(Options(endpoint)), null, server);
            await server.DisposeAsync();
            return new(new S3BackupStore(Options(endpoint)), null, null);
        }

        public async Task<byte[]?> ReadAsync(string key)
        {
            await using var stream = await store.OpenAsync(key, None);
            if (stream is null) return null;
            using var content = new MemoryStream();
            await stream.CopyToAsync(content);
            return content.ToArray();
        }

        public async ValueTask DisposeAsync()
        {
            (store as IDisposable)?.Dispose();
            folder?.Delete(recursive: true);
            if (server is not null) await server.DisposeAsync();
        }

        private static S3Options Options(string endpoint) =>
            new() { Endpoint = endpoint, Bucket = S3Server.Bucket, Prefix = "gp/", AccessKey = S3Server.Key, SecretKey = S3Server.Key, PartBytes = 5 << 20 };
    }
}
