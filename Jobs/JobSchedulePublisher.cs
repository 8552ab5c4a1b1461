using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Jobs;
using Microsoft.Extensions.Hosting;

namespace GraphPlatform.Jobs;

/// <summary>Tells the platform at start which jobs there are, so that one that has not run yet is seen too.</summary>
internal sealed class JobSchedulePublisher(JobService jobs, TimeProvider clock) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => jobs.ScheduleAsync(
        Caller.System("job-schedule"),
        [.. Schedule.Entries.Select(e => (e.Name, e.Description, e.Interval, (DateTimeOffset?)clock.GetUtcNow()))],
        cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
