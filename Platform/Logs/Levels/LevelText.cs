using System.Text;

namespace GraphPlatform.Platform.Logs.Levels;

/// <summary>What bytes of a line are.</summary>
internal static class LevelText
{
    private static readonly bool[] InWord =
        [.. Enumerable.Range(0, 256).Select(i => IsLetter((byte)i) || IsDigit((byte)i) || i is '_' or '-' or '\'' or >= 0x80)];

    public static bool IsLetter(byte b) => (byte)((b | 0x20) - 'a') < 26;

    public static bool IsDigit(byte b) => (byte)(b - '0') < 10;

    /// <summary>Letters, digits, what joins words, and every other script.</summary>
    public static bool IsWord(byte b) => InWord[b];

    public static bool BeginsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);
}
