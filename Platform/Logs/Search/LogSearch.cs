namespace GraphPlatform.Platform.Logs.Search;

/// <summary>Some entries that fit, and how far the search came.</summary>
/// <param name="Entries">In the order of their sequence.</param>
/// <param name="From">Everything after this sequence was looked at …</param>
/// <param name="To">… up to this one.</param>
internal sealed record FoundEntries(IReadOnlyList<LogEntry> Entries, long From, long To);

/// <summary>Looks for lines of one log that fit a filter. Segment by segment, so that it can be left at any moment and says how far it came.</summary>
internal sealed class LogSearch(ContainerLog log, LogMatcher matcher, TimeProvider clock)
{
    // A page that finds little in a long log is answered after this with what there is, and goes on from there when it is asked.
    private static readonly TimeSpan PageTime = TimeSpan.FromSeconds(1);

    // Clocks of containers' machines may differ from the file system's by a little.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(5);

    /// <summary>The last so many that fit and come before a sequence.</summary>
    public FoundEntries Last(long after, long upTo, int limit, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var found = new List<LogEntry>();
        var reached = upTo;
        foreach (var part in Parts(after, upTo).Reverse())
        {
            var (newest, _) = Newest(part, after, upTo, limit - found.Count, ct);
            found.InsertRange(0, newest);
            reached = found.Count == limit ? found[0].Sequence - 1 : Math.Max(after, part.FirstSequence - 1);
            if (found.Count == limit || clock.GetElapsedTime(began) > PageTime) return new FoundEntries(found, reached, upTo);
        }

        return new FoundEntries(found, after, upTo);
    }

    /// <summary>The first so many that fit and come after a sequence.</summary>
    public FoundEntries First(long after, long upTo, int limit, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var found = new List<LogEntry>();
        foreach (var part in Parts(after, upTo))
        {
            LogScan.Run(part, after, upTo, matcher, (in entry) =>
            {
                found.Add(Kept(entry));
                return found.Count < limit;
            }, ct);
            if (found.Count == limit) return new FoundEntries(found, after, found[^1].Sequence);
            if (clock.GetElapsedTime(began) > PageTime) return new FoundEntries(found, after, Math.Min(upTo, part.LastSequence));
        }

        return new FoundEntries(found, after, upTo);
    }

    /// <summary>The last so many that fit in one segment, the oldest first, and how many fit in all.</summary>
    public (IReadOnlyCollection<LogEntry> Entries, Scanned Scanned) Newest(LogSegmentPart part, long after, long upTo, int limit, CancellationToken ct)
    {
        var newest = new Queue<LogEntry>();
        var scanned = LogScan.Run(part, after, upTo, matcher, (in entry) =>
        {
            newest.Enqueue(Kept(entry));
            if (newest.Count > limit) newest.Dequeue();
            return true;
        }, ct);
        return (newest, scanned);
    }

    /// <summary>Counts the lines that fit in one segment.</summary>
    public Scanned Count(LogSegmentPart part, long upTo, CancellationToken ct) => LogScan.Run(part, 0, upTo, matcher, take: null, ct);

    /// <summary>The segments that may hold lines between two sequences and within the filter's time, the oldest first.</summary>
    public IEnumerable<LogSegmentPart> Parts(long after, long upTo) => log.Parts().Where(part =>
        part.FirstSequence <= upTo && part.LastSequence > after && (matcher.From is not { } from || part.Segment.LastWrite >= (from - ClockMargin).UtcDateTime));

    /// <summary>The scan's buffer is used again.</summary>
    private static LogEntry Kept(in LogEntry entry) => entry with { Text = entry.Text.ToArray() };
}
