using System.Diagnostics.Metrics;
using GraphPlatform.Platform.Telemetry;

namespace GraphPlatform.Platform.Logs;

/// <summary>Counts what is stored of logs.</summary>
internal static class LogMeter
{
    private static readonly Counter<long> LineCounter = PlatformTelemetry.Meter.CreateCounter<long>("graphplatform.log.lines", "{line}", "Lines of containers' logs that were stored.");
    private static readonly Counter<long> ByteCounter = PlatformTelemetry.Meter.CreateCounter<long>("graphplatform.log.bytes", "By", "Bytes of containers' logs that were stored.");
    private static long lines;
    private static long bytes;

    public static long Lines => Interlocked.Read(ref lines);

    public static long Bytes => Interlocked.Read(ref bytes);

    public static void Stored(int newLines, int newBytes)
    {
        Interlocked.Add(ref lines, newLines);
        Interlocked.Add(ref bytes, newBytes);
        LineCounter.Add(newLines);
        ByteCounter.Add(newBytes);
    }
}
