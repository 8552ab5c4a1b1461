using System.Buffers.Binary;

namespace GraphPlatform.Platform.Logs;

/// <summary>A block where it lies, without an object of its own. See <see cref="LogBlock"/> for its format.</summary>
internal readonly ref struct LogBlockView
{
    private readonly ReadOnlySpan<byte> body;
    private readonly int entriesAt;

    /// <param name="bytes">A whole block.</param>
    public LogBlockView(ReadOnlySpan<byte> bytes)
    {
        body = bytes[LogBlock.HeaderSize..];
        entriesAt = LogBlock.FixedSize + body[LogBlock.FixedSize - 1];
    }

    public long FirstSequence => BinaryPrimitives.ReadInt64LittleEndian(body);

    public int Count => BinaryPrimitives.ReadInt32LittleEndian(body[8..]);

    public int Deployment => BinaryPrimitives.ReadInt32LittleEndian(body[12..]);

    public LogCheckpoints Checkpoints => new(Checkpoint(body[16..]), Checkpoint(body[28..]));

    /// <summary>ASCII.</summary>
    public ReadOnlySpan<byte> InstanceId => body[LogBlock.FixedSize..entriesAt];

    /// <summary>Where the entries begin in the block.</summary>
    public int EntriesAt => LogBlock.HeaderSize + entriesAt;

    public ReadOnlySpan<byte> Entries => body[entriesAt..];

    private static LogCheckpoint Checkpoint(ReadOnlySpan<byte> span) => new(BinaryPrimitives.ReadInt64LittleEndian(span), BinaryPrimitives.ReadInt32LittleEndian(span[8..]));
}
