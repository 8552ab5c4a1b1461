using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Operations;

namespace GraphPlatform.Platform.Containers;

/// <summary>Starts, stops, scales and deletes containers: what is desired of them. Nothing here waits for an engine: the reconciler makes it so.</summary>
public sealed class ContainerService
{
    private readonly ContainerChanges changes;

    internal ContainerService(ContainerChanges changes) => this.changes = changes;

    /// <summary>Starts a container; one that failed tries again.</summary>
    public Task<ContainerChange> StartAsync(Caller caller, string id, ChangeTerms options, CancellationToken ct) =>
        ChangeAsync(caller, id, OperationKind.StartContainer, [Stages.PullImage, Stages.Create, Stages.Start, Stages.CheckHealth, Stages.Switch], options, scope =>
        {
            scope.Container.Start(scope.Now);
            return new(PlanAction.Start, null, []);
        }, ct);

    /// <summary>Stops a container. Its file system and volumes stay.</summary>
    public Task<ContainerChange> StopAsync(Caller caller, string id, ChangeTerms options, CancellationToken ct) =>
        ChangeAsync(caller, id, OperationKind.StopContainer, [Stages.Stop], options, scope =>
        {
            var runs = scope.Container.ShouldRun;
            scope.Container.Stop(scope.Now);
            return new(PlanAction.Stop, runs ? "It is stopped until it is started again." : null, []);
        }, ct);

    /// <summary>Ends each instance, politely, and starts it anew, one after the other.</summary>
    public Task<ContainerChange> RestartAsync(Caller caller, string id, ChangeTerms options, CancellationToken ct) =>
        ChangeAsync(caller, id, OperationKind.RestartContainer, [Stages.Stop, Stages.Start, Stages.CheckHealth], options, scope =>
        {
            var downtime = scope.Container is { ShouldRun: true, Replicas: 1 } ? "Its one instance ends before it starts anew." : null;
            scope.Container.RestartAll(scope.Now);
            return new(PlanAction.Restart, downtime, []);
        }, ct);

    /// <summary>Sets how many instances should run.</summary>
    /// <exception cref="PlatformException">VALIDATION: not a number of replicas, or several would share a host port.</exception>
    public Task<ContainerChange> ScaleAsync(Caller caller, string id, int replicas, ChangeTerms options, CancellationToken ct) =>
        ChangeAsync(caller, id, OperationKind.ScaleContainer, [Stages.Create, Stages.Start, Stages.CheckHealth, Stages.Drain, Stages.SaveLog, Stages.Remove], options, scope =>
        {
            var (container, before) = (scope.Container, scope.Container.Replicas);
            var problems = new Problems();
            (ContainerConfig.Of(container, scope.Target.Spec) with { Replicas = replicas }).Validate(problems);
            problems.ThrowIfAny();
            if (before == replicas) return new(PlanAction.None, null, []);
            container.Scale(replicas, scope.Now);
            return new(PlanAction.Adjust, null, [new ConfigChange("replicas", before.ToString(), replicas.ToString())]);
        }, ct);

    /// <summary>Deletes a container with its log. Its volumes stay unless <paramref name="volumes"/>.</summary>
    public Task<ContainerChange> DeleteAsync(Caller caller, string id, bool volumes, ChangeTerms options, CancellationToken ct) =>
        ChangeAsync(caller, id, OperationKind.DeleteContainer, [Stages.Stop, Stages.SaveLog, Stages.Remove], options, scope =>
        {
            scope.Container.Delete(volumes, scope.Now);
            return new(PlanAction.Delete, null, []);
        }, ct);

    private Task<ContainerChange> ChangeAsync(
        Caller caller, string id, OperationKind kind, IReadOnlyList<string> stages, ChangeTerms options, Func<ChangeScope, ContainerPlan> change, CancellationToken ct) =>
        changes.ApplyAsync(caller, Right.Deploy, id, kind, stages, options, scope => Task.FromResult(change(scope)), ct);
}
