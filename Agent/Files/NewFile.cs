using System.Buffers;
using GraphPlatform.Agent.Files.Tar;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Files;

/// <summary>A file that is written beside the volume and then put into it with one rename: nobody sees half of it. What was not put there is removed with this.</summary>
internal sealed class NewFile : IDisposable
{
    private const int PieceBytes = 64 << 10;

    private readonly VolumeFolder volume;
    private readonly string unfinished = VolumeFolder.Unfinished();
    private readonly FileStream content;
    private bool placed;

    public NewFile(VolumeFolder volume)
    {
        this.volume = volume;
        content = new FileStream(Linux.OpenBeneath(volume.Parent, unfinished, OpenFlags.Write | OpenFlags.Create | OpenFlags.New, mode: 0b110_000_000), FileAccess.Write, 0);
    }

    /// <summary>It, wherever it is by now.</summary>
    public SafeFileHandle Handle => content.SafeFileHandle;

    public Task WriteAsync(Stream from, CancellationToken ct) => from.CopyToAsync(content, ct);

    /// <summary>Writes a content of a known length. Where it has nothing but zeros for a while the file has a hole, so that one that was sparse does not fill the disk.</summary>
    /// <param name="length">Bytes of the file.</param>
    /// <param name="segments">Where it has data; null for everywhere.</param>
    /// <param name="read">Reads some of that, and never nothing before its end.</param>
    /// <param name="ct">Cancels.</param>
    public async Task WriteAsync(long length, IReadOnlyList<TarSegment>? segments, Func<Memory<byte>, ValueTask<int>> read, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            foreach (var segment in segments ?? [new(0, length)])
            {
                for (var written = 0L; written < segment.Length;)
                {
                    var size = (int)Math.Min(PieceBytes, segment.Length - written);
                    for (var filled = 0; filled < size;) filled += await read(buffer.AsMemory(filled, size - filled));
                    if (buffer.AsSpan(0, size).ContainsAnyExcept((byte)0)) await RandomAccess.WriteAsync(Handle, buffer.AsMemory(0, size), segment.Offset + written, ct);
                    written += size;
                }
            }

            RandomAccess.SetLength(Handle, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What it holds is on the disk after this, whatever happens to the machine.</summary>
    public void Flush() => content.Flush(flushToDisk: true);

    public void ChangeOwner(uint user, uint group, int mode)
    {
        Linux.ChangeOwner(Handle, "", user, group);
        Linux.ChangeMode(Handle, mode);     // last: a change of the owner takes some of its bits
    }

    public void ChangeTime(UnixTime modified) => Linux.ChangeTimes(volume.Parent, unfinished, modified);

    /// <summary>Gives it its place.</summary>
    /// <param name="folder">In which folder.</param>
    /// <param name="name">By which name.</param>
    /// <param name="free">Whether nothing may be there.</param>
    public void Place(SafeFileHandle folder, string name, bool free)
    {
        if (free) Linux.RenameToFree(volume.Parent, unfinished, folder, name);
        else Linux.Rename(volume.Parent, unfinished, folder, name);
        placed = true;
    }

    public void Dispose()
    {
        content.Dispose();
        if (!placed) Linux.Remove(volume.Parent, unfinished, isFolder: false);
    }
}
