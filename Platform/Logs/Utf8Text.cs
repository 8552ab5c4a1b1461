using System.Buffers;
using System.Text;

namespace GraphPlatform.Platform.Logs;

/// <summary>Cuts of UTF-8.</summary>
internal static class Utf8Text
{
    private const int LongestCharacter = 4;

    /// <summary>The length of <paramref name="text"/> without a character at its end that is not whole. Bytes that are no UTF-8 count as whole.</summary>
    public static int WholeLength(ReadOnlySpan<byte> text)
    {
        for (var from = text.Length - 1; from >= 0 && from > text.Length - LongestCharacter; from--)
        {
            if ((text[from] & 0xc0) == 0x80) continue;
            return Rune.DecodeFromUtf8(text[from..], out _, out _) == OperationStatus.NeedMoreData ? from : text.Length;
        }

        return text.Length;
    }
}
