namespace GraphPlatform.Agent.Files;

/// <summary>A time as Linux keeps one, which has years and digits that .NET's have not.</summary>
/// <param name="Seconds">Since the beginning of 1970, also before it.</param>
/// <param name="Nanoseconds">After that second: 0 to 999,999,999.</param>
internal readonly record struct UnixTime(long Seconds, int Nanoseconds)
{
    // Of the years 1 and 9999.
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    /// <summary>The nearest that .NET can tell.</summary>
    public DateTimeOffset ToDateTimeOffset() => Seconds switch
    {
        < FirstSecond => DateTimeOffset.MinValue,
        > LastSecond => DateTimeOffset.UnixEpoch.AddSeconds(LastSecond),
        _ => DateTimeOffset.UnixEpoch.AddSeconds(Seconds).AddTicks(Nanoseconds / 100),
    };
}
