using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>
/// Backups in a folder that only its owner reads. An object is written beside its place and moved there when it is on the disk as a whole. The folder itself has to be there: where it is not,
/// its disk may not be mounted, and then nothing is known of what is in it.
/// </summary>
/// <param name="root">The folder.</param>
public sealed class DiskBackupStore(string root) : IBackupStore
{
    private const string Unfinished = ".part";
    private const int BufferBytes = 1 << 17;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    // errno(3): no space left on the device; quota exceeded.
    private static readonly int[] Full = [28, 122];

    /// <inheritdoc />
    public BackupStoreKind Kind => BackupStoreKind.Disk;

    /// <inheritdoc />
    public async Task PutAsync(string key, Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        var path = PathOf(key);
        var unfinished = path + Unfinished;
        DemandRoot();
        var file = Create(unfinished);
        try
        {
            await using (var guarded = new GuardedStream(file, Explain)) await write(guarded, ct);
            Told(() => file.Flush(flushToDisk: true));
            await file.DisposeAsync();
            Told(() => File.Move(unfinished, path, overwrite: true));
        }
        catch
        {
            await CloseAsync(file);
            File.Delete(unfinished);
            throw;
        }
    }

    /// <inheritdoc />
    public Task<Stream?> OpenAsync(string key, CancellationToken ct)
    {
        DemandRoot();
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = BufferBytes }));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
        catch (Exception error) when (Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string folder, string first, CancellationToken ct)
    {
        DemandRoot();
        var path = PathOf(folder);
        if (!Directory.Exists(path)) return Task.CompletedTask;
        Told(() =>
        {
            File.Delete(PathOf(first));
            Directory.Delete(path, recursive: true);

            // Those of a container and of an organization go with their last backup; one that has others stays.
            for (var above = Path.GetDirectoryName(path)!; above.Length > root.Length && !Directory.EnumerateFileSystemEntries(above).Any(); above = Path.GetDirectoryName(above)!)
                Directory.Delete(above);
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken ct)
    {
        var path = PathOf(folder);
        return Task.FromResult<IReadOnlyList<string>>(Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal)]
            : []);
    }

    private static FileStream Create(string path)
    {
        FileStream? file = null;
        Told(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, FolderMode);
            file = new FileStream(path, new FileStreamOptions
            {
                Mode = System.IO.FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = BufferBytes, Options = FileOptions.Asynchronous, UnixCreateMode = FileMode,
            });
        });
        return file!;
    }

    /// <summary>Closes a file that was not written to its end. What it still has, it may not be able to write either: that was said already.</summary>
    private static async Task CloseAsync(FileStream file)
    {
        try
        {
            await file.DisposeAsync();
        }
        catch (IOException)
        {
            // Its file is closed all the same.
        }
    }

    private static PlatformException? Explain(Exception error) => error switch
    {
        IOException io when Full.Contains(io.HResult) => new(ErrorCode.Capacity, "The disk of the backup store is full. Delete backups, or give the store more room."),
        IOException or UnauthorizedAccessException => new(ErrorCode.Store, $"The folder of backups cannot be used: {error.Message}"),
        _ => null,
    };

    private static void Told(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    private void DemandRoot()
    {
        if (!Directory.Exists(root)) throw new PlatformException(ErrorCode.Store, $"The folder of backups, {root}, is not there. Make it, or mount its disk.") { Transient = true };
    }

    private string PathOf(string key) => key.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && !part.Contains('\0'))
        ? Path.Combine(root, key)
        : throw new ArgumentException($"'{key}' is no key.", nameof(key));
}
