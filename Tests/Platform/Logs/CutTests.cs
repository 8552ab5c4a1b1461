using System.Text;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Runtime.Steps;

namespace GraphPlatform.Tests.Platform.Logs;

/// <summary>Text that is cut because it is too long is cut between two characters.</summary>
public sealed class CutTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("ab", 2)]
    [InlineData("aé", 3)]
    [InlineData("日", 3)]
    [InlineData("a😀", 5)]
    public void Whole_characters_stay_and_a_part_of_one_goes(string text, int length)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(length, Utf8Text.WholeLength(bytes));
        var last = text.Length == 0 ? 0 : Encoding.UTF8.GetByteCount(text.EnumerateRunes().Last().ToString());
        for (var cut = 1; cut < last; cut++) Assert.Equal(length - last, Utf8Text.WholeLength(bytes.AsSpan(0, length - cut)));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_whole()
    {
        Assert.Equal(5, Utf8Text.WholeLength([0x80, 0x80, 0x80, 0x80, 0x80]));
        Assert.Equal(2, Utf8Text.WholeLength([(byte)'a', 0xff]));
    }

    [Fact]
    public void The_last_line_in_a_reason_has_no_colours_and_whole_characters()
    {
        Assert.Equal("it broke", LastWords.Plain("\u001b[31mit broke\u001b[0m "u8));
        foreach (var character in (string[])["é", "日", "😀"])
            Assert.Equal(string.Concat(Enumerable.Repeat(character, 499 / Encoding.UTF8.GetByteCount(character))), LastWords.Plain(Encoding.UTF8.GetBytes("x" + string.Concat(Enumerable.Repeat(character, 300))))[1..]);
    }
}
