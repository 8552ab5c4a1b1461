using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Runtime;

namespace GraphPlatform.Schema.Containers;

/// <summary>One replica of a deployment.</summary>
[ObjectType<Instance>]
public static class InstanceType
{
    /// <summary>Unique in the installation; its engine container is named gp- and this.</summary>
    [ID]
    public static string Id([Parent] Instance instance) => instance.Id;

    /// <summary>0, 1, 2… among the replicas.</summary>
    public static int Index([Parent] Instance instance) => instance.Index;

    /// <summary>What it is doing.</summary>
    public static InstanceStatus Status([Parent] Instance instance) => instance.Status;

    /// <summary>What the health check says of it.</summary>
    public static InstanceHealth Health([Parent] Instance instance) => instance.Health;

    /// <summary>Why it is not well.</summary>
    public static string? HealthReason([Parent] Instance instance) => instance.HealthReason;

    /// <summary>The rollout that it runs.</summary>
    public static async Task<Deployment> DeploymentAsync([Parent] Instance instance, DeploymentLoader deployments) =>
        await deployments.LoadAsync(instance.DeploymentId) ?? throw PlatformException.NotFound("deployment", instance.DeploymentId);

    /// <summary>Whether it was taken from a warm pool.</summary>
    public static bool FromPool([Parent] Instance instance) => instance.FromPool;

    /// <summary>How often in a row it ended soon after its start.</summary>
    public static int Crashes([Parent] Instance instance) => instance.Crashes;

    /// <summary>The exit code of its last end.</summary>
    public static int? ExitCode([Parent] Instance instance) => instance.ExitCode;

    /// <summary>Whether it last ended because it passed its memory limit.</summary>
    public static bool OutOfMemory([Parent] Instance instance) => instance.OutOfMemory;

    /// <summary>How many of its processes the kernel has killed for memory since it started, while the first one went on.</summary>
    public static int MemoryKills([Parent] Instance instance) => instance.MemoryKills;

    /// <summary>When the kernel was last seen to have killed one; null while it has not.</summary>
    public static DateTimeOffset? MemoryKilledAt([Parent] Instance instance) => instance.MemoryKilledAt;

    /// <summary>When it starts again after a crash.</summary>
    public static DateTimeOffset? NextStartAt([Parent] Instance instance) => instance.NextStartAt;

    /// <summary>When its processes last started.</summary>
    public static DateTimeOffset? StartedAt([Parent] Instance instance) => instance.StartedAt;

    /// <summary>When they last ended.</summary>
    public static DateTimeOffset? FinishedAt([Parent] Instance instance) => instance.FinishedAt;
}
