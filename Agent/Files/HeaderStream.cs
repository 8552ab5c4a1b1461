using GraphPlatform.Platform.Files;

namespace GraphPlatform.Agent.Files;

/// <summary>A tar whose headers are not longer than they may be: the reader holds each of them in memory, however long it says it is.</summary>
internal sealed class HeaderStream(Stream tar) : ReadOnlyStream
{
    // Names and links of 4 kB, and what else a header says.
    private const int MaxHeaderBytes = 1 << 20;

    private long header;

    /// <summary>Whether what is read now is a header.</summary>
    public bool InHeader
    {
        get;
        set
        {
            field = value;
            header = 0;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await tar.ReadAsync(buffer, cancellationToken);
        if (InHeader && (header += read) > MaxHeaderBytes) throw new InvalidDataException($"A header has more than {MaxHeaderBytes} bytes.");
        return read;
    }
}
