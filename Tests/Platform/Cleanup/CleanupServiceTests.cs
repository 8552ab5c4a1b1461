using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Cleanup;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Workers;
using GraphPlatform.Tests.Platform.Database;
using GraphPlatform.Tests.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Tests.Platform.Cleanup;

public sealed class CleanupServiceTests
{
    private static readonly Caller Self = Caller.System("test");

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task The_last_deployments_keep_their_images_and_older_ones_do_not(DatabaseProvider kind)
    {
        var worker = new FaultyWorker { Disk = Images(1, 2, 3, 4, 5) };
        await using var database = await TestDatabase.OpenAsync(kind, worker: worker);
        var admin = await PageTests.UserAsync(database, "root@example.com", administrator: true);
        await DeployAsync(database, admin, 5);
        var service = database.Get<CleanupService>();

        var plan = await service.PlanAsync(admin, CancellationToken.None);
        Assert.Equal(["sha256:1"], plan.Removable.Select(i => i.Id));
        Assert.Equal(
            ["sha256:2: The container web runs it.", "sha256:3: The container web can go back to it: deployment 3 is one of its last 3."],
            plan.Kept.Where(i => i.Id is "sha256:2" or "sha256:3").Select(i => $"{i.Id}: {i.ProtectedBecause}"));

        var done = await service.ApplyAsync(admin, plan.Id, CancellationToken.None);
        Assert.Equal(["app:1"], worker.RemovedImages);
        var again = await service.ApplyAsync(admin, plan.Id, CancellationToken.None);
        Assert.Equal((done.Id, 1), (again.Id, worker.RemovedImages.Count));
        Assert.Equal(done.Id, Assert.Single(await service.ListAsync(admin, CancellationToken.None)).Id);
        await using var db = await database.Get<StateDatabase>().ReadAsync(CancellationToken.None);
        Assert.Equal(4, await db.As(Self).WorkerImages.CountAsync());
    }

    [Fact]
    public async Task A_plan_that_is_no_longer_true_removes_nothing()
    {
        var worker = new FaultyWorker { Disk = Images(1, 2, 3, 4, 5) };
        await using var database = await TestDatabase.OpenAsync(worker: worker);
        var admin = await PageTests.UserAsync(database, "root@example.com", administrator: true);
        await DeployAsync(database, admin, 5);
        var service = database.Get<CleanupService>();
        var plan = await service.PlanAsync(admin, CancellationToken.None);
        worker.Disk = worker.Disk with { Containers = [new("abc", "theirs", "sha256:1", null, false, 0)] };
        var error = await Assert.ThrowsAsync<PlatformException>(() => service.ApplyAsync(admin, plan.Id, CancellationToken.None));
        Assert.Equal(ErrorCode.Conflict, error.Code);
        Assert.Empty(worker.RemovedImages);
    }

    [Fact]
    public async Task Only_administrators_see_and_clean_the_disks()
    {
        await using var database = await TestDatabase.OpenAsync(worker: new FaultyWorker());
        var service = database.Get<CleanupService>();
        foreach (var (caller, code) in new[] { (Caller.Anonymous, ErrorCode.Unauthenticated), (await PageTests.AdaAsync(database), ErrorCode.Forbidden) })
        {
            foreach (var attempt in (Func<Task>[])[
                () => service.PlanAsync(caller, CancellationToken.None),
                () => service.ListAsync(caller, CancellationToken.None),
                () => service.ApplyAsync(caller, "dsk_1", CancellationToken.None),
                () => service.SweepAsync(caller, CancellationToken.None)])
                Assert.Equal(code, (await Assert.ThrowsAsync<PlatformException>(attempt)).Code);
        }
    }

    [Theory]
    [InlineData(50, "The disk is 50 % full; nothing is removed under 90 %", 0)]
    [InlineData(95, "The disk was 95 % full: removed 1, freed 0 MB", 1)]
    [InlineData(null, "The engine's disk cannot be seen from here", 0)]
    public async Task A_full_disk_is_freed_by_itself(int? used, string said, int removed)
    {
        var disk = used is { } percent ? new WorkerDisk(100, 100 - percent) : null;
        var worker = new FaultyWorker { Disk = Images(1, 2, 3, 4, 5) with { Disk = disk } };
        await using var database = await TestDatabase.OpenAsync(worker: worker);
        var admin = await PageTests.UserAsync(database, "root@example.com", administrator: true);
        await DeployAsync(database, admin, 5);
        Assert.StartsWith(said, await database.Get<CleanupService>().SweepAsync(Self, CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal(removed, worker.RemovedImages.Count);
    }

    private static EngineDisk Images(params int[] numbers) =>
        new([.. numbers.Select(n => new EngineImage($"sha256:{n}", [$"app:{n}"], 10))], [], [], [], 50, null);

    /// <summary>A container that has gone through some deployments and runs the second, each with an image of its own.</summary>
    private static async Task DeployAsync(TestDatabase database, Caller caller, int count)
    {
        await database.Get<WorkerRegistry>().RegisterAsync(Self, CancellationToken.None);
        var project = await database.Get<ProjectService>().CreateAsync(caller, null, "demo", CancellationToken.None);
        var change = await database.Get<ContainerCreation>().CreateAsync(
            caller, new NewContainer(project.Id, "web", new ContainerConfig("app:1"), Start: false), ChangeTerms.None, CancellationToken.None);
        await using var work = await database.Get<StateDatabase>().BeginAsync(CancellationToken.None);
        var container = await work.As(Self).Containers.SingleAsync(c => c.Id == change.Container!.Id);
        var first = await work.As(Self).Deployments.SingleAsync(d => d.ContainerId == container.Id);
        var workerId = database.Get<WorkerRegistry>().Place();
        for (var number = 1; number <= count; number++)
        {
            var id = Ids.New("dep");
            if (number == 1)
            {
                first.Resolve(first.Spec with { Digest = "sha256:1", ImageVolumes = [] });
            }
            else
            {
                work.Add(new Deployment(id, container.OrganizationId, container.Id, number, first.Spec with { Image = $"app:{number}", Digest = $"sha256:{number}" }, "usr_1", DateTimeOffset.UnixEpoch));
            }

            work.Add(new WorkerImage(workerId, $"sha256:{number}", $"app:{number}", DateTimeOffset.UnixEpoch));
        }

        await work.CommitAsync(CancellationToken.None);
        await using var db = await database.ContextAsync();
        await db.Set<Container>().Where(c => c.Id == container.Id).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.DeploymentId, db.Set<Deployment>().Single(d => d.ContainerId == container.Id && d.Number == 2).Id));
    }
}
