namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>
/// Puts the values that came late into their holes, in order, and lets nulls propagate from them:
/// https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors.Propagating-Execution-Errors
/// </summary>
internal static class ResultAssembly
{
    /// <summary>Settles which frames became null. False: the null reaches the range's own position.</summary>
    public static bool Settle(in WriteRange range, List<Hole> holes, List<NullableFrame> frames)
    {
        for (var i = range.Start.Holes; i < range.End.Holes; i++)
            if (!holes[i].Failed && !Settle(holes[i].Range, holes, frames)) holes[i].Failed = true;

        // Inner frames were recorded before the outer ones that contain them.
        for (var f = range.Start.Frames; f < range.End.Frames; f++)
        {
            var frame = frames[f];
            if (!AnyFailed(holes, frame.FirstHole, frame.EndHole)) continue;
            for (var i = frame.FirstHole; i < frame.EndHole; i++) holes[i].NulledBy = f;
        }

        return !AnyFailed(holes, range.Start.Holes, range.End.Holes);
    }

    /// <summary>Writes a settled range with its holes filled.</summary>
    public static void Write(Utf8Output target, ReadOnlySpan<byte> source, in WriteRange range, List<Hole> holes, List<NullableFrame> frames)
    {
        var position = range.Start.Length;
        for (var i = range.Start.Holes; i < range.End.Holes; i++)
        {
            var hole = holes[i];
            if (hole.NulledBy >= 0)
            {
                var frame = frames[hole.NulledBy];
                target.Raw(source[position..frame.Start]);
                target.Null();
                position = frame.End;
                i = frame.EndHole - 1;
            }
            else
            {
                target.Raw(source[position..hole.Position]);
                Write(target, source, hole.Range, holes, frames);
                position = hole.Position;
            }
        }

        target.Raw(source[position..range.End.Length]);
    }

    /// <summary>Adds the pieces of the output that <see cref="Write"/> would write, as their first byte and the byte after their last.</summary>
    public static void AddSegments(List<(int Start, int End)> segments, in WriteRange range, List<Hole> holes, List<NullableFrame> frames)
    {
        var position = range.Start.Length;
        for (var i = range.Start.Holes; i < range.End.Holes; i++)
        {
            var hole = holes[i];
            var frame = hole.NulledBy >= 0 ? frames[hole.NulledBy] : default;
            segments.Add((position, hole.NulledBy >= 0 ? frame.Start : hole.Position));
            if (hole.NulledBy >= 0) i = frame.EndHole - 1;
            else AddSegments(segments, hole.Range, holes, frames);
            position = hole.NulledBy >= 0 ? frame.End : hole.Position;
        }

        segments.Add((position, range.End.Length));
    }

    private static bool AnyFailed(List<Hole> holes, int first, int end)
    {
        for (var i = first; i < end; i++)
            if (holes[i].Failed && holes[i].NulledBy < 0) return true;
        return false;
    }
}
