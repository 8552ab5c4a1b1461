using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Jobs;
using Quartz;

namespace GraphPlatform.Jobs;

/// <summary>Records how each run went, so that administrators see it.</summary>
internal sealed class JobRecorder(JobService jobs) : IJobListener
{
    private static readonly Caller Self = Caller.System("job-recorder");

    public string Name => nameof(JobRecorder);

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public async ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default) =>
        await jobs.RanAsync(
            Self,
            context.JobDetail.Key.Name,
            context.FireTimeUtc,
            context.JobRunTime,
            jobException is null ? JobOutcome.Succeeded : JobOutcome.Failed,
            jobException is null ? context.Result as string : jobException.GetBaseException().Message,
            context.NextFireTimeUtc,
            cancellationToken);
}
