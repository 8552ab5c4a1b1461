using Microsoft.Extensions.Hosting;

namespace GraphPlatform.Platform.Metrics.Rollups;

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
            rollups.Take(last: true);
            await rollups.WriteAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The database does not answer, and whoever ends us does not wait: the minute is lost.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var writing = Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            var next = MetricMinute.Start(MetricMinute.Of(now - Late) + 1) + Late;
            await Task.Delay(next - now, clock, stoppingToken);
            rollups.Take(last: false);
            // While a database hangs minutes are made nevertheless, or the samples would be gone by then.
            if (writing.IsCompleted) writing = rollups.WriteAsync(stoppingToken);
        }
    }
}
