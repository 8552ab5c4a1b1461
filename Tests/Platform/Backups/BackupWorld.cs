using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Running;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Events;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Tests.Hosting.Trees;
using GraphPlatform.Tests.Platform.Quotas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.Tests.Platform.Backups;

/// <summary>A container whose volumes are folders, and what makes its backups.</summary>
internal sealed class BackupWorld : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("graphplatform-volumes-");

    private BackupWorld(QuotaWorld quotas) => Quotas = quotas;

    public static Caller Self { get; } = Caller.System("test");

    public QuotaWorld Quotas { get; }

    public TestDatabase Database => Quotas.Database;

    public Caller Ada => Quotas.Ada;

    public BackupService Backups => Database.Get<BackupService>();

    public RestoreService Restores => Database.Get<RestoreService>();

    public BackupKeeper Keeper { get; private set; } = null!;

    /// <summary>Where backups are on disk.</summary>
    public string Store => Path.Combine(Database.Folder, "backups");

    public IReadOnlyList<string> Stored => Directory.Exists(Store) ? [.. Directory.EnumerateFiles(Store, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];

    public static async Task<BackupWorld> OpenAsync(DatabaseProvider kind = DatabaseProvider.Sqlite, Dictionary<string, string?>? settings = null)
    {
        var world = new BackupWorld(await QuotaWorld.OpenAsync(kind, settings));
        world.Quotas.Worker.VolumesFolder = world.folder.FullName;
        world.Keeper = ActivatorUtilities.CreateInstance<BackupKeeper>(world.Database.Get<IServiceProvider>());
        return world;
    }

    /// <summary>A container that runs, with a volume of its own at /data and one made by name at /cache, each with a file.</summary>
    public async Task<(Container Container, IReadOnlyList<VolumeMount> Mounts)> ContainerAsync(string name = "web", bool start = true)
    {
        var volume = await Database.Get<VolumeService>().CreateAsync(Ada, Quotas.Project.Id, name + "-cache", None);
        var made = await Database.Get<ContainerCreation>().CreateAsync(
            Ada, new NewContainer(Quotas.Project.Id, name, new ContainerConfig("app:1") { Volumes = [new(volume.Id, "/cache")], Environment = [new("A", "b")] }, start), ChangeTerms.None, None);
        await SettleAsync(made.Container!.Id);
        var mounts = await MountsAsync(made.Container.Id);
        Write(mounts[0], "file", "data of " + name);
        Write(mounts[1], "file", "cache of " + name);
        return (made.Container, mounts);
    }

    public async Task<IReadOnlyList<VolumeMount>> MountsAsync(string containerId)
    {
        await using var db = await Database.ContextAsync();
        var deployment = (await db.As(Self).Containers.SingleAsync(c => c.Id == containerId)).DeploymentId;
        return (await db.As(Self).Deployments.SingleAsync(d => d.Id == deployment)).Spec.Mounts;
    }

    public void Write(VolumeMount mount, string name, string text)
    {
        Directory.CreateDirectory(Quotas.Worker.FolderOf(mount.VolumeId));
        File.WriteAllText(Path.Combine(Quotas.Worker.FolderOf(mount.VolumeId), name), text);
    }

    public string? Read(VolumeMount mount, string name = "file") =>
        Path.Combine(Quotas.Worker.FolderOf(mount.VolumeId), name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>Asks for a backup and makes it.</summary>
    public async Task<Backup> BackUpAsync(string containerId, TimeSpan? keepFor = null)
    {
        var backup = await Backups.CreateAsync(Ada, containerId, keepFor, ChangeTerms.None, None);
        await RunAsync();
        return await FindAsync(backup.Id) ?? backup;
    }

    /// <summary>Makes of a backup of empty volumes what earlier servers wrote: parts without any byte.</summary>
    public async Task MakeOldAsync(string id)
    {
        var backup = (await FindAsync(id))!;
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllBytesAsync(Stored.Single(f => f.EndsWith("manifest.json", StringComparison.Ordinal))))!;
        manifest["version"] = 1;
        var parts = backup.Parts.Select(p => p with { Bytes = 0, ContentBytes = 0, Content = null, Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([])) }).ToList();
        manifest["parts"] = System.Text.Json.Nodes.JsonNode.Parse(BackupPart.ToJson(parts));
        var bytes = System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString());
        foreach (var file in Stored) await File.WriteAllBytesAsync(file, file.EndsWith("manifest.json", StringComparison.Ordinal) ? bytes : []);
        await Database.Get<BackupRecords>().ChangeAsync(id, (b, _, _) => b.Written(parts, bytes.Length, BackupManifest.ChecksumOf(bytes)), None);
    }

    public async Task<Backup?> FindAsync(string id) => (await Backups.ByIdAsync(Ada, [id], None)).GetValueOrDefault(id);

    public async Task<Restore> FindRestoreAsync(string id) => (await Restores.ByIdAsync(Ada, [id], None))[id];

    public async Task<Container> FindContainerAsync(string id) => (await Database.Get<ContainerQueries>().ByIdAsync(Ada, [id], None))[id];

    public async Task<Operation> OperationAsync(string id) => (await Database.Get<OperationService>().ByIdAsync(Ada, [id], None))[id];

    /// <summary>Does all that waits, with a reconciler beside it.</summary>
    public async Task RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using var desired = Database.Get<EventBus>().Subscribe<ContainerDesired>();
        var reconciler = ReconcileAsync(desired, stop.Token);
        while (await Keeper.RunOneAsync(None))
        {
            // Until nothing waits.
        }

        await Database.Get<BackupRemoval>().SweepAsync(None);
        await stop.CancelAsync();
        await reconciler;
    }

    public async Task SettleAsync(string containerId)
    {
        for (var rounds = 0; await Database.Get<ContainerReconciler>().ReconcileAsync(containerId, None, None) is { } wakeAt; rounds++)
        {
            Assert.True(rounds < 10, "It does not settle.");
            var now = Database.Clock.GetUtcNow();
            if (wakeAt > now) Database.Clock.Advance(wakeAt - now);
        }
    }

    public async Task<List<T>> ListAsync<T>(Func<VisibleSets, IQueryable<T>> query)
    {
        await using var db = await Database.Get<StateDatabase>().ReadAsync(None);
        return await query(db.As(Self)).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Keeper.Dispose();
        await Quotas.DisposeAsync();
        await TreeListing.RunAsync("/", $"rm -rf '{folder.FullName}'");       // .NET cannot remove what has a name that is not UTF-8
    }

    private async Task ReconcileAsync(EventReader<ContainerDesired> desired, CancellationToken stop)
    {
        try
        {
            while (await desired.WaitAsync(stop))
                while (desired.TryRead(out var wish)) await SettleAsync(wish.ContainerId);
        }
        catch (OperationCanceledException)
        {
            // All that waited is done.
        }
    }
}
