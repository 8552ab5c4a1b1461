using System.Buffers.Binary;

namespace GraphPlatform.Platform.Logs;

/// <summary>A segment as far as it is written at one moment.</summary>
/// <param name="Segment">It.</param>
/// <param name="FirstSequence">Its first entry, or the first that will be.</param>
/// <param name="LastSequence">Its last entry.</param>
/// <param name="Length">Bytes.</param>
internal sealed record LogSegmentPart(LogSegment Segment, long FirstSequence, long LastSequence, long Length)
{
    /// <summary>Goes over its blocks; null when retention took it.</summary>
    public LogBlockScanner? Open(long after) => Segment.Scan(after, Length);
}

/// <summary>One file of a container's log: blocks one after another, named after its first sequence.</summary>
internal sealed class LogSegment
{
    // One index entry per this many bytes is enough: a reader scans block headers from there.
    private const int IndexGrain = 64 << 10;

    private readonly List<(long Sequence, long Offset)> index = [];

    private LogSegment(string path, long firstSequence)
    {
        Path = path;
        FirstSequence = firstSequence;
    }

    public string Path { get; }

    public long FirstSequence { get; }

    /// <summary>Bytes of whole blocks.</summary>
    public long Length { get; private set; }

    public DateTime LastWrite => File.GetLastWriteTimeUtc(Path);

    public static string Name(long firstSequence) => firstSequence.ToString("D19") + ".log";

    /// <summary>Makes the file with the blocks that it begins with: under another name first, so that a crash leaves no half of it.</summary>
    public static LogSegment Create(string folder, long firstSequence, IReadOnlyList<LogBlock> beginning)
    {
        var segment = new LogSegment(System.IO.Path.Combine(folder, Name(firstSequence)), firstSequence);
        var unfinished = segment.Path + ".new";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            foreach (var block in beginning) file.Write(block.Bytes.Span);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, segment.Path, overwrite: true);
        foreach (var block in beginning) segment.Appended(block);
        return segment;
    }

    /// <summary>The segments of a folder, the oldest first. Only the last is read, block by block; a torn end, which nobody has seen, is cut off.</summary>
    public static List<LogSegment> Load(string folder, Action<LogBlock> lastSegment)
    {
        var segments = Directory.EnumerateFiles(folder, "*.log").Order(StringComparer.Ordinal)
            .Select(path => new LogSegment(path, long.Parse(System.IO.Path.GetFileNameWithoutExtension(path)))).ToList();
        for (var i = 0; i < segments.Count; i++)
        {
            if (i == segments.Count - 1) segments[i].Recover(lastSegment);
            else segments[i].Length = new FileInfo(segments[i].Path).Length;
        }

        return segments;
    }

    /// <summary>Notes that a block was appended.</summary>
    public void Appended(LogBlock block)
    {
        Note(block.FirstSequence, Length);
        Length += block.Bytes.Length;
    }

    /// <summary>Reads the blocks that hold entries after <paramref name="after"/>, at most about <paramref name="maxBytes"/> of them; none when retention took the file.</summary>
    public List<LogBlock> Read(long after, int maxBytes)
    {
        var blocks = new List<LogBlock>();
        using var scanner = Scan(after, Length);
        for (var read = 0; read < maxBytes && scanner?.TryRead(out var bytes) == true;)
        {
            var view = new LogBlockView(bytes.Span);
            var last = view.FirstSequence + view.Count - 1;
            Note(last + 1, scanner.Position);
            if (last <= after) continue;
            blocks.Add(new LogBlock(bytes.ToArray()));
            read += bytes.Length;
        }

        return blocks;
    }

    /// <summary>Goes over the blocks that hold entries after a sequence, and maybe some before; null when retention took the file.</summary>
    /// <param name="after">The sequence.</param>
    /// <param name="end">Where the last block to look at ends.</param>
    public LogBlockScanner? Scan(long after, long end)
    {
        try
        {
            return new LogBlockScanner(File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), StartFor(after), end);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private long StartFor(long after)
    {
        lock (index)
        {
            var low = 0;
            var high = index.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (index[middle].Sequence <= after + 1) low = middle + 1;
                else high = middle;
            }

            return low == 0 ? 0 : index[low - 1].Offset;
        }
    }

    private void Note(long sequence, long offset)
    {
        lock (index)
        {
            if (index.Count == 0 ? offset > 0 && offset < IndexGrain : offset < index[^1].Offset + IndexGrain) return;
            index.Add((sequence, offset));
        }
    }

    private void Recover(Action<LogBlock> block)
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        Span<byte> header = stackalloc byte[LogBlock.HeaderSize];
        while (file.Length - Length >= LogBlock.HeaderSize)
        {
            file.Position = Length;
            file.ReadExactly(header);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
            if (length > LogBlock.MaxBodySize || Length + LogBlock.HeaderSize + length > file.Length) break;
            var bytes = new byte[LogBlock.HeaderSize + length];
            file.Position = Length;
            file.ReadExactly(bytes);
            if (LogBlock.Parse(bytes) is not { } whole) break;
            block(whole);
            Appended(whole);
        }

        file.SetLength(Length);
    }
}
