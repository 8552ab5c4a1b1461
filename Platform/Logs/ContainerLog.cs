using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Platform.Logs;

/// <summary>
/// The log of one container. A block is written, then counted, then readers are woken: nobody sees a line that a crash could renumber.
/// Readers keep their own position and fetch at their own pace, the recent from memory and the rest from disk, so a slow one
/// holds nobody up, needs no queue and loses nothing.
/// </summary>
internal sealed class ContainerLog : IDisposable
{
    private const int TailBytes = 256 << 10;
    private const int ReadBytes = 512 << 10;
    private static readonly TimeSpan SegmentAge = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly string folder;
    private readonly LogOptions options;
    private readonly TimeProvider clock;
    private readonly List<LogSegment> segments;
    private readonly Dictionary<string, (LogCheckpoints Checkpoints, int Deployment)> checkpoints = [];
    private readonly Queue<LogBlock> tail = [];
    private int tailBytes;
    private SafeFileHandle? file;
    private DateTimeOffset segmentSince;
    private long head;
    private TaskCompletionSource changed = NewSignal();

    public ContainerLog(string folder, LogOptions options, TimeProvider clock)
    {
        this.folder = folder;
        this.options = options;
        this.clock = clock;
        segments = LogSegment.Load(folder, block =>
        {
            head = Math.Max(head, block.LastSequence);
            checkpoints[block.InstanceId] = (block.Checkpoints, block.Deployment);
        });
        if (segments is [.., var last]) head = Math.Max(head, last.FirstSequence - 1);
        segmentSince = clock.GetUtcNow();
    }

    /// <summary>The last committed sequence; 0 before the first.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>Why no further line will come; null while some may.</summary>
    public string? EndReason { get; private set; }

    /// <summary>The first sequence that is still kept.</summary>
    public long First
    {
        get
        {
            lock (gate) return segments.Count == 0 ? Head + 1 : segments[0].FirstSequence;
        }
    }

    /// <summary>The segments as they are now, the oldest first.</summary>
    public IReadOnlyList<LogSegmentPart> Parts()
    {
        lock (gate) return [.. segments.Select((s, i) => new LogSegmentPart(s, s.FirstSequence, i + 1 < segments.Count ? segments[i + 1].FirstSequence - 1 : head, s.Length))];
    }

    /// <summary>How far an instance's outputs were read.</summary>
    public LogCheckpoints Checkpoints(string instanceId)
    {
        lock (gate) return checkpoints.TryGetValue(instanceId, out var found) ? found.Checkpoints : default;
    }

    /// <summary>Writes what the assembler holds, and wakes readers.</summary>
    /// <exception cref="IOException">The disk is full or failing; the assembler still holds everything.</exception>
    public void Commit(LogAssembler assembler)
    {
        TaskCompletionSource woken;
        lock (gate)
        {
            if (assembler.Count == 0 || EndReason is not null) return;
            var block = assembler.Block(head + 1);
            Append(block);
            assembler.Committed();
            checkpoints[block.InstanceId] = (block.Checkpoints, block.Deployment);
            tail.Enqueue(block);
            tailBytes += block.Bytes.Length;
            while (tailBytes > TailBytes && tail.Count > 1) tailBytes -= tail.Dequeue().Bytes.Length;
            Volatile.Write(ref head, block.LastSequence);
            LogMeter.Stored(block.Count, block.Bytes.Length);
            woken = Interlocked.Exchange(ref changed, NewSignal());
        }

        woken.TrySetResult();
    }

    /// <summary>Some blocks with entries after <paramref name="after"/>; none when there are none yet.</summary>
    public IReadOnlyList<LogBlock> Read(long after)
    {
        LogSegment? segment;
        lock (gate)
        {
            if (after >= head) return [];
            if (tail.TryPeek(out var oldest) && oldest.FirstSequence <= after + 1)
                return [.. tail.Where(b => b.LastSequence > after)];
            segment = segments.FindLast(s => s.FirstSequence <= after + 1) ?? segments[0];
        }

        return segment.Read(after, ReadBytes);      // none when retention or deletion took it just now; First or EndReason tells the reader so
    }

    /// <summary>Waits until there is something after <paramref name="after"/>, or nothing more will come.</summary>
    public Task WaitAsync(long after, CancellationToken ct)
    {
        var signal = Volatile.Read(ref changed);
        return Head > after || EndReason is not null ? Task.CompletedTask : signal.Task.WaitAsync(ct);
    }

    /// <summary>Forgets how far a removed instance was read.</summary>
    public void Forget(string instanceId)
    {
        lock (gate) checkpoints.Remove(instanceId);
    }

    /// <summary>Removes whole segments that are too old, or of which there are too many.</summary>
    /// <returns>The bytes that this freed.</returns>
    public long Trim()
    {
        lock (gate) return RemoveOld();
    }

    /// <summary>No further line will come: readers end after the last one.</summary>
    public void End(string reason)
    {
        lock (gate) EndReason ??= reason;
        Volatile.Read(ref changed).TrySetResult();
        Dispose();
    }

    public void Dispose()
    {
        lock (gate)
        {
            file?.Dispose();
            file = null;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private long RemoveOld()
    {
        var freed = 0L;
        var total = segments.Sum(s => s.Length);
        var oldest = clock.GetUtcNow() - options.MaxAge;
        while (segments.Count > 1 && (total - freed > options.MaxBytes || segments[0].LastWrite < oldest))
        {
            freed += segments[0].Length;
            File.Delete(segments[0].Path);
            segments.RemoveAt(0);
        }

        return freed;
    }

    private void Append(LogBlock block)
    {
        if (segments.Count == 0 || segments[^1].Length >= options.SegmentBytes || clock.GetUtcNow() - segmentSince > SegmentAge) BeginSegment();
        Write(block);
    }

    /// <summary>A new segment begins with everyone's checkpoints, so that recovery reads the last segment alone. It appears whole or not at all.</summary>
    private void BeginSegment()
    {
        var segment = LogSegment.Create(
            folder, head + 1, [.. checkpoints.Select(c => new LogAssembler(c.Key, c.Value.Deployment, c.Value.Checkpoints).Block(head + 1))]);
        if (file is not null) RandomAccess.FlushToDisk(file);
        file?.Dispose();
        file = null;
        segments.Add(segment);
        segmentSince = clock.GetUtcNow();
        RemoveOld();        // an instance that prints without end writes its limit in a minute
    }

    private void Write(LogBlock block)
    {
        var segment = segments[^1];
        file ??= File.OpenHandle(segment.Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.Write(file, block.Bytes.Span, segment.Length);
        segment.Appended(block);
    }
}
