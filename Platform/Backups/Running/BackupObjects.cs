using System.IO.Compression;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups.Stores;

namespace GraphPlatform.Platform.Backups.Running;

/// <summary>The objects of a backup: <c>organization/container/backup/manifest.json</c>, and a tar for each volume beside it.</summary>
internal static class BackupObjects
{
    private const int BufferBytes = 1 << 17;

    /// <summary>The folder of a backup's objects.</summary>
    public static string FolderOf(Backup backup) => $"{backup.OrganizationId}/{backup.ContainerId}/{backup.Id}";

    /// <summary>The object that makes it a backup.</summary>
    public static string ManifestOf(Backup backup) => FolderOf(backup) + "/manifest.json";

    /// <summary>The object of a part.</summary>
    public static string PartOf(Backup backup, int index) => $"{FolderOf(backup)}/{index}.tar.gz";

    /// <summary>Writes a tar, compressed.</summary>
    /// <param name="store">Where.</param>
    /// <param name="key">The object.</param>
    /// <param name="pack">Writes the tar.</param>
    /// <param name="read">Hears of its bytes.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<(long Bytes, long ContentBytes, string Sha256)> WriteAsync(
        IBackupStore store, string key, Func<Stream, CancellationToken, Task> pack, Func<int, ValueTask> read, CancellationToken ct)
    {
        (long, long, string) written = default;
        await store.PutAsync(key, async (output, token) =>
        {
            await using var sent = new MeteredStream(output);
            await using var compressed = new GZipStream(sent, CompressionLevel.Fastest, leaveOpen: true);
            await using var content = new MeteredStream(compressed, read);
            await pack(content, token);
            await compressed.DisposeAsync();        // its last bytes belong to the object
            written = (sent.Count, content.Count, sent.Sha256);
        }, ct);
        return written;
    }

    /// <summary>Reads the manifest of a backup, and looks whether it is the one that was written.</summary>
    /// <exception cref="CorruptBackupException">It is not.</exception>
    public static async Task<BackupManifest> ReadManifestAsync(IBackupStore store, Backup backup, CancellationToken ct)
    {
        await using var stream = await store.OpenAsync(ManifestOf(backup), ct) ?? throw new PlatformException(
            ErrorCode.Store, "The backup is not in its store. Look whether the right disk is mounted, or the right bucket configured; if somebody removed it there, delete it here.");
        using var bytes = new MemoryStream();
        var buffer = new byte[BufferBytes];
        for (int got; (got = await stream.ReadAsync(buffer, ct)) > 0;)
        {
            bytes.Write(buffer, 0, got);
            if (bytes.Length > BackupManifest.MaxBytes) throw new CorruptBackupException("Its manifest is longer than one can be.");
        }

        return BackupManifest.Read(bytes.ToArray(), backup.Checksum!);
    }

    /// <summary>Opens a part; whoever reads it to its end has seen what was written, or an exception.</summary>
    /// <exception cref="CorruptBackupException">It is not there.</exception>
    public static async Task<VerifiedStream> OpenAsync(IBackupStore store, BackupPart part, Func<int, ValueTask>? read, CancellationToken ct) =>
        new(await store.OpenAsync(part.Key, ct) ?? throw new CorruptBackupException($"The files of {part.Target} are not there."), $"The part with {part.Target}", part.Bytes, part.Sha256, read);

    /// <summary>Reads all parts.</summary>
    /// <exception cref="CorruptBackupException">One is not what was written.</exception>
    public static async Task VerifyAsync(IBackupStore store, IReadOnlyList<BackupPart> parts, StageProgress progress, CancellationToken ct)
    {
        foreach (var part in parts)
        {
            progress.What = part.Target;
            await using var stream = await OpenAsync(store, part, progress.AddAsync, ct);
            await stream.CopyToAsync(Stream.Null, BufferBytes, ct);
        }

        await progress.TellAsync();
    }

    /// <summary>What is told of a backup whose objects are not what was written.</summary>
    public static Problem Corrupt(CorruptBackupException error) =>
        new(ErrorCode.Conflict, $"The backup is not what was written: {error.Message} Nothing was changed. Restore another one.");
}
