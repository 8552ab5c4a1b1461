using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Backups.Stores;

/// <summary>Where backups are kept: objects by keys with slashes between their parts.</summary>
/// <remarks>What goes wrong is a <see cref="PlatformException"/>: STORE (it refused or cannot be reached), CAPACITY (it is full).</remarks>
public interface IBackupStore
{
    /// <summary>What kind of store it is.</summary>
    BackupStoreKind Kind { get; }

    /// <summary>Writes an object. It is there as a whole when this returns, and not at all when it throws.</summary>
    /// <param name="key">Its key; what is there is replaced.</param>
    /// <param name="write">Writes its content into a stream, which holds no more than a bounded part of it.</param>
    /// <param name="ct">Cancels.</param>
    Task PutAsync(string key, Func<Stream, CancellationToken, Task> write, CancellationToken ct);

    /// <summary>Opens an object for reading from its beginning to its end; null when there is none.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken ct);

    /// <summary>Removes all objects in a folder, also what an upload that never ended has left; that there are none is fine.</summary>
    /// <param name="folder">Keys that begin with this and a slash.</param>
    /// <param name="first">The object of it that goes before all others.</param>
    /// <param name="ct">Cancels.</param>
    Task RemoveAsync(string folder, string first, CancellationToken ct);

    /// <summary>The keys in a folder, in their order.</summary>
    Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken ct);
}

/// <summary>What kind of store it is.</summary>
public enum BackupStoreKind
{
    /// <summary>A folder.</summary>
    Disk,

    /// <summary>A bucket of an object store that speaks S3.</summary>
    S3,
}
