using System.Buffers.Binary;

namespace GraphPlatform.Platform.Logs;

/// <summary>What stands before an entry's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Level">Its level.</param>
/// <param name="Time">Nanoseconds since 1970.</param>
/// <param name="Length">The bytes of its text.</param>
internal readonly record struct LogEntryHeader(LogEntryKind Kind, LogLevel? Level, long Time, int Length);

/// <summary>
/// How an entry lies in a block, little-endian: u8 kind, and 16 × the level (0: none); i64 time; i32 length; UTF-8. The text of a gap begins with i64 missing (-1: unknown).
/// </summary>
internal static class LogEntryFormat
{
    public const int HeaderSize = 13;

    public static int Write(Span<byte> span, LogEntryKind kind, LogLevel? level, long time, ReadOnlySpan<byte> text)
    {
        span[0] = (byte)((byte)kind | ((byte)level.GetValueOrDefault() << 4));
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], time);
        BinaryPrimitives.WriteInt32LittleEndian(span[9..], text.Length);
        text.CopyTo(span[HeaderSize..]);
        return HeaderSize + text.Length;
    }

    public static LogEntryHeader Read(ReadOnlySpan<byte> span) => new(
        (LogEntryKind)(span[0] & 0x0f),
        span[0] >> 4 is > 0 and var level ? (LogLevel)level : null,
        BinaryPrimitives.ReadInt64LittleEndian(span[1..]),
        BinaryPrimitives.ReadInt32LittleEndian(span[9..]));

    public static LogEntry Entry(long sequence, LogEntryHeader header, ReadOnlyMemory<byte> text, string instanceId, int deployment)
    {
        long? missing = null;
        if (header.Kind == LogEntryKind.Gap)
        {
            missing = BinaryPrimitives.ReadInt64LittleEndian(text.Span) is >= 0 and var count ? count : null;
            text = text[8..];
        }

        return new LogEntry(sequence, header.Time, header.Kind, header.Level, text, missing, instanceId, deployment);
    }
}
