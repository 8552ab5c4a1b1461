using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Metrics;

namespace GraphPlatform.Platform.Workers;

/// <summary>
/// A machine as the platform sees it: commands in, observations out. Every command is idempotent, and fails with a
/// <see cref="PlatformException"/> of code ENGINE whose message a user can act on.
/// </summary>
public interface IWorker
{
    /// <summary>The name of the machine's <see cref="Worker"/>.</summary>
    string Name { get; }

    /// <summary>What the engine is and has.</summary>
    Task<WorkerInfo> DescribeAsync(CancellationToken ct);

    /// <summary>The ids of all instances of this installation that are on the machine, and what they are doing: the truth that events only hint at.</summary>
    Task<IReadOnlyDictionary<string, ObservedState>> ListAsync(CancellationToken ct);

    /// <summary>What carries the label of this installation and is none of its instances, by the engine's ids: somebody else has made it.</summary>
    Task<IReadOnlyList<string>> ListStrangersAsync(CancellationToken ct);

    /// <summary>Removes such a one; that it is not there is fine.</summary>
    Task RemoveStrangerAsync(string engineId, CancellationToken ct);

    /// <summary>One instance as it is now; null when it is not there.</summary>
    Task<ObservedInstance?> InspectAsync(string instanceId, CancellationToken ct);

    /// <summary>Finds an image, or pulls it. One that is there but guarded is asked for nevertheless, unless it was given before.</summary>
    /// <param name="reference">What was asked for.</param>
    /// <param name="access">How whoever asks gets at it.</param>
    /// <param name="progress">Hears how the pull goes.</param>
    /// <param name="ct">Cancels the pull.</param>
    Task<ResolvedImage> ResolveImageAsync(string reference, ImageAccess access, IProgress<PullProgress> progress, CancellationToken ct);

    /// <summary>Describes an image that was resolved before. An image that somebody removed from the machine is pulled again, if its name still means the same.</summary>
    Task<ResolvedImage> FindImageAsync(string reference, string digest, RegistryLogin? login, CancellationToken ct);

    /// <summary>Makes the network of a project unless it is there.</summary>
    /// <returns>False when something else on the machine has addresses of that subnet.</returns>
    Task<bool> EnsureNetworkAsync(string name, string subnet, CancellationToken ct);

    /// <summary>The names of the networks of this installation that are on the machine.</summary>
    Task<IReadOnlyList<string>> ListNetworksAsync(CancellationToken ct);

    /// <summary>Removes a network; that it is not there is fine.</summary>
    Task RemoveNetworkAsync(string name, CancellationToken ct);

    /// <summary>The subnets that the engine's networks have, of whomever they are.</summary>
    Task<IReadOnlyList<string>> ListSubnetsAsync(CancellationToken ct);

    /// <summary>Keeps instances from what listens on the machine itself, and from a cloud's metadata address; that it is so already is fine.</summary>
    /// <param name="subnets">Where instances have their addresses; none takes the protection away.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whether it is so, and why not.</returns>
    Task<HostProtection> ProtectHostAsync(IReadOnlyList<string> subnets, CancellationToken ct);

    /// <summary>Makes an instance with its volumes, not started. That it is there already is fine.</summary>
    Task CreateAsync(InstanceSpec spec, CancellationToken ct);

    /// <summary>Makes an instance for nobody yet: it waits, frozen, for what it is to run. It has what cannot change later: image, mounts and security. That it is there already is fine.</summary>
    Task PrepareAsync(InstanceSpec spec, CancellationToken ct);

    /// <summary>Lets an instance that was prepared join its network and have its limits, before it is told what it runs; that it is so already is fine.</summary>
    Task WelcomePreparedAsync(InstanceSpec spec, CancellationToken ct);

    /// <summary>Tells an instance that was prepared what it runs, in its network and with its limits, and lets it; that it runs is fine.</summary>
    Task StartPreparedAsync(InstanceSpec spec, CancellationToken ct);

    /// <summary>Starts an instance that was not prepared; that it runs is fine.</summary>
    Task StartAsync(string instanceId, CancellationToken ct);

    /// <summary>Freezes all processes of a running instance; that it is frozen is fine.</summary>
    /// <exception cref="PlatformException">CONFLICT: it does not run.</exception>
    Task FreezeAsync(string instanceId, CancellationToken ct);

    /// <summary>Changes what an instance may use, while it runs, is frozen or is stopped. An ENGINE error says so when it uses more memory than that now.</summary>
    Task ResizeAsync(string instanceId, Resources resources, CancellationToken ct);

    /// <summary>Thaws an instance that somebody froze.</summary>
    Task ThawAsync(string instanceId, CancellationToken ct);

    /// <summary>Lets others on the network reach a running instance by a name too. It keeps its address; what it has open goes on after a moment.</summary>
    Task JoinAsync(string instanceId, string network, string name, CancellationToken ct);

    /// <summary>Checks the health of a running instance once.</summary>
    /// <returns>What is wrong; null when it is well.</returns>
    Task<string?> ProbeAsync(string instanceId, string address, HealthCheck check, CancellationToken ct);

    /// <summary>How many connections to a port of a running instance are open; 0 where the machine does not tell.</summary>
    Task<int> CountConnectionsAsync(string instanceId, int port, CancellationToken ct);

    /// <summary>Whether there is anything in a volume; true where the machine does not tell.</summary>
    Task<bool> HasFilesAsync(string volumeId, CancellationToken ct);

    /// <summary>Ends an instance's processes, politely first; that it does not run is fine.</summary>
    Task StopAsync(string instanceId, TimeSpan grace, CancellationToken ct);

    /// <summary>Removes an instance, never its volumes; that it is not there is fine.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="anonymousVolumes">Whether volumes without a name of ours go with it, which the engine made for it under earlier versions.</param>
    /// <param name="ct">Cancels.</param>
    Task RemoveAsync(string instanceId, bool anonymousVolumes, CancellationToken ct);

    /// <summary>Removes a volume with all that is in it; that it is not there is fine.</summary>
    Task RemoveVolumeAsync(string volumeId, CancellationToken ct);

    /// <summary>Opens a volume for its files.</summary>
    /// <param name="volumeId">The volume.</param>
    /// <param name="make">Whether it is made where no instance has had it yet: it is the engine's own user's then, as long as nobody says otherwise.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">CONFLICT: it is not there.</exception>
    Task<IVolumeFiles> OpenVolumeAsync(string volumeId, bool make, CancellationToken ct);

    /// <summary>Reads a tar to its end as <see cref="IVolumeFiles.UnpackAsync"/> does, and writes nothing: what this has read, that can restore.</summary>
    /// <param name="tar">Plain.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlatformException">VALIDATION: it is no whole tar, or has something that cannot be restored.</exception>
    Task<TarContent> CheckTarAsync(Stream tar, CancellationToken ct);

    /// <summary>What lies on the engine, of whomever it is. Slow: the engine measures.</summary>
    Task<EngineDisk> MeasureDiskAsync(CancellationToken ct);

    /// <summary>Takes a name off an image, and removes the image with its last one; that it is not there is fine.</summary>
    /// <exception cref="PlatformException">CONFLICT: a container uses it.</exception>
    Task RemoveImageAsync(string name, CancellationToken ct);

    /// <summary>The bytes of our volumes and of the writable layers of our instances, by their ids. Slow: the engine looks at every file.</summary>
    Task<IReadOnlyDictionary<string, long>> MeasureStorageAsync(CancellationToken ct);

    /// <summary>Runs a command in a running instance.</summary>
    Task<ExecResult> ExecAsync(string instanceId, ExecCommand command, CancellationToken ct);

    /// <summary>Runs a program in a running instance with a terminal, until what is returned is disposed.</summary>
    Task<ITerminalProcess> OpenTerminalAsync(string instanceId, TerminalCommand command, CancellationToken ct);

    /// <summary>Ends what an earlier server has left running in terminals when it was killed.</summary>
    /// <returns>How many there were.</returns>
    Task<int> EndLostTerminalsAsync(CancellationToken ct);

    /// <summary>The frames that an instance has written since a time (inclusive) and, if they are followed, goes on to write until its processes end.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="since">Nanoseconds since 1970; 0 for all that is kept.</param>
    /// <param name="follow">Whether to wait for more. An engine may end such a stream some lines early, so who needs every line reads once more without.</param>
    /// <param name="ct">Closes the stream.</param>
    IAsyncEnumerable<LogFrame> ReadLogsAsync(string instanceId, long since, bool follow, CancellationToken ct);

    /// <summary>A sample a second while the instance runs.</summary>
    IAsyncEnumerable<StatsSample> FollowStatsAsync(string instanceId, CancellationToken ct);

    /// <summary>The ids of our instances as something happens to them; empty when something starts that carries our label and is none. Hints only; fails when the engine goes away.</summary>
    /// <param name="since">What has happened from then on is told too.</param>
    /// <param name="ct">Closes the stream.</param>
    IAsyncEnumerable<string> FollowEventsAsync(DateTimeOffset since, CancellationToken ct);
}
