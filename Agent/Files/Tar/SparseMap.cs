using System.Text;

namespace GraphPlatform.Agent.Files.Tar;

/// <summary>Where a file with holes has data.</summary>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">How many.</param>
internal readonly record struct TarSegment(long Offset, long Length);

/// <summary>
/// What an archive says of a file with holes: its length, and where the bytes go that it has. There are four forms, all of GNU tar: in headers of its own type, and in extended headers
/// 0.0, 0.1 and 1.0, which bsdtar writes too. https://www.gnu.org/software/tar/manual/html_section/Sparse-Formats.html
/// </summary>
internal sealed class SparseMap
{
    private const int MaxSegments = 1_000_000;
    private const int EntryBytes = 24;

    // Of GNU's own header.
    private const int FirstEntryAt = 386;
    private const int FirstEntries = 4;
    private const int FirstMoreAt = 482;
    private const int RealSizeAt = 483;

    // Of those behind it.
    private const int MoreEntries = 21;
    private const int MoreAt = 504;

    private readonly List<TarSegment> segments = [];
    private long? offset;

    /// <summary>Where there is data, from the beginning to the end of the file.</summary>
    public IReadOnlyList<TarSegment> Segments => segments;

    /// <summary>Bytes of the file, holes included.</summary>
    public long Size { get; private set; } = -1;

    /// <summary>The name of the file, where the member has one that stands for it; null where it has its own.</summary>
    public byte[]? Name { get; private set; }

    /// <summary>Whether the rest of the map stands at the beginning of the content.</summary>
    public bool IsInContent { get; private set; }

    /// <summary>Bytes that the archive has of it.</summary>
    public long DataBytes => segments.Sum(s => s.Length);

    /// <summary>Reads what extended headers say.</summary>
    public static SparseMap Of(IEnumerable<(string Key, byte[] Value)> records)
    {
        var map = new SparseMap();
        var version = (Major: "0", Minor: "0");
        foreach (var (key, value) in records)
        {
            switch (key)
            {
                case "major": version.Major = Encoding.ASCII.GetString(value); break;
                case "minor": version.Minor = Encoding.ASCII.GetString(value); break;
                case "name": map.Name = value; break;
                case "size" or "realsize": map.Size = Number(value); break;
                case "offset": map.offset = Number(value); break;
                case "numbytes": map.Add(map.offset ?? throw Wrong(), Number(value)); break;
                case "map": map.AddAll(value); break;
                case "numblocks": break;
                default: throw Wrong();
            }
        }

        map.IsInContent = version.Major == "1";
        return version is ("1", "0") || version.Major == "0" ? map : throw Wrong();
    }

    /// <summary>Reads what GNU's own header says.</summary>
    /// <returns>The map, and whether a header follows that goes on with it.</returns>
    public static (SparseMap Map, bool GoesOn) Of(ReadOnlySpan<byte> header)
    {
        var map = new SparseMap { Size = TarNumbers.Read(header.Slice(RealSizeAt, EntryBytes / 2)) ?? throw Wrong() };
        map.AddFields(header[FirstEntryAt..], FirstEntries);
        return (map, header[FirstMoreAt] != 0);
    }

    /// <summary>Reads a header that goes on with a map.</summary>
    /// <returns>Whether another one follows.</returns>
    public bool AddBlock(ReadOnlySpan<byte> block)
    {
        AddFields(block, MoreEntries);
        return block[MoreAt] != 0;
    }

    /// <summary>Reads the map from the beginning of the content: the number of segments, and two numbers for each, a line each, in whole blocks.</summary>
    /// <param name="block">Reads the next 512 bytes.</param>
    public async Task ReadContentAsync(Func<Task<ReadOnlyMemory<byte>>> block)
    {
        var (digits, count) = (new List<byte>(), -1L);
        while (count < 0 || segments.Count < count)
        {
            foreach (var one in (await block()).ToArray())
            {
                if (one != '\n')
                {
                    if (count >= 0 && segments.Count == count) continue;        // the rest of the last block
                    digits.Add(one);
                    if (digits.Count > EntryBytes) throw Wrong();
                    continue;
                }

                var number = Number([.. digits]);
                digits.Clear();
                if (count < 0) count = number <= MaxSegments ? number : throw Wrong();
                else if (offset is { } at) Add(at, number);
                else offset = number;
            }
        }
    }

    /// <summary>Refuses a map that is not that of a file.</summary>
    /// <param name="dataBytes">What the archive has of it.</param>
    public void Demand(long dataBytes)
    {
        if (Size < 0 || DataBytes != dataBytes || (segments is [.., var last] && last.Offset + last.Length > Size)) throw Wrong();
    }

    private static InvalidDataException Wrong() => new("the map of a sparse file is not one that can be");

    private static long Number(byte[] text) => TarNumbers.ReadDecimal(text) ?? throw Wrong();

    private void AddAll(byte[] list)
    {
        var numbers = Encoding.ASCII.GetString(list).Split(',').Select(n => Number(Encoding.ASCII.GetBytes(n))).ToList();
        if (numbers.Count % 2 != 0) throw Wrong();
        for (var i = 0; i < numbers.Count; i += 2) Add(numbers[i], numbers[i + 1]);
    }

    private void AddFields(ReadOnlySpan<byte> fields, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var entry = fields.Slice(i * EntryBytes, EntryBytes);
            if (entry[EntryBytes / 2] == 0) return;         // the length of the first that is not used
            Add(TarNumbers.Read(entry[..(EntryBytes / 2)]) ?? throw Wrong(), TarNumbers.Read(entry[(EntryBytes / 2)..]) ?? throw Wrong());
        }
    }

    private void Add(long at, long length)
    {
        offset = null;
        if (at < 0 || length < 0 || at > long.MaxValue - length || segments.Count == MaxSegments) throw Wrong();
        if (segments is [.., var last] && at < last.Offset + last.Length) throw Wrong();
        segments.Add(new TarSegment(at, length));
    }
}
