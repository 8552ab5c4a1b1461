using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace GraphPlatform.Platform.Logs;

/// <summary>
/// What one commit wrote: some entries of one instance, and how far that instance's outputs were read. Both lie in one checksummed block, so a crash
/// leaves both or neither, and no line is lost or doubled. Little-endian:
/// <code>
/// u32 length of the body, u32 CRC-32C of it
/// i64 first sequence, i32 entries, i32 deployment, 2 × (i64 time, i32 frames), u8 length and ASCII of the instance id
/// per entry: u8 kind, i64 time, i32 length, UTF-8; of a gap: i64 missing (-1: unknown) first
/// </code>
/// </summary>
internal sealed class LogBlock
{
    public const int HeaderSize = 8;
    public const int MaxBodySize = 64 << 20;
    private const int FixedSize = 8 + 4 + 4 + 12 + 12 + 1;

    private readonly ReadOnlyMemory<byte> body;
    private readonly int entriesAt;

    private LogBlock(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        body = bytes[HeaderSize..];
        var span = body.Span;
        FirstSequence = BinaryPrimitives.ReadInt64LittleEndian(span);
        Count = BinaryPrimitives.ReadInt32LittleEndian(span[8..]);
        Deployment = BinaryPrimitives.ReadInt32LittleEndian(span[12..]);
        Checkpoints = new LogCheckpoints(ReadCheckpoint(span[16..]), ReadCheckpoint(span[28..]));
        var idLength = span[40];
        InstanceId = string.Intern(Encoding.ASCII.GetString(span.Slice(FixedSize, idLength)));
        entriesAt = FixedSize + idLength;
    }

    /// <summary>The block as it lies in the file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public long FirstSequence { get; }

    public int Count { get; }

    public long LastSequence => FirstSequence + Count - 1;

    public int Deployment { get; }

    public string InstanceId { get; }

    public LogCheckpoints Checkpoints { get; }

    /// <summary>Reads a block; null when it is cut off or damaged.</summary>
    public static LogBlock? Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < HeaderSize + FixedSize) return null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span);
        if (length > MaxBodySize || length < FixedSize || length > bytes.Length - HeaderSize) return null;
        var block = bytes[..(HeaderSize + (int)length)];
        return Checksum(block.Span[HeaderSize..]) == BinaryPrimitives.ReadUInt32LittleEndian(block.Span[4..]) ? new LogBlock(block) : null;
    }

    /// <summary>The entries with a sequence above <paramref name="after"/>.</summary>
    public IEnumerable<LogEntry> Entries(long after)
    {
        var at = entriesAt;
        for (var i = 0; i < Count; i++)
        {
            var kind = (LogEntryKind)body.Span[at];
            var time = BinaryPrimitives.ReadInt64LittleEndian(body.Span[(at + 1)..]);
            var length = BinaryPrimitives.ReadInt32LittleEndian(body.Span[(at + 9)..]);
            var text = body.Slice(at + 13, length);
            at += 13 + length;
            if (FirstSequence + i <= after) continue;

            long? missing = null;
            if (kind == LogEntryKind.Gap)
            {
                var count = BinaryPrimitives.ReadInt64LittleEndian(text.Span);
                missing = count < 0 ? null : count;
                text = text[8..];
            }

            yield return new LogEntry(FirstSequence + i, time, kind, text, missing, InstanceId, Deployment);
        }
    }

    /// <summary>Writes the fixed part of a block into <paramref name="header"/>, whose size <see cref="PrefixSize"/> tells.</summary>
    public static void WritePrefix(Span<byte> header, long firstSequence, int count, int deployment, LogCheckpoints checkpoints, string instanceId)
    {
        var span = header[HeaderSize..];
        BinaryPrimitives.WriteInt64LittleEndian(span, firstSequence);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], count);
        BinaryPrimitives.WriteInt32LittleEndian(span[12..], deployment);
        WriteCheckpoint(span[16..], checkpoints.Stdout);
        WriteCheckpoint(span[28..], checkpoints.Stderr);
        span[40] = (byte)instanceId.Length;
        Encoding.ASCII.GetBytes(instanceId, span[FixedSize..]);
    }

    /// <summary>The size of what stands before a block's entries.</summary>
    public static int PrefixSize(string instanceId) => HeaderSize + FixedSize + instanceId.Length;

    /// <summary>Fills in length and checksum, and gives the finished block.</summary>
    public static LogBlock Seal(byte[] bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)(bytes.Length - HeaderSize));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Checksum(bytes.AsSpan(HeaderSize)));
        return new LogBlock(bytes);
    }

    private static LogCheckpoint ReadCheckpoint(ReadOnlySpan<byte> span) =>
        new(BinaryPrimitives.ReadInt64LittleEndian(span), BinaryPrimitives.ReadInt32LittleEndian(span[8..]));

    private static void WriteCheckpoint(Span<byte> span, LogCheckpoint checkpoint)
    {
        BinaryPrimitives.WriteInt64LittleEndian(span, checkpoint.Time);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], checkpoint.Frames);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
