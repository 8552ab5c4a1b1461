using Microsoft.Extensions.Hosting;

namespace GraphPlatform.Platform.Metrics;

/// <summary>Writes each minute soon after it is over: every server those of the instances that it follows.</summary>
internal sealed class RollupWriter(MinuteRollups rollups, TimeProvider clock) : BackgroundService
{
    /// <summary>A sample is a second or two on its way.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(3);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(EndLimit);
        try
        {
            await rollups.WriteAsync(last: true, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The database does not answer, and whoever ends us does not wait: the minute is lost.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            var next = MetricMinute.Start(MetricMinute.Of(now - Late) + 1) + Late;
            await Task.Delay(next - now, clock, stoppingToken);
            await rollups.WriteAsync(last: false, stoppingToken);
        }
    }
}
