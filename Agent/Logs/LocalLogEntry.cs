using System.Buffers.Binary;
using GraphPlatform.Platform.Logs;

namespace GraphPlatform.Agent.Logs;

/// <summary>
/// A record of the engine's log driver <c>local</c>: its length as 4 bytes, most significant first, a protobuf message, and the length again. The message is moby's
/// <c>api/types/plugins/logdriver/entry.proto</c>: 1 source, 2 time_nano, 3 line without its newline, 4 partial, 5 about the partial (1 last).
/// </summary>
internal static class LocalLogEntry
{
    private const int LengthSize = 4;
    private const int MaxSize = 1 << 20;        // the engine cuts lines at 16 kB

    /// <summary>What stands at the beginning of some bytes.</summary>
    public enum Outcome
    {
        /// <summary>A record.</summary>
        Read,

        /// <summary>The beginning of one: more bytes are needed.</summary>
        Incomplete,

        /// <summary>No record.</summary>
        Damaged,
    }

    /// <summary>Reads the record at the beginning.</summary>
    /// <param name="bytes">Some of a file.</param>
    /// <param name="frame">What it says; its text is a part of <paramref name="bytes"/>.</param>
    /// <param name="size">The bytes that it takes.</param>
    public static Outcome Read(ReadOnlyMemory<byte> bytes, out LogFrame frame, out int size)
    {
        (frame, size) = (default, 0);
        var span = bytes.Span;
        if (span.Length < LengthSize) return Outcome.Incomplete;
        var length = BinaryPrimitives.ReadUInt32BigEndian(span);
        if (length is 0 or > MaxSize) return Outcome.Damaged;
        size = (int)length + 2 * LengthSize;
        if (span.Length < size) return Outcome.Incomplete;
        if (BinaryPrimitives.ReadUInt32BigEndian(span[(size - LengthSize)..]) != length) return Outcome.Damaged;
        return Parse(bytes.Slice(LengthSize, (int)length), out frame) ? Outcome.Read : Outcome.Damaged;
    }

    /// <summary>Where the next record could begin after a damaged one; the end when nothing looks like one.</summary>
    public static int Next(ReadOnlySpan<byte> bytes)
    {
        var found = bytes.Length <= LengthSize + 1 ? -1 : bytes[(LengthSize + 1)..].IndexOf("\n\u0006std"u8);
        return found < 0 ? bytes.Length : found + 1;
    }

    private static bool Parse(ReadOnlyMemory<byte> message, out LogFrame frame)
    {
        var (stream, time, text, partial, last) = (LogStream.Stdout, 0L, default(ReadOnlyMemory<byte>), false, false);
        frame = default;
        for (var at = 0; at < message.Length;)
        {
            if (!ReadField(message, ref at, out var field, out var number, out var bytes)) return false;
            switch (field)
            {
                case 1: stream = bytes.Span.SequenceEqual("stderr"u8) ? LogStream.Stderr : LogStream.Stdout; break;
                case 2: time = (long)number; break;
                case 3: text = bytes; break;
                case 4: partial = number != 0; break;
                case 5:
                    for (var inner = 0; inner < bytes.Length;)
                    {
                        if (!ReadField(bytes, ref inner, out var about, out var value, out _)) return false;
                        if (about == 1) last = value != 0;
                    }

                    break;
            }
        }

        frame = new LogFrame(stream, time, text, EndsLine: !partial || last);
        return time > 0;
    }

    private static bool ReadField(ReadOnlyMemory<byte> message, ref int at, out int field, out ulong number, out ReadOnlyMemory<byte> bytes)
    {
        (field, number, bytes) = (0, 0, default);
        if (!ReadVarint(message.Span, ref at, out var tag)) return false;
        field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                return ReadVarint(message.Span, ref at, out number);
            case 2:
                if (!ReadVarint(message.Span, ref at, out var length) || length > (ulong)(message.Length - at)) return false;
                bytes = message.Slice(at, (int)length);
                at += (int)length;
                return true;
            default:
                return false;
        }
    }

    private static bool ReadVarint(ReadOnlySpan<byte> span, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && at < span.Length; shift += 7)
        {
            var b = span[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return true;
        }

        return false;
    }
}
