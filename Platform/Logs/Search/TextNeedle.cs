using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace GraphPlatform.Platform.Logs.Search;

/// <summary>
/// Finds an ASCII text in bytes, in whatever case: .NET's vectorized searches know cases of chars alone. Looks at 16 places at once for those where the first and the last letter fit, and
/// compares the rest there.
/// </summary>
internal sealed class TextNeedle
{
    private readonly byte[] lower;
    private readonly byte[] upper;

    /// <param name="text">ASCII, at least one character.</param>
    /// <param name="matchCase">Whether capitals and small letters differ.</param>
    public TextNeedle(string text, bool matchCase)
    {
        lower = Encoding.ASCII.GetBytes(matchCase ? text : text.ToLowerInvariant());
        upper = Encoding.ASCII.GetBytes(matchCase ? text : text.ToUpperInvariant());
    }

    public int Length => lower.Length;

    /// <summary>Where it stands first; -1 when nowhere.</summary>
    public int IndexOf(ReadOnlySpan<byte> text)
    {
        var places = text.Length - Length + 1;
        var at = 0;
        if (places >= Vector128<byte>.Count)
        {
            ref var start = ref MemoryMarshal.GetReference(text);
            var (firstLower, firstUpper) = (Vector128.Create(lower[0]), Vector128.Create(upper[0]));
            var (lastLower, lastUpper) = (Vector128.Create(lower[^1]), Vector128.Create(upper[^1]));
            for (; at <= places - Vector128<byte>.Count; at += Vector128<byte>.Count)
            {
                var first = Vector128.LoadUnsafe(ref start, (nuint)at);
                var last = Vector128.LoadUnsafe(ref start, (nuint)(at + Length - 1));
                var fits = (Vector128.Equals(first, firstLower) | Vector128.Equals(first, firstUpper)) & (Vector128.Equals(last, lastLower) | Vector128.Equals(last, lastUpper));
                for (var mask = fits.ExtractMostSignificantBits(); mask != 0; mask &= mask - 1)
                {
                    var place = at + BitOperations.TrailingZeroCount(mask);
                    if (IsAt(text[place..])) return place;
                }
            }
        }

        for (; at < places; at++)
            if (IsAt(text[at..])) return at;
        return -1;
    }

    private bool IsAt(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < lower.Length; i++)
            if (text[i] != lower[i] && text[i] != upper[i]) return false;
        return true;
    }
}
