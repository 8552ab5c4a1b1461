using GraphPlatform.Platform.Quotas;

namespace GraphPlatform.Tests.Platform.Quotas;

public sealed class QuotaLevelTests
{
    [Theory]
    [InlineData(0, 5, QuotaLevel.Ok)]
    [InlineData(3, 5, QuotaLevel.Ok)]
    [InlineData(4, 5, QuotaLevel.Warning)]
    [InlineData(5, 5, QuotaLevel.Exhausted)]
    [InlineData(799, 1000, QuotaLevel.Ok)]
    [InlineData(800, 1000, QuotaLevel.Warning)]
    [InlineData(899, 1000, QuotaLevel.Warning)]
    [InlineData(900, 1000, QuotaLevel.Critical)]
    [InlineData(999, 1000, QuotaLevel.Critical)]
    [InlineData(1500, 1000, QuotaLevel.Exhausted)]
    [InlineData(0, 0, QuotaLevel.Exhausted)]
    public void A_level_is_a_warning_at_80_percent_critical_at_90_and_exhausted_at_100(long used, long limit, QuotaLevel level) =>
        Assert.Equal(level, QuotaLevels.Of(used, limit));
}
