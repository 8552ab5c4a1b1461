using System.IO.Compression;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Backups.Running;

/// <summary>The objects of a backup: <c>organization/container/backup/manifest.json</c>, and a tar for each volume beside it.</summary>
internal static class BackupObjects
{
    /// <summary>Bytes of an archive that has no entries: its end.</summary>
    public const int EmptyTarBytes = 1024;

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
    public static async Task<(PackedTar Packed, long Bytes, long ContentBytes, string Sha256)> WriteAsync(
        IBackupStore store, string key, Func<Stream, CancellationToken, Task<PackedTar>> pack, Func<int, ValueTask> read, CancellationToken ct)
    {
        (PackedTar, long, long, string) written = default;
        await store.PutAsync(key, async (output, token) =>
        {
            await using var sent = new MeteredStream(output);
            await using var compressed = new GZipStream(sent, CompressionLevel.Fastest, leaveOpen: true);
            await using var content = new MeteredStream(compressed, read);
            var packed = await pack(content, token);
            await compressed.DisposeAsync();        // its last bytes belong to the object
            written = (packed, sent.Count, content.Count, sent.Sha256);
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
        new(await store.OpenAsync(part.Key, ct) ?? throw new CorruptBackupException($"The files of {part.Target} are not there."), What(part), part.Bytes, part.Sha256, read);

    /// <summary>Opens the tar of a part; whoever reads it to its end has seen what was written, or an exception.</summary>
    public static async Task<Stream> OpenTarAsync(IBackupStore store, BackupPart part, StageProgress progress, CancellationToken ct) => part.IsNothing
        ? new MemoryStream(new byte[EmptyTarBytes])
        : new TarStream(await OpenAsync(store, part, progress.AddAsync, ct), What(part));

    /// <summary>Reads all parts as a restore would: to the end of each, with the same reader, which has to find what was packed.</summary>
    /// <exception cref="CorruptBackupException">One is not what was written.</exception>
    /// <exception cref="PlatformException">CONFLICT: one is what was written, and cannot be restored.</exception>
    public static async Task VerifyAsync(IBackupStore store, IWorker worker, IReadOnlyList<BackupPart> parts, StageProgress progress, CancellationToken ct)
    {
        foreach (var part in parts)
        {
            progress.What = part.Target;
            await using var stream = await OpenAsync(store, part, progress.AddAsync, ct);
            await VerifyAsync(stream, worker, part, ct);
        }

        await progress.TellAsync();
    }

    private static string What(BackupPart part) => $"The part with {part.Target}";

    private static async Task VerifyAsync(VerifiedStream stream, IWorker worker, BackupPart part, CancellationToken ct)
    {
        if (part.IsNothing)
        {
            await stream.CopyToAsync(Stream.Null, BufferBytes, ct);
            return;
        }

        await using var tar = new TarStream(stream, What(part));
        TarContent found;
        try
        {
            found = await worker.CheckTarAsync(tar, ct);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.Validation)
        {
            // A damaged tar cannot be read either: the checksum tells which of the two it is.
            await stream.CopyToAsync(Stream.Null, BufferBytes, ct);
            throw new PlatformException(ErrorCode.Conflict, $"The files of {part.Target} are as they were written, and cannot be restored: {error.Message}");
        }

        if (part.Content is { } packed && packed != found)
        {
            throw new PlatformException(
                ErrorCode.Conflict, $"The files of {part.Target} cannot be restored: {packed.Entries} entries with {packed.FileBytes} bytes were packed, {found.Entries} with {found.FileBytes} are read back.");
        }
    }

    /// <summary>What is told of a backup whose objects are not what was written.</summary>
    public static Problem Corrupt(CorruptBackupException error) => new(ErrorCode.Conflict, $"The backup is not what was written: {error.Message} Restore another one.");
}
