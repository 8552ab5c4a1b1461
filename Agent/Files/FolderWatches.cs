using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Files;

/// <summary>
/// Tells when something in a folder is written, made, renamed or removed: one inotify(7) queue for all folders, where .NET's own watcher would take one each and Linux
/// allows a user 128.
/// </summary>
internal sealed partial class FolderWatches : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const uint Modified = 0x2;
    private const uint Moved = 0x40 | 0x80;
    private const uint Created = 0x100;
    private const uint Removed = 0x200;
    private const int EventSize = 16;

    private readonly Lock gate = new();
    private readonly Dictionary<int, List<FolderWatch>> watches = [];
    private SafeFileHandle? queue;
    private bool disposed;

    /// <summary>Watches a folder until the watch is disposed; null where that is not possible: it is not there, or Linux allows no more.</summary>
    public FolderWatch? Watch(string folder)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if ((queue ??= Open()) is not { } events || Add(events, folder, Modified | Moved | Created | Removed) is var id && id < 0) return null;
            var watch = new FolderWatch(this, id);
            if (!watches.TryGetValue(id, out var same)) watches[id] = same = [];
            same.Add(watch);
            return watch;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (disposed) return;
            disposed = true;
            // A read that waits ends with an event and with nothing else: the end of a watch is one.
            if (queue is { } events) _ = Remove(events, Add(events, "/", Created));
        }
    }

    internal void End(FolderWatch watch)
    {
        lock (gate)
        {
            if (!watches.TryGetValue(watch.Id, out var same) || !same.Remove(watch) || same.Count > 0) return;
            watches.Remove(watch.Id);
            if (queue is { IsClosed: false } events) _ = Remove(events, watch.Id);
        }
    }

    private SafeFileHandle? Open()
    {
        var file = Init(CloseOnExec);
        if (file < 0) return null;
        var events = new SafeFileHandle(file, ownsHandle: true);
        new Thread(() => Read(events)) { IsBackground = true, Name = "inotify" }.Start();
        return events;
    }

    private void Read(SafeFileHandle events)
    {
        using var closing = events;
        var buffer = new byte[64 << 10];
        while (true)
        {
            var length = RandomAccess.Read(events, buffer, 0);
            lock (gate)
            {
                if (disposed) return;
                for (var at = 0; at + EventSize <= length;)
                {
                    Tell(BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(at)));
                    at += EventSize + BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(at + 12));
                }
            }
        }
    }

    /// <summary>Below 0 the queue had overflown: whoever it was for, all look.</summary>
    private void Tell(int id)
    {
        if (id < 0) foreach (var watch in watches.Values.SelectMany(w => w)) watch.Signal();
        else if (watches.TryGetValue(id, out var same)) foreach (var watch in same) watch.Signal();
    }

    [LibraryImport("libc", EntryPoint = "inotify_init1")]
    private static partial int Init(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Add(SafeFileHandle queue, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch")]
    private static partial int Remove(SafeFileHandle queue, int id);
}

/// <summary>One watch of a folder. What happens while nobody waits is told to the next who does.</summary>
internal sealed class FolderWatch(FolderWatches owner, int id) : IDisposable
{
    private readonly Channel<bool> signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    internal int Id => id;

    /// <summary>Waits until something has happened since the last wait.</summary>
    public async Task WaitAsync(CancellationToken ct) => await signals.Reader.ReadAsync(ct);

    /// <summary>Ends a wait.</summary>
    public void Signal() => signals.Writer.TryWrite(true);

    public void Dispose() => owner.End(this);
}
