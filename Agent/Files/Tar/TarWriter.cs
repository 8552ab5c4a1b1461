using System.Text;

namespace GraphPlatform.Agent.Files.Tar;

/// <summary>Writes a tar as POSIX says (pax): with an extended header for each member of which a header of 512 bytes cannot tell all. Names are written as the bytes that they are.</summary>
/// <param name="output">Gets it.</param>
internal sealed class TarWriter(Stream output)
{
    private const int EndBlocks = 2;

    private readonly byte[] block = new byte[TarHeader.Bytes];
    private readonly byte[] buffer = new byte[128 << 10];

    /// <summary>How many members were written.</summary>
    public long Count { get; private set; }

    /// <summary>How many bytes their contents have.</summary>
    public long ContentBytes { get; private set; }

    /// <summary>Writes a member.</summary>
    /// <param name="member">It.</param>
    /// <param name="content">Of a file: so many bytes as it says; null where it has none.</param>
    /// <param name="ct">Cancels.</param>
    public async Task WriteAsync(TarMember member, Stream? content, CancellationToken ct)
    {
        var name = LinuxText.Encode(member.Kind == TarKind.Folder ? (member.Path.Length == 0 ? "./" : member.Path + "/") : member.Path);
        var target = LinuxText.Encode(member.Target);
        var extended = Extended(member, name, target);
        if (extended.Length > 0)
        {
            await output.WriteAsync(Header((byte)'x', [.. "PaxHeaders/"u8, .. name], [], extended.Length, 0b110_100_100, member), ct);
            await output.WriteAsync(extended, ct);
            await PadAsync(extended.Length, ct);
        }

        await output.WriteAsync(Header(TypeOf(member.Kind), name, target, member.Size, member.Mode, member), ct);
        for (var left = member.Size; left > 0;)
        {
            var read = await content!.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), ct);
            if (read == 0) throw new EndOfStreamException("A file has less bytes than it said.");
            await output.WriteAsync(buffer.AsMemory(0, read), ct);
            left -= read;
        }

        await PadAsync(member.Size, ct);
        Count++;
        ContentBytes += member.Size;
    }

    /// <summary>Writes the end of the archive, without which it counts as cut off.</summary>
    public async Task EndAsync(CancellationToken ct) => await output.WriteAsync(new byte[EndBlocks * TarHeader.Bytes], ct);

    private static byte TypeOf(TarKind kind) => kind switch
    {
        TarKind.File => (byte)'0',
        TarKind.HardLink => (byte)'1',
        TarKind.Link => (byte)'2',
        TarKind.Folder => (byte)'5',
        _ => (byte)'6',
    };

    private static byte[] Extended(TarMember member, byte[] name, byte[] target)
    {
        using var records = new MemoryStream();
        var (nameBytes, targetBytes, numberBytes, largeBytes) = (100, 100, 8, 12);
        var hasLongName = name.Length > nameBytes || !Ascii.IsValid(name);
        var hasLongTarget = target.Length > targetBytes || !Ascii.IsValid(target);
        if (!LinuxText.IsUnicode(member.Path) || !LinuxText.IsUnicode(member.Target)) PaxRecords.WriteBinary(records);
        if (hasLongName) PaxRecords.Write(records, "path", name);
        if (hasLongTarget) PaxRecords.Write(records, "linkpath", target);
        if (!TarNumbers.Fits(member.User, numberBytes)) PaxRecords.Write(records, "uid", TarNumbers.Text(member.User));
        if (!TarNumbers.Fits(member.Group, numberBytes)) PaxRecords.Write(records, "gid", TarNumbers.Text(member.Group));
        if (!TarNumbers.Fits(member.Size, largeBytes)) PaxRecords.Write(records, "size", TarNumbers.Text(member.Size));
        if (member.Modified.Nanoseconds != 0 || !TarNumbers.Fits(member.Modified.Seconds, largeBytes)) PaxRecords.Write(records, "mtime", Encoding.ASCII.GetBytes(TarNumbers.Text(member.Modified)));
        return records.ToArray();
    }

    private byte[] Header(byte type, ReadOnlySpan<byte> name, ReadOnlySpan<byte> target, long size, int mode, TarMember member)
    {
        Array.Clear(block);
        var header = new TarHeader(block);
        name[..Math.Min(name.Length, header.Name.Length)].CopyTo(header.Name);
        target[..Math.Min(target.Length, header.Target.Length)].CopyTo(header.Target);
        header.Type = type;
        "ustar\000"u8.CopyTo(header.Magic);
        TarNumbers.Write(mode, header.Mode);
        Write(member.User, header.User);
        Write(member.Group, header.Group);
        Write(size, header.Size);
        Write(member.Modified.Seconds, header.Modified);
        header.Seal();
        return block;
    }

    /// <summary>What does not fit is in the extended header.</summary>
    private static void Write(long number, Span<byte> field) => TarNumbers.Write(TarNumbers.Fits(number, field.Length) ? number : 0, field);

    private async Task PadAsync(long bytes, CancellationToken ct)
    {
        var padding = (int)(-bytes & (TarHeader.Bytes - 1));
        if (padding == 0) return;
        Array.Clear(block);
        await output.WriteAsync(block.AsMemory(0, padding), ct);
    }
}
