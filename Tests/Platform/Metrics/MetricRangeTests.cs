using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Metrics;

namespace GraphPlatform.Tests.Platform.Metrics;

public sealed class MetricRangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("00:05:00", "00:00:01", MetricResolution.Seconds)]
    [InlineData("01:00:00", "00:01:00", MetricResolution.Minutes)]
    [InlineData("06:00:00", "00:01:00", MetricResolution.Minutes)]
    [InlineData("1.00:00:00", "00:05:00", MetricResolution.Minutes)]
    [InlineData("7.00:00:00", "01:00:00", MetricResolution.Hours)]
    [InlineData("30.00:00:00", "03:00:00", MetricResolution.Hours)]
    public void Without_a_step_it_is_the_shortest_of_which_there_are_some_hundreds(string back, string step, MetricResolution resolution)
    {
        var range = MetricRange.Plan(Now - TimeSpan.Parse(back), Now, null, Now, new());
        Assert.Equal((TimeSpan.Parse(step), resolution), (range.Step, range.Resolution));
    }

    [Fact]
    public void A_step_finer_than_what_is_kept_becomes_as_fine_as_that()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), MetricRange.Plan(Now.AddHours(-1), Now, TimeSpan.FromSeconds(5), Now, new()).Step);
        Assert.Equal(TimeSpan.FromHours(1), MetricRange.Plan(Now.AddDays(-20), Now, TimeSpan.FromMinutes(5), Now, new()).Step);
        Assert.Equal(TimeSpan.FromMinutes(2), MetricRange.Plan(Now.AddHours(-1), Now, TimeSpan.FromSeconds(61), Now, new()).Step);
        Assert.Equal(TimeSpan.FromSeconds(10), MetricRange.Plan(Now.AddMinutes(-4), Now, TimeSpan.FromSeconds(10), Now, new()).Step);
    }

    [Fact]
    public void What_is_absurd_is_refused_and_says_what_helps()
    {
        var many = Assert.Throws<PlatformException>(() => MetricRange.Plan(Now.AddDays(-365), Now, TimeSpan.FromHours(1), Now, new()));
        Assert.Equal((ErrorCode.Validation, "step"), (many.Code, many.Problems[0].Path![0]));
        Assert.Contains("8,760 points", many.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.Validation, Assert.Throws<PlatformException>(() => MetricRange.Plan(Now, Now, null, Now, new())).Code);
        Assert.Equal(ErrorCode.Validation, Assert.Throws<PlatformException>(() => MetricRange.Plan(Now.AddHours(-1), Now, TimeSpan.Zero, Now, new())).Code);
        Assert.Equal(ErrorCode.Validation, Assert.Throws<PlatformException>(() => MetricRange.Plan(DateTimeOffset.MinValue, Now, null, Now, new())).Code);
    }
}
