using System.Buffers;
using GraphPlatform.Platform.Logs;
using Microsoft.Win32.SafeHandles;

namespace GraphPlatform.Agent.Logs;

/// <summary>Reads the records of one instance's log files, as far as they are written. What was lost, it tells.</summary>
internal sealed class LocalLogReader : IDisposable
{
    private const int BufferSize = 64 << 10;
    private const int LongestRecord = 2 << 20;

    private readonly LocalLogFiles files;
    private readonly long since;
    private byte[] buffer = [];
    private int start;
    private int end;
    private long position;
    private long lastTime;
    private bool begun;
    private string? missing;

    /// <param name="folder">Of the instance's log.</param>
    /// <param name="since">Nanoseconds since 1970: what was written before is not told.</param>
    public LocalLogReader(string folder, long since)
    {
        this.since = since;
        files = new LocalLogFiles(folder);
        MakeRoom();
        files.Begin(BeginsBefore);
    }

    /// <summary>How many bytes were read from disk so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The next frame, if it is written. Its text is valid until the next call.</summary>
    public bool TryRead(out LogFrame frame)
    {
        while (true)
        {
            if (missing is { } reason)
            {
                missing = null;
                frame = LogFrame.Gap(lastTime, reason);
                return true;
            }

            switch (LocalLogEntry.Read(buffer.AsMemory(start, end - start), out frame, out var size))
            {
                case LocalLogEntry.Outcome.Read:
                    start += size;
                    if (!begun && frame.Time < since) continue;
                    begun = true;
                    lastTime = frame.Time;
                    return true;
                case LocalLogEntry.Outcome.Damaged:
                    start += LocalLogEntry.Next(buffer.AsSpan(start, end - start));
                    missing ??= "The engine's log file is damaged here.";
                    continue;
                default:
                    if (Fill()) continue;
                    Rest();
                    return false;
            }
        }
    }

    public void Dispose()
    {
        files.Dispose();
        (start, end) = (0, 0);
        Rest();
    }

    /// <summary>Most logs are silent most of the time: their readers hold no buffer then.</summary>
    private void Rest()
    {
        if (end > start || buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(buffer);
        (buffer, start, end) = ([], 0, 0);
    }

    private bool BeginsBefore(SafeFileHandle file)
    {
        var length = RandomAccess.Read(file, buffer, 0);
        return LocalLogEntry.Read(buffer.AsMemory(0, length), out var first, out _) == LocalLogEntry.Outcome.Read && first.Time <= since;
    }

    /// <summary>Reads on, in the next file when this one is complete and read.</summary>
    private bool Fill()
    {
        while (true)
        {
            files.Extend();
            if (files.Current is not { } file) return false;
            var complete = files.HasNext;
            MakeRoom();
            var length = RandomAccess.Read(file.Handle, buffer.AsSpan(end), position);
            if (length > 0)
            {
                (position, end, BytesRead) = (position + length, end + length, BytesRead + length);
                return true;
            }

            if (!complete)
            {
                files.Extend();
                if (!files.HasNext) return false;
                continue;       // renamed just now: what was written before that is read first
            }

            if (end > start) missing = "The engine's log file is damaged here.";
            files.MoveNext();
            (start, end, position) = (0, 0, 0);
            if (files.Current!.AfterGap) missing = "The instance wrote faster than its log could be read: the engine removed lines before.";
            if (missing is not null) return true;
        }
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end < buffer.Length) return;
        if (buffer.Length == 0)
        {
            buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            return;
        }

        if (end >= LongestRecord) throw new InvalidDataException("A record of the engine's log has no end.");
        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
