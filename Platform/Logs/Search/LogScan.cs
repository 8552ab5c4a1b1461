namespace GraphPlatform.Platform.Logs.Search;

/// <summary>Takes the lines that a scan finds.</summary>
/// <param name="entry">What fits. Its text is valid until the call returns.</param>
/// <returns>Whether to go on.</returns>
internal delegate bool TakeEntry(in LogEntry entry);

/// <summary>What a scan went over.</summary>
/// <param name="Lines">Lines and gaps that it looked at.</param>
/// <param name="Matches">Lines that fitted; gaps do not count.</param>
internal readonly record struct Scanned(long Lines, long Matches);

/// <summary>Goes over a part of one segment.</summary>
internal static class LogScan
{
    /// <summary>Looks at the entries after one sequence up to another, the oldest first.</summary>
    /// <param name="part">Where.</param>
    /// <param name="after">Begins after this one.</param>
    /// <param name="upTo">The last one.</param>
    /// <param name="matcher">What fits.</param>
    /// <param name="take">Gets what fits, and gaps; null to count alone.</param>
    /// <param name="ct">Cancels.</param>
    public static Scanned Run(LogSegmentPart part, long after, long upTo, LogMatcher matcher, TakeEntry? take, CancellationToken ct)
    {
        var (lines, matches) = (0L, 0L);
        using var blocks = part.Open(after);
        while (blocks?.TryRead(out var block) == true)
        {
            ct.ThrowIfCancellationRequested();
            var view = new LogBlockView(block.Span);
            if (view.FirstSequence > upTo) break;
            var last = view.FirstSequence + view.Count - 1;
            if (last <= after) continue;
            lines += Math.Min(last, upTo) - Math.Max(view.FirstSequence - 1, after);
            if (!ScanBlock(block, view, after, upTo, matcher, take, ref matches)) break;
        }

        return new Scanned(lines, matches);
    }

    private static bool ScanBlock(ReadOnlyMemory<byte> block, in LogBlockView view, long after, long upTo, LogMatcher matcher, TakeEntry? take, ref long matches)
    {
        var entries = view.Entries;
        var mayFit = matcher.MayFit(view);
        var coloured = mayFit && AnsiText.IndexOf(entries) >= 0;
        var place = mayFit ? matcher.NextPlace(entries, coloured) : entries.Length;
        if (place == entries.Length && take is null) return true;
        for (var (at, i) = (0, 0); i < view.Count; i++)
        {
            var header = LogEntryFormat.Read(entries[at..]);
            var text = at + LogEntryFormat.HeaderSize;
            at = text + header.Length;
            var sequence = view.FirstSequence + i;
            if (sequence <= after || sequence > upTo) continue;
            if (header.Kind == LogEntryKind.Gap)
            {
                if (take is not null && !take(Entry(block, view, sequence, header, text))) return false;
                continue;
            }

            // The text stands nowhere before that place. What is found in a header or across two lines is no match: Fits looks at the line alone.
            if (place >= at) continue;
            if (matcher.Fits(header, entries.Slice(text, header.Length)))
            {
                matches++;
                if (take is not null && !take(Entry(block, view, sequence, header, text))) return false;
            }

            place = at + matcher.NextPlace(entries[at..], coloured);
            if (place == entries.Length && take is null) return true;
        }

        return true;
    }

    private static LogEntry Entry(ReadOnlyMemory<byte> block, in LogBlockView view, long sequence, LogEntryHeader header, int textAt) => LogEntryFormat.Entry(
        sequence, header, block.Slice(view.EntriesAt + textAt, header.Length), LogBlock.Text(view.InstanceId), view.Deployment);
}
