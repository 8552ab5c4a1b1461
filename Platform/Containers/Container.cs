using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Containers;

/// <summary>
/// A named workload. The user's wish is here, and one writer per column: services write what is desired,
/// the reconciler what was observed (<see cref="ObservedGeneration"/> and the failure).
/// </summary>
public sealed partial class Container : IOwned
{
    private static readonly TimeSpan TransientRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    private Container()
    {
    }

    /// <summary>A new container at generation 1.</summary>
    public Container(
        string id, string organizationId, string projectId, string name, RuntimeSpec runtime, string? securityProfileId, bool start, DateTimeOffset now)
    {
        Id = id;
        OrganizationId = organizationId;
        ProjectId = projectId;
        Name = name;
        Apply(runtime);
        SecurityProfileId = securityProfileId;
        Desired = start ? DesiredState.Run : DesiredState.Stop;
        Generation = 1;
        CreatedAt = UpdatedAt = LastUsedAt = now;
    }

    /// <summary><c>ctr_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>The organization it belongs to.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>The project it belongs to.</summary>
    public string ProjectId { get; private set; } = "";

    /// <summary>A DNS label, unique in the project: other containers there reach it by this name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The deployment that should serve.</summary>
    public string DeploymentId { get; private set; } = "";

    /// <summary>The newest deployment that was healthy: what serves until another one is, and again when that fails. Written by the reconciler.</summary>
    public string? ServingDeploymentId { get; private set; }

    /// <summary>The security profile that new deployments get; null for the defaults.</summary>
    public string? SecurityProfileId { get; private set; }

    /// <summary>How many instances should run.</summary>
    public int Replicas { get; private set; }

    /// <summary>CPU limit in thousandths of a core.</summary>
    public int CpuMillis { get; private set; }

    /// <summary>Memory limit in bytes; there is no swap beyond it.</summary>
    public long MemoryBytes { get; private set; }

    /// <summary>How many processes and threads it may have.</summary>
    public int PidsLimit { get; private set; }

    /// <summary>What happens when it exits by itself.</summary>
    public RestartPolicy Restart { get; private set; }

    /// <summary>How long it has between the polite signal and the end.</summary>
    public TimeSpan StopGrace { get; private set; }

    /// <summary>Where it speaks HTTP, so that it has a public address; null when it does not.</summary>
    public int? HttpPort { get; private set; }

    /// <summary>How a new version takes the place of the old one.</summary>
    public UpdateStrategy Strategy { get; private set; }

    /// <summary>The generation from which on an instance must have been started: a restart raises it.</summary>
    public long RestartGeneration { get; private set; }

    /// <summary>The generation that a user last started it with: what was done before is done again only from then on.</summary>
    public long StartGeneration { get; private set; }

    /// <summary>What the user wants.</summary>
    public DesiredState Desired { get; private set; }

    /// <summary>Who forbids it to run.</summary>
    public Holds Holds { get; private set; }

    /// <summary>Whether it is to go away for good.</summary>
    public bool Deleting { get; private set; }

    /// <summary>Whether its volumes go with it; only a user's explicit word says so.</summary>
    public bool DeletingVolumes { get; private set; }

    /// <summary>Raised by each change of what is desired.</summary>
    public long Generation { get; private set; }

    /// <summary>The newest generation that the reconciler has brought about, or failed to.</summary>
    public long ObservedGeneration { get; private set; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>How often in a row it failed.</summary>
    public int Failures { get; private set; }

    /// <summary>When the reconciler tries again by itself.</summary>
    public DateTimeOffset? RetryAt { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When what is desired was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Raised by every write, so that of two at once one is told.</summary>
    public int Revision { get; private set; }

    /// <summary>Whether anything should be running now.</summary>
    public bool ShouldRun => Desired == DesiredState.Run && Power != PowerState.Asleep && Holds == Holds.None && !Deleting;

    /// <summary>Whether its memory and CPU are its own: while it runs, and while it is only held for a moment and will run again.</summary>
    public bool KeepsResources => Desired == DesiredState.Run && Power != PowerState.Asleep && (Holds & ~Holds.Restore) == Holds.None && !Deleting;

    /// <summary>The spec that can change without a new deployment.</summary>
    public RuntimeSpec Runtime =>
        new(Replicas, new Resources(CpuMillis, MemoryBytes, PidsLimit), Restart, StopGrace, HttpPort, new LifecyclePolicy(IdleMode, IdleAfter, StopAfter), Strategy, Autoscale);

    /// <summary>Names the deployment that should serve.</summary>
    public void Serve(Deployment deployment) => DeploymentId = deployment.Id;

    /// <summary>The user wants it to run. Asked again, it tries again what had failed.</summary>
    public void Start(DateTimeOffset now)
    {
        DemandNotDeleting();
        Desired = DesiredState.Run;
        SetPower(PowerState.Active, now);
        Raise(now);
        StartGeneration = Generation;
    }

    /// <summary>The user wants each instance to end and start anew.</summary>
    public void RestartAll(DateTimeOffset now)
    {
        Start(now);
        RestartGeneration = Generation;
    }

    /// <summary>The user wants so many instances.</summary>
    public void Scale(int replicas, DateTimeOffset now)
    {
        DemandNotDeleting();
        Replicas = replicas;
        Raise(now);
    }

    /// <summary>The user wants another configuration; <paramref name="deployment"/> where that needs new instances.</summary>
    public void Update(RuntimeSpec runtime, string? securityProfileId, Deployment? deployment, DateTimeOffset now)
    {
        DemandNotDeleting();
        Apply(runtime);
        SecurityProfileId = securityProfileId;
        if (deployment is not null)
        {
            Serve(deployment);
            SetPower(PowerState.Active, now);       // a new version has to prove itself awake
        }

        Raise(now);
    }

    /// <summary>The user wants it to stop.</summary>
    public void Stop(DateTimeOffset now)
    {
        DemandNotDeleting();
        Desired = DesiredState.Stop;
        Raise(now);
    }

    /// <summary>The user wants it gone.</summary>
    public void Delete(bool volumes, DateTimeOffset now)
    {
        DemandNotDeleting();
        Deleting = true;
        DeletingVolumes = volumes;
        Raise(now);
    }

    /// <summary>Something other than its user forbids it to run.</summary>
    public void Hold(Holds hold, DateTimeOffset now)
    {
        DemandNotDeleting();
        Holds |= hold;
        Raise(now);
    }

    /// <summary>That does not forbid it any more. What should run then is awake.</summary>
    public void Lift(Holds hold, DateTimeOffset now)
    {
        Holds &= ~hold;
        if (Power == PowerState.Idle || ShouldRun) SetPower(PowerState.Active, now);
        Raise(now);
    }

    /// <summary>The reconciler has brought <paramref name="generation"/> about.</summary>
    public void Converged(long generation)
    {
        ObservedGeneration = Math.Max(ObservedGeneration, generation);
        ForgetFailure();
        Revision++;
    }

    /// <summary>The reconciler found a deployment healthy: it serves from now on.</summary>
    public void Serving(Deployment deployment) => ServingDeploymentId = deployment.Id;

    /// <summary>The reconciler could not bring the newest generation about. It tries again: soon if the cause may pass by itself, else later and later.</summary>
    public void Failed(string reason, bool transient, DateTimeOffset now)
    {
        Failure = reason;
        Failures++;
        RetryAt = now + (transient ? TransientRetry : TimeSpan.FromSeconds(Math.Min(LongestRetry.TotalSeconds, 10 * Math.Pow(2, Math.Min(Failures - 1, 10)))));
        Revision++;
    }

    /// <summary>Something that is shown has changed in its instances.</summary>
    public void Touch() => Revision++;

    private void Apply(RuntimeSpec runtime)
    {
        Replicas = runtime.Replicas;
        CpuMillis = runtime.Resources.CpuMillis;
        MemoryBytes = runtime.Resources.MemoryBytes;
        PidsLimit = runtime.Resources.PidsLimit;
        Restart = runtime.Restart;
        StopGrace = runtime.StopGrace;
        HttpPort = runtime.HttpPort;
        IdleMode = runtime.Lifecycle.Mode;
        IdleAfter = runtime.Lifecycle.IdleAfter;
        StopAfter = runtime.Lifecycle.StopAfter;
        Strategy = runtime.Strategy;
        (AutoscaleMin, AutoscaleMax) = (runtime.Autoscale?.Min, runtime.Autoscale?.Max);
    }

    private void Raise(DateTimeOffset now)
    {
        Generation++;
        Revision++;
        ForgetFailure();
        UpdatedAt = now;
    }

    private void ForgetFailure()
    {
        Failure = null;
        Failures = 0;
        RetryAt = null;
    }

    private void DemandNotDeleting()
    {
        if (Deleting) throw new PlatformException(ErrorCode.Conflict, $"Container '{Name}' is being deleted. Create another one.");
    }
}
