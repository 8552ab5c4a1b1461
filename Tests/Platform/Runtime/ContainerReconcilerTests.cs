using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;
using GraphPlatform.Tests.Platform.Database;

namespace GraphPlatform.Tests.Platform.Runtime;

public sealed class ContainerReconcilerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whichever_call_of_the_engine_fails_the_world_becomes_as_desired_and_nothing_is_left_in_the_end(bool afterwards)
    {
        // Without a failure first, to know how many calls there are.
        var calls = await LiveAsync(null, afterwards);
        Assert.InRange(calls, 10, 100);
        for (var failAt = 0; failAt < calls; failAt++) await LiveAsync(failAt, afterwards);
    }

    [Fact]
    public async Task An_engine_that_stays_away_is_said_once_and_not_written_again_and_again()
    {
        var worker = new FaultyWorker();
        await using var database = await TestDatabase.OpenAsync(worker: worker);
        var (caller, id) = await CreateAsync(database);
        worker.FailAt = worker.Calls;
        await ReconcileAsync(database, id);
        var first = await FindAsync(database, caller, id);
        Assert.Equal("The engine is away.", first.Failure);

        worker.FailAt = worker.Calls;
        await ReconcileAsync(database, id);
        Assert.Equal(first.Revision, (await FindAsync(database, caller, id)).Revision);
    }

    [Fact]
    public async Task A_failure_of_the_stop_is_forgotten_when_the_stop_has_succeeded()
    {
        var worker = new FaultyWorker();
        await using var database = await TestDatabase.OpenAsync(worker: worker);
        var (caller, id) = await CreateAsync(database);
        await ReconcileAsync(database, id);
        await database.Get<ContainerService>().StopAsync(caller, id, ChangeTerms.None, CancellationToken.None);
        worker.FailAt = worker.Calls + 1;       // inspect, then stop
        await ReconcileAsync(database, id);
        Assert.NotNull((await FindAsync(database, caller, id)).Failure);
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        await ReconcileAsync(database, id);
        Assert.Null((await FindAsync(database, caller, id)).Failure);
        Assert.Equal(ObservedState.Exited, Assert.Single(worker.Instances).Value);
    }

    [Fact]
    public async Task Nobody_is_told_of_an_instance_that_is_about_to_end()
    {
        var worker = new FaultyWorker();
        await using var database = await TestDatabase.OpenAsync(worker: worker);
        var (caller, id) = await CreateAsync(database);
        await SettleAsync(database, id);
        var live = database.Get<LiveInstances>();
        var told = new List<int>();
        worker.Stopping = () => told.Add(live.Of(id).Count);
        Assert.Single(live.Of(id));

        var containers = database.Get<ContainerService>();
        await containers.RestartAsync(caller, id, ChangeTerms.None, CancellationToken.None);
        await SettleAsync(database, id);
        Assert.Single(live.Of(id));
        await containers.StopAsync(caller, id, ChangeTerms.None, CancellationToken.None);
        await SettleAsync(database, id);
        Assert.Empty(live.Of(id));
        Assert.Equal([0, 0], told);
    }

    /// <summary>A container's whole life, with one call of the engine failing.</summary>
    /// <returns>How many calls there were.</returns>
    private static async Task<int> LiveAsync(int? failAt, bool afterwards)
    {
        var worker = new FaultyWorker { FailAfterwards = afterwards };
        await using var database = await TestDatabase.OpenAsync(worker: worker);
        var (caller, id) = await CreateAsync(database);
        var before = worker.Calls;
        worker.FailAt = before + failAt;

        await SettleAsync(database, id);
        Assert.Equal(ObservedState.Running, Assert.Single(worker.Instances).Value);
        Assert.Null((await FindAsync(database, caller, id)).Failure);

        await database.Get<ContainerService>().StopAsync(caller, id, ChangeTerms.None, CancellationToken.None);
        await SettleAsync(database, id);
        Assert.Equal(ObservedState.Exited, Assert.Single(worker.Instances).Value);

        var deleted = await database.Get<ContainerService>().DeleteAsync(caller, id, volumes: true, ChangeTerms.None, CancellationToken.None);
        await SettleAsync(database, id);
        Assert.Empty(worker.Instances);
        Assert.Empty(worker.Volumes);
        Assert.Empty(await database.Get<ContainerQueries>().ByIdAsync(caller, [id], CancellationToken.None));
        var operation = (await database.Get<OperationService>().ByIdAsync(caller, [deleted.Operation!.Id], CancellationToken.None)).Values.Single();
        Assert.NotEqual(OperationStatus.Running, operation.Status);
        return worker.Calls - before;
    }

    private static async Task<(Caller Caller, string Id)> CreateAsync(TestDatabase database)
    {
        var caller = await PageTests.AdaAsync(database);
        await database.Get<WorkerRegistry>().RegisterAsync(Caller.System("test"), CancellationToken.None);
        var project = await database.Get<ProjectService>().CreateAsync(caller, null, "demo", CancellationToken.None);
        var change = await database.Get<ContainerCreation>().CreateAsync(
            caller, new NewContainer(project.Id, "web", new ContainerConfig("app:1")), ChangeTerms.None, CancellationToken.None);
        return (caller, change.Container!.Id);
    }

    private static async Task<Container> FindAsync(TestDatabase database, Caller caller, string id) =>
        (await database.Get<ContainerQueries>().ByIdAsync(caller, [id], CancellationToken.None))[id];

    private static Task<DateTimeOffset?> ReconcileAsync(TestDatabase database, string id) =>
        database.Get<ContainerReconciler>().ReconcileAsync(id, CancellationToken.None, CancellationToken.None);

    /// <summary>Reconciles, and again at each appointment, as the mailbox does.</summary>
    private static async Task SettleAsync(TestDatabase database, string id)
    {
        for (var rounds = 0; await ReconcileAsync(database, id) is { } wakeAt; rounds++)
        {
            Assert.True(rounds < 10, "It does not settle.");
            var now = database.Clock.GetUtcNow();
            if (wakeAt > now) database.Clock.Advance(wakeAt - now);
        }
    }
}
