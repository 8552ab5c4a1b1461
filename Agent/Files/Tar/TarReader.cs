using GraphPlatform.Platform.Access;

namespace GraphPlatform.Agent.Files.Tar;

/// <summary>
/// Reads a tar: POSIX's (ustar and pax), GNU's, and those from before. It is strict, since what it does not understand would become other files in silence: each such member is refused by
/// its name, and so is a tar without its end.
/// </summary>
/// <param name="input">The tar, plain. It is not read further than the end of the archive.</param>
internal sealed class TarReader(Stream input)
{
    // Names and links of 4 kB, and what else may be said of one member.
    private const int MaxHeaderBytes = 1 << 20;

    private readonly byte[] block = new byte[TarHeader.Bytes];
    private readonly byte[] skipped = new byte[64 << 10];
    private readonly PaxRecords global = new();
    private string name = "";
    private long left;
    private int padding;

    /// <summary>The next member; what was not read of the content of the one before is passed over. Null after the last.</summary>
    /// <exception cref="PlatformException">VALIDATION: it is no tar, it breaks off, or it has something that is not understood.</exception>
    public async ValueTask<TarMember?> NextAsync(CancellationToken ct)
    {
        try
        {
            return await ReadNextAsync(ct);
        }
        catch (InvalidDataException error)
        {
            // A sentence about a member, or what is wrong with the whole.
            throw error.Message.StartsWith('\'') ? new PlatformException(ErrorCode.Validation, error.Message) : Broken(error.Message);
        }
    }

    /// <summary>Reads some of the content of the member.</summary>
    /// <returns>0 at its end.</returns>
    public async ValueTask<int> ReadContentAsync(Memory<byte> buffer, CancellationToken ct)
    {
        if (left == 0 || buffer.Length == 0) return 0;
        var read = await input.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], ct);
        if (read == 0) throw Broken($"it ends in '{name}'");
        left -= read;
        return read;
    }

    private PlatformException Broken(string why) =>
        new(ErrorCode.Validation, $"This is not a whole tar archive: {why}{(name.Length == 0 || why.EndsWith('\'') ? "" : $", at or behind '{name}'")}.");

    private async Task<TarMember?> ReadNextAsync(CancellationToken ct)
    {
        while (await ReadContentAsync(skipped, ct) > 0)
        {
            // What nobody wanted.
        }

        if (padding > 0 && await input.ReadAtLeastAsync(skipped.AsMemory(0, padding), padding, throwOnEndOfStream: false, ct) < padding) throw Broken($"it ends in '{name}'");
        padding = 0;
        var extras = new TarExtras(global);
        while (true)
        {
            var read = await input.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, ct);
            if (read < block.Length) throw Broken(read == 0 && extras.IsEmpty ? "its end is missing, so that it may have been cut off" : "it ends in a header");
            if (!block.AsSpan().ContainsAnyExcept((byte)0)) return extras.IsEmpty ? null : throw Broken("it ends after the header of a header");
            if (!new TarHeader(block).HasRightChecksum) throw Broken("a header has another checksum than it says");
            var type = block[156];
            if (type is not ((byte)'x' or (byte)'g' or (byte)'L' or (byte)'K')) break;
            var content = new byte[HeaderBytes(extras.Bytes)];
            var padded = new byte[Padding(content.Length)];
            if (await input.ReadAtLeastAsync(content, content.Length, false, ct) < content.Length || await input.ReadAtLeastAsync(padded, padded.Length, false, ct) < padded.Length)
                throw Broken("it ends in a header");
            extras.Add(type, content);
        }

        if (block[156] == 'V')      // the label of a tape: no file, and nothing is lost without it
        {
            if (Size(null) != 0 || !extras.IsEmpty) throw Broken("a label has a content");
            return await ReadNextAsync(ct);
        }

        var sparse = extras.Sparse();
        var member = Member(extras, sparse?.Name);
        (name, left, padding) = (LinuxText.Shown(member.Path), member.Size, Padding(member.Size));
        return block[156] == 'S' || sparse is not null ? await WithHolesAsync(member, sparse, ct) : member;
    }

    private async Task<TarMember> WithHolesAsync(TarMember member, SparseMap? map, CancellationToken ct)
    {
        if (member.Kind != TarKind.File || (map is not null && block[156] == 'S')) throw new InvalidDataException($"'{name}' in the archive is no file and has holes, and was not written.");
        if (map is null)
        {
            (map, var goesOn) = SparseMap.Of(block);
            while (goesOn)
            {
                if (await input.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, ct) < block.Length) throw Broken("it ends in a header");
                goesOn = map.AddBlock(block);
            }
        }
        else if (map.IsInContent)
        {
            await map.ReadContentAsync(async () =>
            {
                for (var filled = 0; filled < block.Length;)
                    filled += await ReadContentAsync(block.AsMemory(filled), ct) is > 0 and var read ? read : throw new InvalidDataException("the map of a sparse file has no end");
                return block;
            });
        }

        map.Demand(left);
        return member with { Size = map.Size, Segments = map.Segments };
    }

    private TarMember Member(TarExtras extras, byte[]? real)
    {
        var header = new TarHeader(block);
        var raw = real ?? extras.Value("path", extras.LongName) ?? NameOf(header);
        if (extras.Stranger is { } stranger) throw TarPath.Impossible(raw, $"has the extension {stranger}, which is not understood");
        if (KindOf(raw, header.Type) is not { } kind) throw TarPath.Impossible(raw, $"is {WordsOf(header.Type)}, which is not understood");
        var path = TarPath.Of(raw);
        var size = Size(extras.Value("size"));
        if (kind != TarKind.File && size > 0) throw TarPath.Impossible(raw, "is no file and has a content, which is not understood");
        if (path.Length == 0 && kind != TarKind.Folder) throw TarPath.Impossible(raw, "has no name");
        var target = extras.Value("linkpath", extras.LongTarget) ?? TarHeader.Text(header.Target).ToArray();
        return new TarMember(path, kind)
        {
            Target = kind switch { TarKind.Link => TarPath.Target(raw, target), TarKind.HardLink => TarPath.Of(target), _ => "" },
            Size = size,
            Mode = (int)(Number(header.Mode, "mode") & 0xFFF),
            User = extras.Value("uid") is { } user ? Decimal(user, "uid") : Number(header.User, "uid"),
            Group = extras.Value("gid") is { } group ? Decimal(group, "gid") : Number(header.Group, "gid"),
            Modified = extras.Value("mtime") is { } time
                ? TarNumbers.ReadTime(time) ?? throw new InvalidDataException("an mtime is not a number")
                : new UnixTime(Number(header.Modified, "mtime"), 0),
        };
    }

    private long Size(byte[]? extended)
    {
        var size = extended is not null ? Decimal(extended, "size") : Number(new TarHeader(block).Size, "size");
        return size is >= 0 and <= long.MaxValue - TarHeader.Bytes ? size : throw new InvalidDataException("a size is negative or too large");
    }

    private int HeaderBytes(int before)
    {
        var size = Size(null);
        return size + before <= MaxHeaderBytes ? (int)size : throw new InvalidDataException($"a header has more than {MaxHeaderBytes} bytes");
    }

    private static int Padding(long size) => (int)(-size & (TarHeader.Bytes - 1));

    private static long Decimal(byte[] value, string what) => TarNumbers.ReadDecimal(value) ?? throw new InvalidDataException($"a {what} is not a number that can be");

    private static long Number(ReadOnlySpan<byte> field, string what) => TarNumbers.Read(field) ?? throw new InvalidDataException($"a {what} is not a number that can be");

    private static byte[] NameOf(TarHeader header)
    {
        var name = TarHeader.Text(header.Name);
        var prefix = header.IsPosix ? TarHeader.Text(header.Prefix) : [];
        return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    /// <summary>Before there were types, a slash at its end made a name that of a folder, and some programs still say it so.</summary>
    private static TarKind? KindOf(byte[] name, byte type) => type switch
    {
        0 or (byte)'0' or (byte)'7' => name is [.., (byte)'/'] ? TarKind.Folder : TarKind.File,
        (byte)'S' => TarKind.File,
        (byte)'1' => TarKind.HardLink,
        (byte)'2' => TarKind.Link,
        (byte)'5' => TarKind.Folder,
        (byte)'6' => TarKind.Pipe,
        _ => null,
    };

    private static string WordsOf(byte type) => type switch
    {
        (byte)'3' => "a character device",
        (byte)'4' => "a block device",
        (byte)'D' => "a folder of an incremental archive",
        (byte)'M' => "the rest of a file that began in another archive",
        (byte)'X' => "an extended header of Solaris",
        >= 0x21 and < 0x7F => $"of the type '{(char)type}'",
        _ => $"of the type {type}",
    };
}
