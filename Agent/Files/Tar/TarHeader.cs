namespace GraphPlatform.Agent.Files.Tar;

/// <summary>The 512 bytes of a header, as all tars have them since 1979. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06</summary>
internal readonly ref struct TarHeader(Span<byte> block)
{
    /// <summary>Bytes of a header, and of what contents are padded to.</summary>
    public const int Bytes = 512;

    private const int ChecksumAt = 148;
    private const int ChecksumBytes = 8;

    private readonly Span<byte> block = block;

    public Span<byte> Name => block[..100];
    public Span<byte> Mode => block.Slice(100, 8);
    public Span<byte> User => block.Slice(108, 8);
    public Span<byte> Group => block.Slice(116, 8);
    public Span<byte> Size => block.Slice(124, 12);
    public Span<byte> Modified => block.Slice(136, 12);
    public ref byte Type => ref block[156];
    public Span<byte> Target => block.Slice(157, 100);
    public Span<byte> Magic => block.Slice(257, 8);
    public Span<byte> Prefix => block.Slice(345, 155);

    /// <summary>All of it.</summary>
    public Span<byte> Block => block;

    /// <summary>Whether it is as POSIX says, where names may have a part in <see cref="Prefix"/>; GNU has other things there.</summary>
    public bool IsPosix => Magic.StartsWith("ustar\0"u8);

    /// <summary>Whether its sum is what it says. Some old programs added bytes as signed ones.</summary>
    public bool HasRightChecksum
    {
        get
        {
            var (unsigned, signed) = Sums();
            return TarNumbers.Read(block.Slice(ChecksumAt, ChecksumBytes)) is { } said && (said == unsigned || said == signed);
        }
    }

    /// <summary>The bytes of a field up to the first zero.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is var end and >= 0 ? field[..end] : field;

    /// <summary>Writes its sum, when all else is written.</summary>
    public void Seal()
    {
        TarNumbers.Write(Sums().Unsigned, block.Slice(ChecksumAt, ChecksumBytes - 1));
        block[ChecksumAt + ChecksumBytes - 1] = (byte)' ';
    }

    private (long Unsigned, long Signed) Sums()
    {
        var (unsigned, signed) = (0L, 0L);
        for (var i = 0; i < Bytes; i++)
        {
            var value = i is >= ChecksumAt and < ChecksumAt + ChecksumBytes ? (byte)' ' : block[i];
            unsigned += value;
            signed += (sbyte)value;
        }

        return (unsigned, signed);
    }
}
