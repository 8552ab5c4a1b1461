using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Files;

/// <summary>A file that is written beside the volume and then put into it with one rename: nobody sees half of it. What was not put there is removed with this.</summary>
internal sealed class NewFile : IDisposable
{
    private readonly VolumeFolder volume;
    private readonly string unfinished = VolumeFolder.Unfinished();
    private readonly FileStream content;
    private bool placed;

    public NewFile(VolumeFolder volume)
    {
        this.volume = volume;
        content = new FileStream(Linux.OpenBeneath(volume.Parent, unfinished, OpenFlags.Write | OpenFlags.Create | OpenFlags.New, mode: 0b110_000_000), FileAccess.Write, 0);
    }

    private SafeFileHandle Handle => content.SafeFileHandle;

    public Task WriteAsync(Stream from, CancellationToken ct) => from.CopyToAsync(content, ct);

    /// <summary>What it holds is on the disk after this, whatever happens to the machine.</summary>
    public void Flush() => content.Flush(flushToDisk: true);

    public void ChangeOwner(uint user, uint group, int mode)
    {
        Linux.ChangeOwner(Handle, "", user, group);
        Linux.ChangeMode(Handle, mode);     // last: a change of the owner takes some of its bits
    }

    public void ChangeTime(DateTimeOffset modified) => Linux.ChangeTimes(volume.Parent, unfinished, modified);

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
