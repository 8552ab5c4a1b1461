using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using GraphPlatform.Platform.Logs.Levels;

namespace GraphPlatform.Platform.Logs;

/// <summary>
/// Makes lines of an instance's frames, and of lines the next block to commit. After a restart it is given the last committed checkpoints,
/// skips exactly the frames that they cover, and says so where the engine no longer has them.
/// </summary>
internal sealed class LogAssembler(string instanceId, int deployment, LogCheckpoints committed)
{
    /// <summary>A line longer than this goes on as another one, so that a program that never ends its line cannot take the memory.</summary>
    public const int MaxLineBytes = 1 << 20;

    private const int CutWithin = 256 << 10;

    private readonly ArrayBufferWriter<byte> entries = new(4096);
    private readonly Output stdout = new(committed.Stdout);
    private readonly Output stderr = new(committed.Stderr);
    private LogCheckpoints checkpoints = committed;
    private int count;

    /// <summary>How many entries wait to be committed.</summary>
    public int Count => count;

    /// <summary>How many bytes wait to be committed.</summary>
    public int PendingBytes => entries.WrittenCount;

    /// <summary>Takes the next frame.</summary>
    public void Add(LogFrame frame)
    {
        if (frame.Missing is { } reason)
        {
            AddGap(frame.Time, null, reason);
            return;
        }

        var output = frame.Stream == LogStream.Stdout ? stdout : stderr;
        if (output.Skips(frame.Time, out var lost)) return;
        if (lost)
            AddGap(frame.Time, null, "The engine had rotated its log file away before these lines were read.");
        if (output.WentBack(frame.Time) is { } back)
            AddGap(frame.Time, null, $"The clock of the worker went back by {back.TotalSeconds:0.###} s; lines may be missing or out of order.");

        output.Seen(frame.Time);
        output.Write(frame.Text.Span);
        if (frame.EndsLine) EndLine(frame.Stream, output, frame.Time);
        else if (output.Line.WrittenCount >= MaxLineBytes) CutLine(frame.Stream, output, frame.Time);
    }

    /// <summary>The instance has ended: what stands without a newline is a line too.</summary>
    public void End()
    {
        if (stdout.Line.WrittenCount > 0) EndLine(LogStream.Stdout, stdout, stdout.Current.Time);
        if (stderr.Line.WrittenCount > 0) EndLine(LogStream.Stderr, stderr, stderr.Current.Time);
    }

    /// <summary>Notes that lines are missing.</summary>
    public void AddGap(long time, long? missing, string reason)
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(reason)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, missing ?? -1);
        Encoding.UTF8.GetBytes(reason, bytes.AsSpan(8));
        AddEntry(LogEntryKind.Gap, null, time, bytes);
    }

    /// <summary>The block of all that waits, numbered from <paramref name="firstSequence"/>. It goes on waiting until it is <see cref="Committed"/>.</summary>
    public LogBlock Block(long firstSequence)
    {
        var prefix = LogBlock.PrefixSize(instanceId);
        var bytes = new byte[prefix + entries.WrittenCount];
        LogBlock.WritePrefix(bytes, firstSequence, count, deployment, checkpoints, instanceId);
        entries.WrittenSpan.CopyTo(bytes.AsSpan(prefix));
        return LogBlock.Seal(bytes);
    }

    /// <summary>What waited is on disk.</summary>
    public void Committed()
    {
        entries.ResetWrittenCount();
        count = 0;
    }

    private void EndLine(LogStream stream, Output output, long time)
    {
        var line = output.Line.WrittenSpan;
        if (line is [.., (byte)'\r']) line = line[..^1];
        AddLine(stream, output, time, line, output.Current);
        output.Reset();
        output.IsCut = false;
    }

    /// <summary>The line goes on as another one. The cut is between two characters and, where one is near, between two frames, so that a crash loses nothing of it.</summary>
    private void CutLine(LogStream stream, Output output, long time)
    {
        var line = output.Line.WrittenSpan;
        var (length, read) = output.Border is { Length: > MaxLineBytes - CutWithin } border ? border : (Utf8Text.WholeLength(line), output.Current);
        var rest = line[length..].ToArray();
        AddLine(stream, output, time, line[..length], read);
        output.Reset();
        output.IsCut = true;
        output.Write(rest);
    }

    private void AddLine(LogStream stream, Output output, long time, ReadOnlySpan<byte> line, LogCheckpoint read)
    {
        if (!Utf8.IsValid(line)) line = Repair(line);
        if (!output.IsCut) output.Level = output.Levels.Next(line);
        AddEntry(stream == LogStream.Stdout ? LogEntryKind.Stdout : LogEntryKind.Stderr, output.Level, time, line);

        // Only frames whose lines are in the block count as read: a line in the making is read again after a crash.
        checkpoints = checkpoints.With(stream, read);
    }

    private void AddEntry(LogEntryKind kind, LogLevel? level, long time, ReadOnlySpan<byte> text)
    {
        entries.Advance(LogEntryFormat.Write(entries.GetSpan(LogEntryFormat.HeaderSize + text.Length), kind, level, time, text));
        count++;
    }

    /// <summary>Bytes that are no UTF-8 become U+FFFD: what is stored can be sent as it is.</summary>
    private static byte[] Repair(ReadOnlySpan<byte> line) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line));

    /// <summary>One of the two outputs: how far it was read, and its line in the making.</summary>
    private sealed class Output(LogCheckpoint start)
    {
        private readonly long anchor = start.Time;
        private int toSkip = start.Frames;
        private bool anchored;
        private long previous = start.Time;

        public ArrayBufferWriter<byte> Line { get; } = new(256);

        public LogCheckpoint Current { get; private set; } = start;

        /// <summary>The last place in the line where a frame ends with a whole character.</summary>
        public (int Length, LogCheckpoint Read) Border { get; private set; }

        /// <summary>Finds the levels of whole lines.</summary>
        public LevelTracker Levels { get; } = new();

        /// <summary>Of the last line.</summary>
        public LogLevel? Level { get; set; }

        /// <summary>Whether what comes next goes on with a line that was too long: its level is the beginning's.</summary>
        public bool IsCut { get; set; }

        /// <summary>Whether the frame was committed before; <paramref name="lost"/> when frames that were are no longer there, so that others may be lost.</summary>
        public bool Skips(long time, out bool lost)
        {
            lost = false;
            if (toSkip == 0) return false;
            if (!anchored && time < anchor) return true;
            anchored |= time == anchor;
            lost = time > anchor;
            toSkip = lost ? 0 : toSkip - 1;
            return !lost;
        }

        public void Write(ReadOnlySpan<byte> text)
        {
            Line.Write(text);
            if (Line.WrittenCount > MaxLineBytes - CutWithin && Utf8Text.WholeLength(Line.WrittenSpan) == Line.WrittenCount) Border = (Line.WrittenCount, Current);
        }

        public void Reset()
        {
            Line.ResetWrittenCount();
            Border = default;
        }

        public TimeSpan? WentBack(long time) => time < previous ? TimeSpan.FromTicks((previous - time) / 100) : null;

        public void Seen(long time)
        {
            previous = time;
            Current = time > Current.Time ? new LogCheckpoint(time, 1) : Current with { Frames = Current.Frames + 1 };
        }
    }
}
