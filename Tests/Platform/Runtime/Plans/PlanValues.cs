using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Tests.Platform.Runtime.Plans;

/// <summary>What plans are made of, as values.</summary>
internal static class PlanValues
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Resources Limits = new(500, 1 << 20, 10);

    /// <summary>A container that should run at generation 1.</summary>
    /// <param name="replicas">How many instances.</param>
    /// <param name="serving">The version that serves; null for none yet.</param>
    /// <param name="target">The version that should.</param>
    public static Container Container(int replicas = 1, int? serving = 1, int target = 1)
    {
        var runtime = new RuntimeSpec(replicas, Limits, RestartPolicy.Always, TimeSpan.Zero, null, LifecyclePolicy.Default, UpdateStrategy.Auto);
        var container = new Container("ctr_1", "org_1", "prj_1", "web", runtime, null, start: true, Now);
        if (serving is { } number) container.Serving(Version(number));
        container.Serve(Version(target));
        return container;
    }

    public static Deployment Version(int number, HealthCheck? health = null) =>
        new($"dep_{number}", "org_1", "ctr_1", number, Spec($"sha256:{number}") with { Health = health }, "usr_1", Now);

    public static DeploymentSpec Spec(string? digest) => new("app:1", digest, null, null, null, [], [], [], SecuritySpec.Default, ImageVolumes: digest is null ? null : []);

    /// <summary>A replica that is recorded, <c>ins_0</c> of version 1, <c>ins_2_0</c> of version 2.</summary>
    public static Instance Made(int index, int version = 1)
    {
        var instance = new Instance(
            version == 1 ? $"ins_{index}" : $"ins_{version}_{index}", "org_1", "ctr_1", $"dep_{version}", index, "wrk_1", reachable: version == 1, Now);
        instance.Limited(Limits);
        return instance;
    }

    public static Instance Running(int index, int version = 1, long generation = 1)
    {
        var instance = Made(index, version);
        instance.Starting(generation);
        instance.Running(Now, "10.0.0.2");
        return instance;
    }

    public static ObservedInstance Seen(string id, ObservedState state) => new(id, state, 0, false, Now, null);
}
