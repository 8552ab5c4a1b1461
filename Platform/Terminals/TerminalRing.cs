namespace GraphPlatform.Platform.Terminals;

/// <summary>The newest output of a terminal. Grows to its limit and no further; then the oldest gives way. Not for several threads.</summary>
internal sealed class TerminalRing(int limit)
{
    private const int FirstSize = 4 << 10;
    private const int LongestCharacter = 4;

    private byte[] bytes = new byte[Math.Min(FirstSize, limit)];

    /// <summary>How many bytes were written in all: the place where the next will be.</summary>
    public long Head { get; private set; }

    /// <summary>The first place that is still kept.</summary>
    public long First => Math.Max(0, Head - bytes.Length);

    /// <summary>Keeps what was written.</summary>
    public void Append(ReadOnlySpan<byte> written)
    {
        if (Head + written.Length > bytes.Length && bytes.Length < limit) Grow(Head + written.Length);
        Head += written.Length;
        var kept = written[^Math.Min(written.Length, bytes.Length)..];
        var at = (int)((Head - kept.Length) % bytes.Length);
        var first = Math.Min(kept.Length, bytes.Length - at);
        kept[..first].CopyTo(bytes.AsSpan(at));
        kept[first..].CopyTo(bytes);
    }

    /// <summary>Where somebody goes on who has everything before a place: there, or at the first whole character that is kept.</summary>
    public long Begin(long after)
    {
        if (after >= First) return after;
        var begin = First;
        while (begin < Head && begin - First < LongestCharacter - 1 && IsContinuation(At(begin))) begin++;
        return begin;
    }

    /// <summary>A copy of what was written after a place that is kept; a character that has begun and not ended is left for the next time.</summary>
    /// <param name="from">The place.</param>
    /// <param name="most">At most so many bytes.</param>
    /// <param name="isEnded">Whether nothing more will be written, so that there is no next time.</param>
    public ReadOnlyMemory<byte> Read(long from, int most, bool isEnded)
    {
        var length = (int)Math.Min(Math.Max(most, LongestCharacter), Head - from);
        var copy = new byte[length];
        var at = (int)(from % bytes.Length);
        var first = Math.Min(length, bytes.Length - at);
        bytes.AsSpan(at, first).CopyTo(copy);
        bytes.AsSpan(0, length - first).CopyTo(copy.AsSpan(first));
        return isEnded && from + length == Head ? copy : copy.AsMemory(0, length - Unfinished(copy));
    }

    /// <summary>How many bytes at the end are the beginning of a character.</summary>
    private static int Unfinished(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(LongestCharacter - 1, text.Length); back++)
        {
            var lead = text[^back];
            if (IsContinuation(lead)) continue;
            var wanted = lead switch { >= 0xF0 and < 0xF8 => 4, >= 0xE0 and < 0xF0 => 3, >= 0xC0 and < 0xE0 => 2, _ => 1 };
            return wanted > back ? back : 0;
        }

        return 0;
    }

    private static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;

    private byte At(long place) => bytes[place % bytes.Length];

    private void Grow(long wanted)
    {
        var size = bytes.Length;
        while (size < wanted && size < limit) size = (int)Math.Min(2L * size, limit);
        var larger = new byte[size];
        // Nothing was dropped so far: it stands as it was written.
        bytes.AsSpan(0, (int)Head).CopyTo(larger);
        bytes = larger;
    }
}
