using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Registries;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Runtime.Steps;

/// <summary>Finds the image of a deployment, and tells how a pull goes.</summary>
internal sealed class ImageSteps(ReconcileRecords records, WorkerRegistry workers, ImageAccessRecords images, TimeProvider clock)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan PullStandstill = TimeSpan.FromMinutes(10);

    /// <summary>Fixes what the deployment's image means and which volumes it declares, and pulls it if need be.</summary>
    public async Task ResolveAsync(ReconcileState state, Deployment deployment, CancellationToken superseded, CancellationToken ct)
    {
        if (deployment.Spec.Digest is { } digest)
        {
            // Its image was resolved by a version of the platform that did not ask for its volumes.
            var login = (await images.ForAsync(ReconcileRecords.Self, state.Container.OrganizationId, deployment.Spec.Image, ct)).Login;
            var known = await workers.Get(workers.Place()).FindImageAsync(deployment.Spec.Image, digest, login, ct);
            await records.WriteAsync(state.Container.Id, write => FixAsync(write, deployment.Id, known, ct), ct);
            return;
        }

        using var pulling = CancellationTokenSource.CreateLinkedTokenSource(superseded, ct);
        var workerId = workers.Place();
        var (id, reference) = (state.Container.Id, deployment.Spec.Image);
        var progress = new LatestProgress();
        var access = await images.ForAsync(ReconcileRecords.Self, state.Container.OrganizationId, reference, ct) with { AsksAlways = deployment.AlwaysPull };
        var pull = workers.Get(workerId).ResolveImageAsync(reference, access, progress, pulling.Token);
        var last = await WatchAsync(id, reference, pull, progress, pulling, ct);
        var image = await FinishedAsync(id, pull, ct);
        await images.NoteAsync(ReconcileRecords.Self, state.Container.OrganizationId, reference, image, access.Login is not null, ct);
        await records.WriteAsync(id, async write =>
        {
            await FixAsync(write, deployment.Id, image, ct);
            if (!image.Pulled) return;
            write.Begin(Stages.PullImage);
            foreach (var operation in write.Operations) operation.Report(Stages.PullImage, last is null ? null : Describe(last), 100);
            if (!await write.All.WorkerImages.AnyAsync(i => i.WorkerId == workerId && i.Digest == image.Digest && i.Reference == reference, ct))
                write.Work.Add(new WorkerImage(workerId, image.Digest, reference, write.Now));
        }, ct);
    }

    /// <summary>What a pull gave. One that failed has begun, so that its stage is the one that failed.</summary>
    private async Task<ResolvedImage> FinishedAsync(string containerId, Task<ResolvedImage> pull, CancellationToken ct)
    {
        try
        {
            return await pull;
        }
        catch (PlatformException)
        {
            await records.WriteAsync(containerId, write =>
            {
                write.Begin(Stages.PullImage);
                return Task.CompletedTask;
            }, ct);
            throw;
        }
    }

    private static async Task FixAsync(ReconcileWrite write, string deploymentId, ResolvedImage image, CancellationToken ct)
    {
        var deployment = await write.DeploymentAsync(deploymentId, ct);
        if (deployment.IsResolved) return;
        var spec = deployment.Spec with { Digest = deployment.Spec.Digest ?? image.Digest };
        deployment.Resolve(await ImageVolumes.MountAsync(write.Work, write.Container, spec, image.Volumes, write.Now, ct));
    }

    /// <summary>Writes how far a pull is while it goes on, and ends one that stands still, or that can no longer be told of.</summary>
    private async Task<PullProgress?> WatchAsync(
        string containerId, string reference, Task pull, LatestProgress progress, CancellationTokenSource pulling, CancellationToken ct)
    {
        var (last, moved) = ((PullProgress?)null, clock.GetTimestamp());
        try
        {
            while (await Task.WhenAny(pull, Task.Delay(ProgressInterval, clock, ct)) != pull)
            {
                ct.ThrowIfCancellationRequested();
                if (clock.GetElapsedTime(moved) > PullStandstill)
                    throw new PlatformException(ErrorCode.Engine, $"The pull of {reference} has stood still for {PullStandstill.TotalMinutes:0} minutes. Check the registry and the network.");
                if (progress.Take() is not { } at || at == last) continue;
                (last, moved) = (at, clock.GetTimestamp());
                await records.WriteAsync(containerId, write =>
                {
                    write.Begin(Stages.PullImage);
                    foreach (var operation in write.Operations) operation.Report(Stages.PullImage, Describe(at), Percent(at));
                    return Task.CompletedTask;
                }, ct);
            }

            return progress.Take() ?? last;
        }
        finally
        {
            if (!pull.IsCompleted)
            {
                await pulling.CancelAsync();
                await pull.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static string Describe(PullProgress at) =>
        at.Total == 0 ? $"{at.Done} of {at.Layers} layers" : $"{at.Current / 1_000_000.0:0.#} of {at.Total / 1_000_000.0:0.#} MB";

    private static int? Percent(PullProgress at) => at.Total == 0 ? null : (int)Math.Min(100, 100 * at.Current / at.Total);

    private sealed class LatestProgress : IProgress<PullProgress>
    {
        private PullProgress? latest;

        public void Report(PullProgress value) => Interlocked.Exchange(ref latest, value);

        public PullProgress? Take() => Interlocked.Exchange(ref latest, null);
    }
}
