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
/// then the entries: see <see cref="LogEntryFormat"/>
/// </code>
/// </summary>
internal sealed class LogBlock
{
    public const int HeaderSize = 8;
    public const int MaxBodySize = 64 << 20;
    public const int FixedSize = 8 + 4 + 4 + 12 + 12 + 1;

    // Blocks come one after another of one instance: its id is made once.
    [ThreadStatic]
    private static string? lastInstanceId;

    private readonly ReadOnlyMemory<byte> body;
    private readonly int entriesAt;

    /// <param name="bytes">A whole block, which is kept.</param>
    public LogBlock(ReadOnlyMemory<byte> bytes)
    {
        Bytes = bytes;
        body = bytes[HeaderSize..];
        var view = new LogBlockView(bytes.Span);
        (FirstSequence, Count, Deployment, Checkpoints) = (view.FirstSequence, view.Count, view.Deployment, view.Checkpoints);
        InstanceId = Text(view.InstanceId);
        entriesAt = view.EntriesAt - HeaderSize;
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
    public static LogBlock? Parse(ReadOnlyMemory<byte> bytes) => Size(bytes.Span) is { } size && size <= bytes.Length && IsWhole(bytes.Span[..size]) ? new LogBlock(bytes[..size]) : null;

    /// <summary>The bytes of the block that begins here; null when none does, or less than its header is there.</summary>
    public static int? Size(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize) return null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        return length is >= FixedSize and <= MaxBodySize ? HeaderSize + (int)length : null;
    }

    /// <summary>Whether a block is as it was written.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> block) => Checksum(block[HeaderSize..]) == BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);

    /// <summary>An instance's id as a string.</summary>
    public static string Text(ReadOnlySpan<byte> instanceId)
    {
        if (lastInstanceId is not { } last || !Ascii.Equals(instanceId, last)) lastInstanceId = last = Encoding.ASCII.GetString(instanceId);
        return last;
    }

    /// <summary>The entries with a sequence above <paramref name="after"/>.</summary>
    public IEnumerable<LogEntry> Entries(long after)
    {
        var at = entriesAt;
        for (var i = 0; i < Count; i++)
        {
            var header = LogEntryFormat.Read(body.Span[at..]);
            at += LogEntryFormat.HeaderSize;
            if (FirstSequence + i > after) yield return Entry(FirstSequence + i, header, body.Slice(at, header.Length));
            at += header.Length;
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

    private LogEntry Entry(long sequence, LogEntryHeader header, ReadOnlyMemory<byte> text) =>
        LogEntryFormat.Entry(sequence, header, text, InstanceId, Deployment);

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
