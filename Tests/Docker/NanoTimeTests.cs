using System.Text;

namespace GraphPlatform.Tests.Docker;

public sealed class NanoTimeTests
{
    [Theory]
    [InlineData("2026-01-02T03:04:05.123456789Z hello", 1767323045123456789, 30)]
    [InlineData("2026-01-02T03:04:05Z", 1767323045000000000, 20)]
    [InlineData("2026-01-02T03:04:05.1Z", 1767323045100000000, 22)]
    [InlineData("1969-12-31T23:59:59.500000000Z", -500000000, 30)]
    public void A_log_time_is_read_to_the_nanosecond(string text, long nanoseconds, int length)
    {
        Assert.True(NanoTime.TryParse(Encoding.UTF8.GetBytes(text), out var time, out var read));
        Assert.Equal((nanoseconds, length), (time.UnixNanoseconds, read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, this is not a time at all")]
    [InlineData("2026-13-02T03:04:05.123456789Z")]
    [InlineData("2026-02-30T03:04:05.123456789Z")]
    [InlineData("2026-01-02T03:04:05.123456789")]
    [InlineData("2026-01-02T03:04:05.1234567890Z")]
    [InlineData("9999-01-02T03:04:05.123456789Z")]
    public void What_is_no_time_is_refused(string text) => Assert.False(NanoTime.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Theory]
    [InlineData(1767323045123456789, "1767323045.123456789")]
    [InlineData(5, "0.000000005")]
    [InlineData(-500000000, "-1.500000000")]
    public void It_is_written_as_the_api_wants_it(long nanoseconds, string text) => Assert.Equal(text, new NanoTime(nanoseconds).ToString());

    [Fact]
    public void It_converts_to_and_from_a_date()
    {
        var date = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567);
        Assert.Equal(date, NanoTime.From(date).ToDateTimeOffset());
        Assert.True(NanoTime.From(date) < new NanoTime(NanoTime.From(date).UnixNanoseconds + 1));
    }
}
