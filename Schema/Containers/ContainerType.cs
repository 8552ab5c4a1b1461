using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Binding.Connections;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Alerts;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Schema.Alerts;
using GraphPlatform.Schema.Backups;
using GraphPlatform.Schema.Files;
using GraphPlatform.Schema.Ingress;
using GraphPlatform.Schema.Logs;
using GraphPlatform.Schema.Metrics;
using GraphPlatform.Schema.Operations;
using GraphPlatform.Schema.Projects;
using GraphPlatform.Schema.Scaling;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Schema.Containers;

/// <summary>A named workload: an image with its configuration, kept running as its users want.</summary>
[ObjectType<Container>, Implements<INode>, Implements<IContainerEvent>]
public static class ContainerType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] Container container) => container.Id;

    /// <summary>Unique in the project; other containers there reach it by this name.</summary>
    public static string Name([Parent] Container container) => container.Name;

    /// <summary>Unique in the installation: its name below the installation's domain.</summary>
    public static string Slug([Parent] Container container) => container.Slug;

    /// <summary>The project that it belongs to.</summary>
    public static async Task<Project> ProjectAsync([Parent] Container container, ProjectLoader projects) =>
        await projects.LoadAsync(container.ProjectId) ?? throw PlatformException.NotFound("project", container.ProjectId);

    /// <summary>What it is doing, in one word.</summary>
    public static async Task<ContainerStatus> StatusAsync([Parent] Container container, InstancesLoader instances, DeploymentLoader deployments, TimeProvider clock) =>
        (await ConditionAsync(container, instances, deployments, clock)).Status;

    /// <summary>Why, in one sentence or two; times of day are in UTC.</summary>
    public static async Task<string> StatusReasonAsync([Parent] Container container, InstancesLoader instances, DeploymentLoader deployments, TimeProvider clock) =>
        (await ConditionAsync(container, instances, deployments, clock)).Reason;

    /// <summary>The same in parts. Times of day are parts by themselves, so that they can be shown in another zone than UTC.</summary>
    public static async Task<IReadOnlyList<ReasonPart>> StatusReasonPartsAsync(
        [Parent] Container container, InstancesLoader instances, DeploymentLoader deployments, TimeProvider clock) =>
        (await ConditionAsync(container, instances, deployments, clock)).Text.Parts;

    /// <summary>Whether it was stopped because nobody used it: it wakes when it is used.</summary>
    public static bool IsAsleep([Parent] Container container) => container is { Desired: DesiredState.Run, Power: PowerState.Asleep };

    /// <summary>Why it is awake; empty when it is not.</summary>
    public static async Task<IReadOnlyList<KeepAlive>> KeptAliveByAsync([Parent] Container container, DeploymentLoader deployments, IdleSchedule schedule) =>
        schedule.KeptAliveBy(container, (await CurrentAsync(container, deployments)).Spec);

    /// <summary>What happens to it next if nobody uses it; null when nothing does.</summary>
    public static async Task<PowerTransition?> NextTransitionAsync([Parent] Container container, DeploymentLoader deployments, IdleSchedule schedule) =>
        schedule.Next(container, (await CurrentAsync(container, deployments)).Spec);

    /// <summary>When it was last used: by a command, a request, or by what it did itself. Looking at it is no use.</summary>
    public static DateTimeOffset LastUsedAt([Parent] Container container, IdleSchedule schedule) => schedule.LastUse(container).At;

    /// <summary>The image as it was asked for.</summary>
    public static async Task<string> ImageAsync([Parent] Container container, DeploymentLoader deployments) =>
        (await CurrentAsync(container, deployments)).Spec.Image;

    /// <summary>The rollout that it should run.</summary>
    public static async Task<Deployment> CurrentAsync([Parent] Container container, DeploymentLoader deployments) =>
        await deployments.LoadAsync(container.DeploymentId) ?? throw PlatformException.NotFound("deployment", container.DeploymentId);

    /// <summary>The rollout that was healthy last: what serves until another one is. Null before the first was.</summary>
    public static async Task<Deployment?> ServingAsync([Parent] Container container, DeploymentLoader deployments) =>
        container.ServingDeploymentId is { } id ? await deployments.LoadAsync(id) : null;

    /// <summary>All its rollouts, the newest first: what it can be rolled back to.</summary>
    public static async Task<Connection<Deployment>> DeploymentsAsync(
        [Parent] Container container, PageArguments page, Caller caller, ContainerQueries containers, CancellationToken ct) =>
        Pages.Connect(await containers.DeploymentsAsync(caller, container.Id, Pages.Of(page, "dep"), ct), d => d.Id);

    /// <summary>Where it speaks HTTP; null when it does not.</summary>
    public static int? HttpPort([Parent] Container container) => container.HttpPort;

    /// <summary>What happens when nobody uses it.</summary>
    public static Lifecycle Lifecycle([Parent] Container container, IOptions<IdleOptions> options) =>
        new(container.IdleMode, options.Value.IdleAfter(container), options.Value.StopAfter(container));

    /// <summary>How a new version takes the place of the old one.</summary>
    public static UpdateStrategy UpdateStrategy([Parent] Container container) => container.Strategy;

    /// <summary>Raised by each change of what is desired; <c>ifGeneration</c> of an update refers to it.</summary>
    public static long Generation([Parent] Container container) => container.Generation;

    /// <summary>What each instance may use at most.</summary>
    public static ResourceLimits Resources([Parent] Container container) =>
        new(container.CpuMillis / 1000.0, container.MemoryBytes, container.PidsLimit);

    /// <summary>The size that its resources are; null when they are none by name.</summary>
    public static ContainerSize? Size([Parent] Container container) => ContainerSizes.Named(container.Runtime.Resources);

    /// <summary>Between which sizes it grows and shrinks by itself; null when it does not.</summary>
    public static AutoscalePolicy? Autoscale([Parent] Container container) => container.Autoscale;

    /// <summary>More memory that each instance has for a while; null when it has none.</summary>
    public static MemoryBoost? Boost([Parent] Container container) =>
        container.BoostUntil is { } until ? new(container.BoostBytes, until) : null;

    /// <summary>What scaling did with it or could not do, the newest first.</summary>
    public static async Task<Connection<ScalingDecision>> ScalingDecisionsAsync(
        [Parent] Container container, PageArguments page, Caller caller, ScalingService scaling, CancellationToken ct) =>
        Pages.Connect(await scaling.DecisionsAsync(caller, container.Id, Pages.Of(page, "scl"), ct), d => d.Id);

    /// <summary>How many instances should run.</summary>
    public static int Replicas([Parent] Container container) => container.Replicas;

    /// <summary>What happens when an instance exits by itself.</summary>
    public static RestartPolicy Restart([Parent] Container container) => container.Restart;

    /// <summary>How long an instance has between the polite signal and its end.</summary>
    public static TimeSpan StopGrace([Parent] Container container) => container.StopGrace;

    /// <summary>Its running replicas, and those that ran last.</summary>
    public static async Task<IReadOnlyList<Instance>> InstancesAsync([Parent] Container container, InstancesLoader instances) =>
        await instances.LoadAsync(container.Id) ?? [];

    /// <summary>The newest operation on it.</summary>
    public static Task<Operation?> LatestOperationAsync([Parent] Container container, LatestOperationLoader operations) => operations.LoadAsync(container.Id);

    /// <summary>What it uses now; null while nothing runs.</summary>
    public static ContainerStats? Stats([Parent] Container container, Caller caller, StatsService stats) => stats.Latest(caller, container);

    /// <summary>What it used in the last minutes, a sample a second, the oldest first.</summary>
    /// <param name="last">At most so many; five minutes are kept.</param>
    public static IReadOnlyList<ContainerStats> StatsHistory([Parent] Container container, Caller caller, StatsService stats, int last = 300) =>
        stats.History(caller, container, Math.Clamp(last, 0, 300));

    /// <summary>
    /// A metric from one time to another, point by point, the oldest first; nothing where nothing ran. Seconds are kept for the last 5 minutes, minutes for a day, hours for a
    /// month (an option says how long). Without <c>step</c>, points are the shortest of 1 s, 1, 2, 5, 10, 15 and 30 min, 1, 3, 6 and 12 h, 1, 7 and 30 d that are kept and of which there are at
    /// most 360; a finer step than what is kept becomes as fine as that. More than 2,000 points are refused. Several metrics of one time are one read.
    /// </summary>
    [ListSize(AssumedSize = 300)]
    public static async Task<IReadOnlyList<MetricPoint>> MetricsAsync(
        [Parent] Container container, MetricKind metric, DateTimeOffset from, DateTimeOffset to, Caller caller, MetricService metrics, MetricsLoader loader, TimeSpan? step = null) =>
        (await loader.LoadAsync(new(container.Id, metrics.Plan(caller, from, to, step))) ?? MetricSeries.Empty).Of(metric);

    /// <summary>Its alerts: those that fire, those that wait, then those that are over.</summary>
    public static async Task<IReadOnlyList<Alert>> AlertsAsync([Parent] Container container, AlertsByContainerLoader alerts) => await alerts.LoadAsync(container.Id) ?? [];

    /// <summary>Its backups, the newest first.</summary>
    public static async Task<Connection<Backup>> BackupsAsync([Parent] Container container, PageArguments page, Caller caller, BackupService backups, CancellationToken ct) =>
        Pages.Connect(await backups.ListAsync(caller, new(ContainerId: container.Id), Pages.Of(page, "bak"), ct), b => b.Id);

    /// <summary>When it is backed up by itself; null when nobody has said.</summary>
    public static Task<BackupPolicy?> BackupPolicyAsync([Parent] Container container, BackupPolicyLoader policies) => policies.LoadAsync(container.Id);

    /// <summary>The newest restore into it, as long as it is remembered.</summary>
    public static Task<Restore?> LatestRestoreAsync([Parent] Container container, LatestRestoreLoader restores) => restores.LoadAsync(container.Id);

    /// <summary>Its log as far as it is kept. With a filter, a page that takes long to find ends early: its cursors say how far it was looked at.</summary>
    /// <param name="where">Which lines are wanted; all where nothing is said.</param>
    public static Task<Connection<ILogEvent>> LogsAsync(
        [Parent] Container container, PageArguments page, Caller caller, LogService logs, CancellationToken ct, LogFilterInput? where = null) =>
        LogEvents.ConnectAsync(container, page, where, caller, logs, ct);

    /// <summary>What is in a folder of its volumes, by name, read forwards. Whoever may run commands in it may see that.</summary>
    /// <param name="path">The folder, as a program in the container would name it; the work volume where nothing is said.</param>
    public static Task<Connection<ContainerFile>> FilesAsync(
        [Parent] Container container, PageArguments page, Caller caller, FileService files, CancellationToken ct, string? path = null) =>
        FolderPages.ConnectAsync(container, path, page, caller, files, ct);

    /// <summary>What is at a path of its volumes; null for nothing. Whoever may run commands in it may see that.</summary>
    /// <param name="path">As a program in the container would name it; the work volume where nothing is said.</param>
    public static Task<ContainerFile?> FileAsync([Parent] Container container, Caller caller, FileService files, CancellationToken ct, string? path = null) =>
        files.FindAsync(caller, container.Id, path, ct);

    /// <summary>Where it is reached over HTTP from outside; nowhere without an HTTP port.</summary>
    public static async Task<IReadOnlyList<PublicUrl>> UrlsAsync([Parent] Container container, Caller caller, DomainsLoader domains, AddressService addresses) =>
        addresses.Urls(caller, container, await domains.LoadAsync(container.Id) ?? []);

    /// <summary>Domains of the organization's own that lead to it, or will when they are verified; the oldest first.</summary>
    public static async Task<IReadOnlyList<Domain>> DomainsAsync([Parent] Container container, DomainsLoader domains) => await domains.LoadAsync(container.Id) ?? [];

    /// <summary>When it was made.</summary>
    public static DateTimeOffset CreatedAt([Parent] Container container) => container.CreatedAt;

    /// <summary>When what is desired of it was last changed.</summary>
    public static DateTimeOffset UpdatedAt([Parent] Container container) => container.UpdatedAt;

    /// <summary>Raised by every change, so that old news can be told from new.</summary>
    public static int Revision([Parent] Container container) => container.Revision;

    private static async Task<ContainerCondition> ConditionAsync(Container container, InstancesLoader instances, DeploymentLoader deployments, TimeProvider clock)
    {
        var loading = instances.LoadAsync(container.Id);
        var target = await CurrentAsync(container, deployments);
        return ContainerCondition.Of(container, target, await loading ?? [], clock.GetUtcNow());
    }
}

/// <summary>What an instance may use at most.</summary>
/// <param name="Cpu">CPU in cores: 0.5 is half of one.</param>
/// <param name="MemoryBytes">Memory, with no swap beyond it.</param>
/// <param name="Pids">Processes and threads.</param>
[ObjectType]
[Name("Resources")]
public sealed record ResourceLimits(double Cpu, long MemoryBytes, int Pids);
