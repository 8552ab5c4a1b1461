namespace GraphPlatform.Platform.Quotas;

/// <summary>How near an organization is to a limit.</summary>
public enum QuotaLevel
{
    /// <summary>Below 80 %.</summary>
    Ok,

    /// <summary>80 % or more.</summary>
    Warning,

    /// <summary>90 % or more.</summary>
    Critical,

    /// <summary>All of it: more is refused.</summary>
    Exhausted,
}

/// <summary>Tells levels from amounts.</summary>
public static class QuotaLevels
{
    private const int WarningPercent = 80;
    private const int CriticalPercent = 90;

    /// <summary>The level of <paramref name="used"/> under <paramref name="limit"/>; a limit of 0 is exhausted from the start.</summary>
    public static QuotaLevel Of(long used, long limit) =>
        used >= limit ? QuotaLevel.Exhausted
        : used >= limit / 100.0 * CriticalPercent ? QuotaLevel.Critical
        : used >= limit / 100.0 * WarningPercent ? QuotaLevel.Warning
        : QuotaLevel.Ok;
}
