using System.Text;
using GraphPlatform.Platform.Terminals;

namespace GraphPlatform.Tests.Platform.Terminals;

public sealed class TerminalRingTests
{
    [Fact]
    public void What_is_kept_is_the_newest_and_memory_stays_bounded_however_much_is_written()
    {
        var ring = new TerminalRing(10_000);
        var all = new List<byte>();
        var random = new Random(4711);
        for (var i = 0; i < 500; i++)
        {
            var piece = Enumerable.Range(0, random.Next(0, 3000)).Select(_ => (byte)random.Next(32, 127)).ToArray();
            ring.Append(piece);
            all.AddRange(piece);
            Assert.Equal(all.Count, ring.Head);
            var from = random.NextInt64(ring.First, ring.Head + 1);
            Assert.Equal(all[(int)from..], ring.Read(from, int.MaxValue, isEnded: false).ToArray());
        }

        Assert.Equal(all.Count - 10_000, ring.First);
        ring.Append(new byte[50_000]);
        Assert.Equal(new byte[10_000], ring.Read(ring.First, int.MaxValue, isEnded: false).ToArray());
    }

    [Theory]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("😀")]
    public void A_character_is_never_divided_wherever_it_is_cut(string character)
    {
        var bytes = Encoding.UTF8.GetBytes("ab" + character);
        for (var cut = 3; cut < bytes.Length; cut++)
        {
            var ring = new TerminalRing(4096);
            ring.Append(bytes.AsSpan(0, cut));
            Assert.Equal("ab"u8, ring.Read(0, 100, isEnded: false).Span);
            Assert.True(ring.Read(2, 100, isEnded: false).IsEmpty);
            Assert.Equal(cut - 2, ring.Read(2, 100, isEnded: true).Length);
            ring.Append(bytes.AsSpan(cut));
            Assert.Equal(character, Encoding.UTF8.GetString(ring.Read(2, 100, isEnded: false).Span));
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_hold_nothing_up()
    {
        var ring = new TerminalRing(4096);
        ring.Append([0xFF, 0x80, 0x80, 0x80, 0x80, 0xC3, (byte)'x', 0xFE]);
        Assert.Equal(8, ring.Read(0, 100, isEnded: false).Length);
    }

    [Fact]
    public void Who_comes_too_late_begins_at_the_first_whole_character()
    {
        var ring = new TerminalRing(4096);
        ring.Append(Encoding.UTF8.GetBytes(new string('€', 2000)));
        Assert.Equal(6000 - 4096, ring.First);
        var begin = ring.Begin(0);
        Assert.Equal(0, begin % 3);
        Assert.InRange(begin, ring.First, ring.First + 2);
        Assert.Equal(new string('€', (int)(6000 - begin) / 3), Encoding.UTF8.GetString(ring.Read(begin, 5000, isEnded: false).Span));
        Assert.Equal(5000, ring.Begin(5000));
    }
}
