using System.Runtime.CompilerServices;
using System.Text;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Scaling;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Files;

/// <summary>
/// Files in the volumes of containers, whether those run or not. Paths are those that a program in the container would use. To read or change one is a use of the container; to list a folder is none.
/// </summary>
public sealed class FileService : IDisposable
{
    // Of one request that asks for many files not all are in memory at once.
    private const int ReadsAtOnce = 8;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly SemaphoreSlim reads = new(ReadsAtOnce, ReadsAtOnce);
    private readonly FilePlaces places;
    private readonly QuotaService quotas;
    private readonly ActivityTracker activity;
    private readonly AuditTrail audit;
    private readonly DoneOutside outside;
    private readonly FileOptions options;

    internal FileService(FilePlaces places, QuotaService quotas, ActivityTracker activity, AuditTrail audit, DoneOutside outside, IOptions<FileOptions> options) =>
        (this.places, this.quotas, this.activity, this.audit, this.outside, this.options) = (places, quotas, activity, audit, outside, options.Value);

    /// <summary>What is in a folder, by name.</summary>
    /// <param name="caller">Needs the right to run commands in the container.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="path">The folder; null for the work volume.</param>
    /// <param name="after">Names up to this one are left out; null for none.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<FolderPage> ListAsync(Caller caller, string containerId, string? path, string? after, int limit, CancellationToken ct)
    {
        var place = await places.FindAsync(caller, containerId, path, ct);
        using var files = await place.OpenAsync(ct);
        var (entries, total) = await files.ListAsync(place.Inside, after ?? "", limit + 1, ct);
        return new FolderPage([.. entries.Take(limit).Select(place.Tell)], total, entries.Count > limit);
    }

    /// <summary>What is at a path; null for nothing.</summary>
    public async Task<ContainerFile?> FindAsync(Caller caller, string containerId, string? path, CancellationToken ct)
    {
        var place = await places.FindAsync(caller, containerId, path, ct);
        using var files = await place.OpenAsync(ct);
        return await files.FindAsync(place.Inside, ct) is { } entry ? place.Tell(entry) : null;
    }

    /// <summary>A folder now, and again whenever something in it was made, written, moved or removed; ends when it is gone.</summary>
    public async IAsyncEnumerable<ContainerFile> WatchAsync(Caller caller, string containerId, string? path, [EnumeratorCancellation] CancellationToken ct)
    {
        var place = await places.FindAsync(caller, containerId, path, ct);
        using var files = await place.OpenAsync(ct);
        await foreach (var entry in files.WatchAsync(place.Inside, ct)) yield return place.Tell(entry);
    }

    /// <summary>A file as text, as far as <see cref="FileOptions.MaxTextBytes"/> go.</summary>
    public async Task<FileText> ReadTextAsync(Caller caller, string containerId, string path, CancellationToken ct)
    {
        var place = await UseAsync(caller, containerId, path, ct);
        await reads.WaitAsync(ct);
        try
        {
            return await ReadTextAsync(place, path, ct);
        }
        finally
        {
            reads.Release();
        }
    }

    private async Task<FileText> ReadTextAsync(FilePlace place, string path, CancellationToken ct)
    {
        using var files = await place.OpenAsync(ct);
        var entry = await files.FindAsync(place.Inside, ct) ?? throw new PlatformException(ErrorCode.NotFound, $"There is no '{path}'.", "path");
        await using var content = await files.ReadAsync(place.Inside, ct);
        var buffer = new byte[Math.Min(entry.Size, options.MaxTextBytes) + 1];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        var truncated = length > options.MaxTextBytes;
        return new FileText(Text(buffer.AsSpan(0, truncated ? WholeCharacters(buffer.AsSpan(0, options.MaxTextBytes)) : length)), truncated, entry.Version);
    }

    /// <summary>Writes a text as a file.</summary>
    /// <param name="caller">Needs the right to run commands in the container.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="path">The file; the folders that it is in are made as needed.</param>
    /// <param name="text">All of it.</param>
    /// <param name="expected">The version that it takes the place of; empty when nothing may be there; null for whatever is there.</param>
    /// <param name="ct">Cancels.</param>
    public Task<ContainerFile> WriteTextAsync(Caller caller, string containerId, string path, string text, string? expected, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        new Problems().Require(bytes.Length <= options.MaxTextBytes, $"A text has at most {options.MaxTextBytes} bytes of UTF-8. Upload a larger one.", "text").ThrowIfAny();
        return ChangeAsync(caller, "writeFile", containerId, path, async (place, files) =>
        {
            await quotas.DemandStorageAsync(place.Container.OrganizationId, bytes.Length, ct);
            return place.Tell(await files.WriteAsync(place.Inside, new MemoryStream(bytes), expected, ct));
        }, ct);
    }

    /// <summary>Makes a folder, and those that it is in.</summary>
    public Task<ContainerFile> MakeFolderAsync(Caller caller, string containerId, string path, CancellationToken ct) =>
        ChangeAsync(caller, "makeFolder", containerId, path, async (place, files) => place.Tell(await files.MakeFolderAsync(place.Inside, ct)), ct);

    /// <summary>Gives something another path in the same volume. Nothing is written over.</summary>
    public async Task<ContainerFile> MoveAsync(Caller caller, string containerId, string path, string to, CancellationToken ct)
    {
        return await ChangeAsync(caller, "moveFile", containerId, path, async (place, files) =>
        {
            var target = await places.FindAsync(caller, containerId, to, ct);
            new Problems().Require(place.Mount == target.Mount, "A file stays in its volume. Download it, and upload it to the other.", "to").ThrowIfAny();
            return place.Tell(await files.MoveAsync(place.Inside, target.Inside, ct));
        }, ct, to);
    }

    /// <summary>Deletes a file, or a folder with all that is in it.</summary>
    /// <returns>Its path.</returns>
    public Task<string> DeleteAsync(Caller caller, string containerId, string path, CancellationToken ct) =>
        ChangeAsync(caller, "deleteFile", containerId, path, async (place, files) =>
        {
            await files.DeleteAsync(place.Inside, ct);
            return place.Path;
        }, ct);

    /// <inheritdoc />
    public void Dispose() => reads.Dispose();

    /// <summary>Finds what is to be read or changed, and notes that the container is used.</summary>
    internal async Task<FilePlace> UseAsync(Caller caller, string containerId, string path, CancellationToken ct)
    {
        var place = await places.FindAsync(caller, containerId, path, ct);
        activity.Touch(containerId, UseKind.Files);
        return place;
    }

    /// <summary>Changes something, and writes down who did.</summary>
    internal Task<T> ChangeAsync<T>(
        Caller caller, string action, string containerId, string path, Func<FilePlace, IVolumeFiles, Task<T>> change, CancellationToken ct, string? to = null) =>
        audit.WatchAsync(caller, action, containerId, async () =>
        {
            var place = await UseAsync(caller, containerId, path, ct);
            using var files = await place.OpenAsync(ct);
            var changed = await change(place, files);
            await outside.RecordAsync(
                $"'{place.Path}' was {Done(action)}{(to is null ? "" : $" to '{to}'")}",
                token => audit.NoteAsync(caller, action, place.Container.OrganizationId, containerId, to is null ? place.Path : $"{place.Path} → {to}", token));
            return changed;
        }, ct);

    private static string Done(string action) => action switch
    {
        "writeFile" => "written",
        "makeFolder" => "made",
        "moveFile" => "moved",
        "deleteFile" => "deleted",
        "uploadFile" => "uploaded",
        _ => "changed",
    };

    /// <summary>Bytes as text; null when they are none.</summary>
    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0)) return null;
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Where the last character that is there in whole ends.
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.Length; end > Math.Max(0, bytes.Length - 4); end--)
        {
            if ((bytes[end - 1] & 0xC0) == 0x80) continue;
            return Rune.DecodeFromUtf8(bytes[(end - 1)..], out _, out _) == System.Buffers.OperationStatus.Done ? bytes.Length : end - 1;
        }

        return bytes.Length;
    }
}
