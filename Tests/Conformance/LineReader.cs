namespace GraphPlatform.Tests.Conformance;

/// <summary>Splits a stream into lines without decoding them.</summary>
internal sealed class LineReader(Stream stream)
{
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private int searched;
    private bool ended;

    /// <summary>Whether another whole line is here already: if not, whoever sent the last one may be waiting for its answer.</summary>
    public bool HasLine => buffer.AsSpan(start, end - start).Contains((byte)'\n');

    /// <summary>The next line without its end, or null; the bytes are good until the next call. <paramref name="tooLong"/>: it is left out.</summary>
    public ReadOnlyMemory<byte>? Next(out bool tooLong)
    {
        tooLong = false;
        while (true)
        {
            var found = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (found >= 0 || (ended && end > start))
            {
                var stop = found >= 0 ? searched + found : end;
                var line = buffer.AsMemory(start, stop - start);
                start = searched = Math.Min(stop + 1, end);
                return tooLong ? ReadOnlyMemory<byte>.Empty : line;
            }

            if (ended) return null;
            searched = end;
            if (end - start > CaseLimits.LineBytes)
            {
                tooLong = true;
                start = searched = end = 0;
            }

            Fill();
        }
    }

    private void Fill()
    {
        if (end == buffer.Length)
        {
            var target = end - start > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
            buffer.AsSpan(start, end - start).CopyTo(target);
            (searched, end, start, buffer) = (searched - start, end - start, 0, target);
        }

        var read = stream.Read(buffer, end, buffer.Length - end);
        if (read == 0) ended = true;
        end += read;
    }
}
