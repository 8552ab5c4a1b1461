using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Alerts;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Metrics.Scraping;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Registries;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Tests.Platform.Quotas;

namespace GraphPlatform.Tests.Platform.Races;

/// <summary>
/// Every pair of mutations on one object at the same moment, on both databases: each is done or refused in words, and the world is whole afterwards. In the long
/// form each pair 25 times; in the short one each mutation beside itself and beside the one that deletes the object, twice.
/// </summary>
public sealed class RaceTests
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";
    private static readonly ChangeTerms None = ChangeTerms.None;

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public Task Of_a_project(DatabaseProvider kind) => RaceAsync(kind, async (world, round) =>
    {
        var project = (await world.Database.Get<ProjectService>().CreateAsync(world.Ada, null, $"p{round}", default)).Id;
        return new()
        {
            ["deleteProject"] = () => world.Database.Get<ProjectService>().DeleteAsync(world.Ada, project, default),
            ["createContainer"] = () => world.CreateAsync("web", projectId: project),
            ["createContainer with a port"] = () => Create(world, project, "app", new ContainerConfig("app:1") { Ports = [new(80, 18080, PortProtocol.Tcp, null)] }),
            ["createVolume"] = () => world.Database.Get<VolumeService>().CreateAsync(world.Ada, project, "files", default),
            ["createAlertRule"] = () => world.Database.Get<AlertService>().CreateAsync(world.Ada, new AlertScope(null, project, null), Rule(), default),
        };
    });

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public Task Of_a_volume(DatabaseProvider kind) => RaceAsync(kind, async (world, round) =>
    {
        var volume = (await world.Database.Get<VolumeService>().CreateAsync(world.Ada, world.Project.Id, $"v{round}", default)).Id;
        var other = (await world.CreateAsync($"o{round}")).Container!.Id;
        VolumeMount[] mount = [new(volume, "/files")];
        return new()
        {
            ["deleteVolume"] = () => world.Database.Get<VolumeService>().DeleteAsync(world.Ada, volume, default),
            ["createContainer"] = () => Create(world, world.Project.Id, $"c{round}", new ContainerConfig("app:1") { Volumes = mount }),
            ["createContainer of another name"] = () => Create(world, world.Project.Id, $"d{round}", new ContainerConfig("app:1") { Volumes = mount }),
            ["updateContainer"] = () => world.Database.Get<ContainerUpdates>().UpdateAsync(world.Ada, other, null, c => c with { Volumes = mount }, None, default),
        };
    });

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public Task Of_a_container(DatabaseProvider kind) => RaceAsync(kind, async (world, round) =>
    {
        var made = (await world.CreateAsync($"c{round}")).Container!;
        await world.ReconcileAsync(made.Id);
        var (id, first) = (made.Id, made.DeploymentId);
        var domain = (await world.Database.Get<DomainService>().AddAsync(world.Ada, id, $"a{round}.example.com", default)).Id;
        var (service, updates) = (world.Database.Get<ContainerService>(), world.Database.Get<ContainerUpdates>());
        return new()
        {
            ["delete"] = () => service.DeleteAsync(world.Ada, id, volumes: true, None, default),
            ["start"] = () => service.StartAsync(world.Ada, id, None, default),
            ["stop"] = () => service.StopAsync(world.Ada, id, None, default),
            ["restart"] = () => service.RestartAsync(world.Ada, id, None, default),
            ["scale"] = () => service.ScaleAsync(world.Ada, id, 2, None, default),
            ["update"] = () => updates.UpdateAsync(world.Ada, id, null, c => c with { Environment = [new("A", "1")] }, None, default),
            ["adjust"] = () => updates.UpdateAsync(world.Ada, id, null, c => c with { MemoryBytes = 128 << 20 }, None, default),
            ["deploy"] = () => updates.DeployAsync(world.Ada, id, None, default),
            ["rollback"] = () => updates.RollbackAsync(world.Ada, id, first, None, default),
            ["reconcile"] = () => world.ReconcileAsync(id),
            ["addDomain"] = () => world.Database.Get<DomainService>().AddAsync(world.Ada, id, $"b{round}.example.com", default),
            ["removeDomain"] = () => world.Database.Get<DomainService>().RemoveAsync(world.Ada, domain, default),
            ["createBackup"] = () => world.Database.Get<BackupService>().CreateAsync(world.Ada, id, null, None, default),
            ["setBackupPolicy"] = () => world.Database.Get<BackupPolicyService>().SetAsync(world.Ada, id, new BackupPolicySpec(true, TimeSpan.FromHours(6), null, 3, null), default),
            ["createAlertRule"] = () => world.Database.Get<AlertService>().CreateAsync(world.Ada, new AlertScope(null, null, id), Rule(), default),
        };
    });

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_counted_limit_holds_however_many_ask_at_once(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        await world.LimitAsync(containers: 1000, memory: 1L << 40, cpu: 1_000_000);
        var id = (await world.CreateAsync("web", httpPort: 80)).Container!.Id;
        await AllAsync(DomainService.MaxPerContainer + 10, i => world.Database.Get<DomainService>().AddAsync(world.Ada, id, $"h{i}.example.com", default));
        await AllAsync(30, i => world.Database.Get<MetricsTokenService>().CreateAsync(world.Ada, world.Organization, $"t{i}", default));
        await AllAsync(110, i => world.Database.Get<VolumeService>().CreateAsync(world.Ada, world.Project.Id, $"v{i}", default));
        await AllAsync(4, _ => world.Database.Get<VolumeService>().CreateAsync(world.Ada, world.Project.Id, "v0", default));
        await AllAsync(60, i => world.Database.Get<AlertService>().CreateAsync(world.Ada, new AlertScope(world.Organization, null, null), Rule($"r{i}"), default));
        await AllAsync(4, _ => world.Database.Get<RegistryCredentialService>().CreateAsync(world.Ada, world.Organization, "ghcr.io", "ada", "hunter2", default));
        Assert.Equal([], await RaceWorld.WrongAsync(world));
        await using var db = await world.Database.ContextAsync();
        Assert.Equal((50, 20), (db.Set<AlertRule>().Count(), db.Set<MetricsToken>().Count()));
    }

    private static AlertRuleSpec Rule(string name = "busy") => new(name, AlertMetric.Cpu, AlertComparison.Above, 1, TimeSpan.FromMinutes(1));

    private static Task<ContainerChange> Create(QuotaWorld world, string project, string name, ContainerConfig config) =>
        world.Database.Get<ContainerCreation>().CreateAsync(world.Ada, new NewContainer(project, name, config), None, default);

    private static async Task AllAsync(int count, Func<int, Task> ask) =>
        Assert.All(await Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => TryAsync(() => ask(i))))), Assert.Null);

    /// <summary>Runs each pair of what can be done, each mutation also with itself.</summary>
    private static async Task RaceAsync(DatabaseProvider kind, Func<QuotaWorld, int, Task<Dictionary<string, Func<Task>>>> prepare)
    {
        await using var world = await QuotaWorld.OpenAsync(kind, new() { ["Alerts:MaxRules"] = "1000", ["Quotas:Projects"] = "1000" });
        await world.LimitAsync(containers: 100_000, memory: 1L << 50, cpu: 1_000_000_000);
        var names = (await prepare(world, 0)).Keys.ToList();
        var wrong = new List<string>();
        var round = 0;
        for (var one = 0; one < names.Count; one++)
        {
            for (var other = one; other < names.Count; other++)
            {
                if (!Full && one != other && !names[one].StartsWith("delete", StringComparison.Ordinal)) continue;
                for (var i = 0; i < (Full ? 25 : 2); i++)
                {
                    var mutations = await prepare(world, ++round);
                    using var start = new Barrier(2);
                    string?[] said = await Task.WhenAll(new[] { names[one], names[other] }.Select(name => Task.Run(() =>
                    {
                        start.SignalAndWait();
                        return TryAsync(mutations[name]);
                    })));
                    wrong.AddRange(said.OfType<string>().Select(s => $"{names[one]} × {names[other]}: {s}"));
                }

                await RaceWorld.SettleAsync(world);
                wrong.AddRange((await RaceWorld.WrongAsync(world)).Select(s => $"{names[one]} × {names[other]}: {s}"));
                Assert.Equal([], wrong);
                await CleanAsync(world);
            }
        }
    }

    /// <summary>Old containers would only make the next rounds slow.</summary>
    private static async Task CleanAsync(QuotaWorld world)
    {
        await using var db = await world.Database.ContextAsync();
        foreach (var id in db.Set<Container>().Where(c => !c.Deleting).Select(c => c.Id).ToList())
            await TryAsync(() => world.Database.Get<ContainerService>().DeleteAsync(world.Ada, id, volumes: true, None, default));
        await RaceWorld.SettleAsync(world);
        foreach (var id in db.Set<Volume>().Where(v => v.Named && !v.Deleting).Select(v => v.Id).ToList())
            await TryAsync(() => world.Database.Get<VolumeService>().DeleteAsync(world.Ada, id, default));
        foreach (var project in db.Set<Project>().Where(p => p.Id != world.Project.Id).Select(p => p.Id).ToList())
            await TryAsync(() => world.Database.Get<ProjectService>().DeleteAsync(world.Ada, project, default));
    }

    /// <summary>What nobody can do something about; null where it was done, or refused in words.</summary>
    private static async Task<string?> TryAsync(Func<Task> mutation)
    {
        try
        {
            await mutation();
            return null;
        }
        catch (PlatformException error) when (error.Code != ErrorCode.Internal)
        {
            return null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return error.GetType().Name + ": " + error.GetBaseException().Message;
        }
    }
}
