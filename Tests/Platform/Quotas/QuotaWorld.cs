using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;
using GraphPlatform.Tests.Platform.Database;
using GraphPlatform.Tests.Platform.Runtime;

namespace GraphPlatform.Tests.Platform.Quotas;

/// <summary>A database with a member of one organization who has a project, and an administrator who is no member.</summary>
internal sealed class QuotaWorld : IAsyncDisposable
{
    private QuotaWorld(TestDatabase database, FaultyWorker worker, Caller ada, Caller root, Project project)
    {
        Database = database;
        Worker = worker;
        Ada = ada;
        Root = root;
        Project = project;
    }

    public TestDatabase Database { get; }

    public FaultyWorker Worker { get; }

    /// <summary>The owner of the organization.</summary>
    public Caller Ada { get; }

    /// <summary>An administrator of the platform, of another organization.</summary>
    public Caller Root { get; }

    public Project Project { get; }

    public string Organization => Project.OrganizationId;

    public QuotaService Quotas => Database.Get<QuotaService>();

    public static async Task<QuotaWorld> OpenAsync(DatabaseProvider kind = DatabaseProvider.Sqlite, Dictionary<string, string?>? settings = null)
    {
        var worker = new FaultyWorker();
        var database = await TestDatabase.OpenAsync(kind, worker: worker, settings: settings);
        var ada = await PageTests.AdaAsync(database);
        var root = await PageTests.UserAsync(database, "root@example.com", administrator: true);
        await database.Get<WorkerRegistry>().RegisterAsync(Caller.System("test"), CancellationToken.None);
        return new(database, worker, ada, root, await database.Get<ProjectService>().CreateAsync(ada, null, "demo", CancellationToken.None));
    }

    public Task<ContainerChange> CreateAsync(string name, bool start = true, long memory = 512L << 20, int cpu = 500, int replicas = 1, string? projectId = null, int? httpPort = null) =>
        Database.Get<ContainerCreation>().CreateAsync(
            Ada,
            new NewContainer(projectId ?? Project.Id, name, new ContainerConfig("app:1") { CpuMillis = cpu, MemoryBytes = memory, Replicas = replicas, HttpPort = httpPort }, start),
            ChangeTerms.None,
            CancellationToken.None);

    public async Task<Quota> QuotaAsync() => (await Quotas.ByOrganizationAsync(Ada, [Organization], CancellationToken.None))[Organization];

    public Task<Quota> LimitAsync(long? containers = null, long? memory = null, long? cpu = null, long? storage = null) =>
        Quotas.SetAsync(Root, new QuotaChange(Organization, containers, memory, cpu, storage, "because"), CancellationToken.None);

    public async Task<IReadOnlyList<QuotaEvent>> HistoryAsync() => (await Quotas.HistoryAsync(Ada, Organization, new PageRequest(100), CancellationToken.None)).Items;

    public Task<string> RecalculateAsync() => Database.Get<QuotaRecalculation>().RunAsync(Caller.System("test"), CancellationToken.None);

    public Task ReconcileAsync(string id) => Database.Get<ContainerReconciler>().ReconcileAsync(id, CancellationToken.None, CancellationToken.None);

    /// <summary>Somebody else with a role in the organization.</summary>
    public async Task<Caller> MemberAsync(Role role)
    {
        var member = await PageTests.UserAsync(Database, "member@example.com");
        await using (var db = await Database.ContextAsync())
        {
            db.Add(new Membership(Organization, member.UserId!, role));
            await db.SaveChangesAsync();
        }

        var tokens = await Database.Get<SessionService>().SignInAsync(Caller.Anonymous, "member@example.com", "correct-horse-battery", SessionKind.Browser, CancellationToken.None);
        return await Database.Get<SessionService>().FromSessionTokenAsync(tokens.SessionToken!, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
