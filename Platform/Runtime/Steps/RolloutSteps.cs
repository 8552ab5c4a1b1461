using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Runtime.Steps;

/// <summary>Lets a new version take the place of the one that serves, or takes it back.</summary>
internal sealed class RolloutSteps(ReconcileRecords records, WorkerRegistry workers, StrategyChooser strategies, InstanceSteps instances, LiveInstances live, LastWords lastWords, TimeProvider clock)
{
    // The engine tells nobody when a connection ends, so the kernel is asked.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    // Whom the gate has told its address a moment ago is on the way to it.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(500);

    /// <summary>Decides how, once for the deployment: what a crash interrupts goes on in the same way.</summary>
    public async Task DecideAsync(ReconcileState state, CancellationToken ct)
    {
        var (strategy, _) = await strategies.ChooseAsync(state.Container, state.Serving!.Spec, state.Target.Spec, ct);
        await records.WriteAsync(state.Container.Id, async write => (await write.DeploymentAsync(state.Target.Id, ct)).Decide(strategy), ct);
    }

    /// <summary>Others in the project reach it by the container's name from now on.</summary>
    public async Task JoinAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        await workers.Get(instance.WorkerId).JoinAsync(instance.Id, Project.NetworkNameOf(state.Project.Id), state.Container.Name, ct);
        await records.WriteAsync(state.Container.Id, async write =>
        {
            write.Begin(Stages.Switch);
            (await write.InstanceAsync(instance.Id, ct)).Join();
        }, ct);
    }

    /// <summary>The wanted deployment is healthy: from now on requests go to it.</summary>
    public Task ServeAsync(ReconcileState state, CancellationToken ct) => records.WriteAsync(state.Container.Id, async write =>
    {
        write.Begin(Stages.Switch);
        var goal = await write.DeploymentAsync(state.Goal.Id, ct);
        goal.Serve(write.Now);
        if (state.Serving is { } before && before.Id != goal.Id) (await write.DeploymentAsync(before.Id, ct)).Replace(goal.Number);
        write.Container.Serving(goal);
        await ReleasePortsAsync(write, goal, ct);
    }, ct);

    /// <summary>One of its instances did not become healthy: the deployment is taken back, and what served before goes on.</summary>
    public async Task FailAsync(ReconcileState state, Instance instance, string reason, CancellationToken ct) =>
        await FailAsync(state, new Problem(ErrorCode.Engine, $"{reason}.{await lastWords.OfAsync(state, instance, ct)}"), ct);

    /// <summary>The wanted deployment cannot be had: it is taken back, and what served before goes on.</summary>
    public Task FailAsync(ReconcileState state, Problem problem, CancellationToken ct) => records.WriteAsync(state.Container.Id, async write =>
    {
        if (write.Container.Generation != state.Container.Generation) return;       // another one is wanted by now
        (await write.DeploymentAsync(state.Target.Id, ct)).Fail(problem.Message, write.Now);
        ContainerNotices.RolloutFailed(write, state.Target.Number, problem);
        await ReleasePortsAsync(write, state.Serving!, ct);
        foreach (var operation in write.Operations) operation.Fail(problem, write.Now);
    }, ct);

    /// <summary>Waits until the connections of one that was replaced are over, at most its time to stop, then ends it.</summary>
    public async Task DrainAsync(ReconcileState state, Instance instance, CancellationToken superseded, CancellationToken ct)
    {
        live.Hide(instance);
        await records.WriteAsync(state.Container.Id, write =>
        {
            write.Begin(Stages.Drain);
            return Task.CompletedTask;
        }, ct);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(superseded, ct);
        var worker = workers.Get(instance.WorkerId);
        var since = clock.GetTimestamp();
        if (state.DeploymentOf(instance).HttpPort is { } port)
        {
            await Task.Delay(OnTheWay, clock, waiting.Token);
            while (await worker.CountConnectionsAsync(instance.Id, port, ct) > 0 && clock.GetElapsedTime(since) < state.Container.StopGrace)
                await Task.Delay(LookEvery, clock, waiting.Token);
        }

        await instances.StopAsync(state, instance, ct);
    }

    /// <summary>Host ports that only the other version wanted are free again.</summary>
    private static async Task ReleasePortsAsync(ReconcileWrite write, Deployment kept, CancellationToken ct)
    {
        var id = write.Container.Id;
        foreach (var held in await write.All.PublishedPorts.Where(p => p.ContainerId == id).ToListAsync(ct))
            if (!kept.Spec.Ports.Any(held.Is)) write.Work.Remove(held);
    }
}
