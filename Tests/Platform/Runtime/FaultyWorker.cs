using System.Runtime.CompilerServices;
using GraphPlatform.Agent.Files;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Files;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Metrics;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Tests.Platform.Runtime;

/// <summary>An engine in memory that fails at a chosen call: before it has done what it was asked, or after. A real one cannot be made to fail at will.</summary>
internal sealed class FaultyWorker : IWorker
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ObservedState> instances = [];
    private readonly Lock writes = new();
    // One for all: the kernel gives a user only so many.
    private static readonly Lazy<FolderWatches> Watches = new(() => new FolderWatches());

    private int calls;

    /// <summary>Which call fails; null for none.</summary>
    public int? FailAt { get; set; }

    /// <summary>Whether it has done it nevertheless, as when an answer is lost.</summary>
    public bool FailAfterwards { get; set; }

    public int Calls => calls;

    public IReadOnlyDictionary<string, ObservedState> Instances => instances;

    /// <summary>What instances were resized to.</summary>
    public Dictionary<string, Resources> Sizes { get; } = [];

    /// <summary>What lies on it.</summary>
    public EngineDisk Disk { get; set; } = new([], [], [], [], 0, null);

    /// <summary>Names that were taken off images.</summary>
    public List<string> RemovedImages { get; } = [];

    public HashSet<string> Networks { get; } = [];

    public HashSet<string> Volumes { get; } = [];

    /// <summary>Instances that were let to be reached by name later than they were made.</summary>
    public HashSet<string> Joined { get; } = [];

    /// <summary>What health checks say.</summary>
    public string? Unwell { get; set; }

    /// <summary>Whether volumes have something in them.</summary>
    public bool VolumesHaveFiles { get; set; }

    /// <summary>Ends all processes, as a restart of an engine does.</summary>
    public void RestartEngine()
    {
        foreach (var id in instances.Keys) instances[id] = ObservedState.Exited;
    }

    public string Name => "faulty";

    public Task<WorkerInfo> DescribeAsync(CancellationToken ct) => AskAsync(() => new WorkerInfo("0", "0", 1, 1, ["runc"]) { Disk = Disk.Disk });

    /// <summary>What happens right after instances were listed.</summary>
    public Action? Listing { get; set; }

    public async Task<IReadOnlyDictionary<string, ObservedState>> ListAsync(CancellationToken ct)
    {
        var found = await ListNowAsync();
        Listing?.Invoke();
        return found;
    }

    private Task<IReadOnlyDictionary<string, ObservedState>> ListNowAsync() =>
        AskAsync(IReadOnlyDictionary<string, ObservedState> () => new Dictionary<string, ObservedState>(instances));

    public Task<IReadOnlyList<string>> ListStrangersAsync(CancellationToken ct) => AskAsync(IReadOnlyList<string> () => []);

    public Task RemoveStrangerAsync(string engineId, CancellationToken ct) => AskAsync(() => true);

    public Task<ObservedInstance?> InspectAsync(string instanceId, CancellationToken ct) => AskAsync(() =>
        instances.TryGetValue(instanceId, out var state) ? new ObservedInstance(instanceId, Waiting.Contains(instanceId) ? ObservedState.Created : state, 0, false, DateTimeOffset.UnixEpoch, null) : null);

    public Task<ResolvedImage> ResolveImageAsync(string reference, ImageAccess access, IProgress<PullProgress> progress, CancellationToken ct) =>
        AskAsync(() => new ResolvedImage("sha256:1", Pulled: true));

    public Task<ResolvedImage> FindImageAsync(string reference, string digest, RegistryLogin? login, CancellationToken ct) =>
        AskAsync(() => new ResolvedImage(digest, Pulled: false));

    public Task<bool> EnsureNetworkAsync(string name, string subnet, CancellationToken ct) => AskAsync(() => Networks.Add(name) || true);

    public Task<IReadOnlyList<string>> ListNetworksAsync(CancellationToken ct) => AskAsync(IReadOnlyList<string> () => [.. Networks]);

    public Task RemoveNetworkAsync(string name, CancellationToken ct) => AskAsync(() => Networks.Remove(name));

    public Task<IReadOnlyList<string>> ListSubnetsAsync(CancellationToken ct) => AskAsync(IReadOnlyList<string> () => []);

    public Task<HostProtection> ProtectHostAsync(IReadOnlyList<string> subnets, CancellationToken ct) => Task.FromResult(HostProtection.On);

    public Task CreateAsync(InstanceSpec spec, CancellationToken ct) => AskAsync(() =>
    {
        foreach (var mount in spec.Spec.Mounts) Volumes.Add(mount.VolumeId);
        return instances.TryAdd(spec.InstanceId, ObservedState.Created);
    });

    /// <summary>What prepared instances were last told to run.</summary>
    public Dictionary<string, DeploymentSpec> Told { get; } = [];

    /// <summary>Ends an instance's processes as a crash does.</summary>
    public void Crash(string instanceId) => instances[instanceId] = ObservedState.Exited;

    /// <summary>Instances that wait to be told what they run.</summary>
    public HashSet<string> Waiting { get; } = [];

    public Task PrepareAsync(InstanceSpec spec, CancellationToken ct) => AskAsync(() =>
    {
        foreach (var mount in spec.Spec.Mounts) Volumes.Add(mount.VolumeId);
        instances[spec.InstanceId] = ObservedState.Frozen;
        return Waiting.Add(spec.InstanceId);
    });

    public Task WelcomePreparedAsync(InstanceSpec spec, CancellationToken ct) => AskAsync(() => true);

    public Task StartPreparedAsync(InstanceSpec spec, CancellationToken ct) => AskAsync(() =>
    {
        if (!instances.ContainsKey(spec.InstanceId)) throw new PlatformException(ErrorCode.NotFound, "Docker does not have it.");
        Waiting.Remove(spec.InstanceId);
        Told[spec.InstanceId] = spec.Spec;
        return instances[spec.InstanceId] = ObservedState.Running;
    });

    public Task StartAsync(string instanceId, CancellationToken ct) => AskAsync(() => instances[instanceId] = ObservedState.Running);

    public Task FreezeAsync(string instanceId, CancellationToken ct) => AskAsync(() => instances[instanceId] = ObservedState.Frozen);

    public Task ResizeAsync(string instanceId, Resources resources, CancellationToken ct) => AskAsync(() => Sizes[instanceId] = resources);

    public Task ThawAsync(string instanceId, CancellationToken ct) => AskAsync(() => instances[instanceId] = ObservedState.Running);

    public Task JoinAsync(string instanceId, string network, string name, CancellationToken ct) => AskAsync(() => Joined.Add(instanceId));

    public Task<string?> ProbeAsync(string instanceId, string address, HealthCheck check, CancellationToken ct) => AskAsync(() => Unwell);

    public Task<int> CountConnectionsAsync(string instanceId, int port, CancellationToken ct) => AskAsync(() => 0);

    public Task<bool> HasFilesAsync(string volumeId, CancellationToken ct) => AskAsync(() => VolumesHaveFiles || (VolumesFolder is not null && Directory.Exists(FolderOf(volumeId)) && Directory.EnumerateFileSystemEntries(FolderOf(volumeId)).Any()));

    /// <summary>What happens before an instance ends.</summary>
    public Action? Stopping { get; set; }

    public Task StopAsync(string instanceId, TimeSpan grace, CancellationToken ct)
    {
        Stopping?.Invoke();
        return AskAsync(() => instances[instanceId] = ObservedState.Exited);
    }

    public Task RemoveAsync(string instanceId, bool anonymousVolumes, CancellationToken ct) => AskAsync(() => instances.Remove(instanceId));

    public Task RemoveVolumeAsync(string volumeId, CancellationToken ct) => AskAsync(() => Volumes.Remove(volumeId));

    public Task<EngineDisk> MeasureDiskAsync(CancellationToken ct) => AskAsync(() => Disk);

    public Task RemoveImageAsync(string name, CancellationToken ct) => AskAsync(() =>
    {
        RemovedImages.Add(name);
        Disk = Disk with { Images = [.. Disk.Images.Where(i => !i.Names.Contains(name))] };
        return true;
    });

    public Dictionary<string, long> Storage { get; } = [];

    public Task<IReadOnlyDictionary<string, long>> MeasureStorageAsync(CancellationToken ct) =>
        AskAsync(IReadOnlyDictionary<string, long> () => new Dictionary<string, long>(Storage));

    public Task<ExecResult> ExecAsync(string instanceId, ExecCommand command, CancellationToken ct) => throw new NotSupportedException();

    public Task<ITerminalProcess> OpenTerminalAsync(string instanceId, TerminalCommand command, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Opens what all volumes are, where they are no folders.</summary>
    public Func<IVolumeFiles> OpenVolume { get; set; } = () => throw new NotSupportedException();

    /// <summary>Where volumes are folders; null where nobody looks into them.</summary>
    public string? VolumesFolder { get; set; }

    /// <summary>What happens before a volume is opened.</summary>
    public Action<string>? Opening { get; set; }

    /// <summary>The folder of a volume.</summary>
    public string FolderOf(string volumeId) => Path.Combine(VolumesFolder!, volumeId, "_data");

    public Task<IVolumeFiles> OpenVolumeAsync(string volumeId, bool make, CancellationToken ct) => AskAsync(() =>
    {
        if (VolumesFolder is null) return OpenVolume();
        Opening?.Invoke(volumeId);
        Directory.CreateDirectory(FolderOf(volumeId));
        return (IVolumeFiles)new VolumeFiles(VolumeFolder.Open(FolderOf(volumeId)), writes, Watches.Value, TimeProvider.System);
    });

    public Task<TarContent> CheckTarAsync(Stream tar, CancellationToken ct) => TarUnpacker.CheckAsync(tar, ct);

    public Task<int> EndLostTerminalsAsync(CancellationToken ct) => Task.FromResult(0);

    public async IAsyncEnumerable<LogFrame> ReadLogsAsync(string instanceId, long since, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield break;
    }

    public async IAsyncEnumerable<StatsSample> FollowStatsAsync(string instanceId, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield break;
    }

    public async IAsyncEnumerable<string> FollowEventsAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield break;
    }

    private Task<T> AskAsync<T>(Func<T> answer)
    {
        lock (gate)
        {
            var fails = calls++ == FailAt;
            if (fails && !FailAfterwards) return Task.FromException<T>(Away());
            var result = answer();
            return fails ? Task.FromException<T>(Away()) : Task.FromResult(result);
        }
    }

    private static PlatformException Away() => new(ErrorCode.Engine, "The engine is away.") { Transient = true };
}
