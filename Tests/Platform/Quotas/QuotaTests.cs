using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Tests.Platform.Database;

namespace GraphPlatform.Tests.Platform.Quotas;

public sealed class QuotaTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_hundred_creates_at_once_against_a_quota_of_five_make_exactly_five(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            try
            {
                await world.CreateAsync($"c{i}");
                return null;
            }
            catch (PlatformException refused)
            {
                return refused;
            }
        }));

        Assert.Equal(5, outcomes.Count(o => o is null));
        Assert.All(outcomes.OfType<PlatformException>(), refused => Assert.Equal(ErrorCode.QuotaExceeded, refused.Code));
        var detail = Assert.IsType<QuotaRefusal>(outcomes.First(o => o is not null)!.Problems[0].Detail);
        Assert.Equal((QuotaDimension.Containers, 5, 5, 1), (detail.Quota, detail.Limit, detail.Used, detail.Requested));
        var count = await world.Database.Get<ContainerQueries>().CountAsync(world.Ada, new(world.Project.Id, null), CancellationToken.None);
        Assert.Equal(5, count);
        Assert.Equal(new QuotaAmounts(5, 5 * (512L << 20), 2500), (await world.QuotaAsync()).Used);
        Assert.StartsWith("0 quotas differed", await world.RecalculateAsync(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Memory_and_cpu_are_of_what_runs_and_the_container_counts_until_it_is_gone(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        var containers = world.Database.Get<ContainerService>();
        var id = (await world.CreateAsync("web", replicas: 2)).Container!.Id;
        Assert.Equal(new QuotaAmounts(1, 1L << 30, 1000), (await world.QuotaAsync()).Used);
        await containers.StopAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None);
        Assert.Equal(new QuotaAmounts(1), (await world.QuotaAsync()).Used);
        await containers.StartAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None);
        await containers.StartAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None);
        Assert.Equal(new QuotaAmounts(1, 1L << 30, 1000), (await world.QuotaAsync()).Used);
        await containers.DeleteAsync(world.Ada, id, volumes: true, ChangeTerms.None, CancellationToken.None);
        Assert.Equal(new QuotaAmounts(1), (await world.QuotaAsync()).Used);
        await world.ReconcileAsync(id);
        Assert.Equal(default, (await world.QuotaAsync()).Used);
        Assert.StartsWith("0 quotas differed", await world.RecalculateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_does_not_fit_is_refused_and_changes_nothing()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var id = (await world.CreateAsync("web", start: false, memory: 3L << 30)).Container!.Id;
        await world.CreateAsync("other", memory: 2L << 30);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => world.Database.Get<ContainerService>().StartAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None));
        var detail = Assert.IsType<QuotaRefusal>(refused.Problems[0].Detail);
        Assert.Equal((QuotaDimension.Memory, 4L << 30, 2L << 30, 3L << 30), (detail.Quota, detail.Limit, detail.Used, detail.Requested));
        Assert.Equal("2 GiB of 4 GiB of memory is in use; 3 GiB of memory more would be needed.", detail.DeniedBecause);
        Assert.Equal(new QuotaAmounts(2, 2L << 30, 500), (await world.QuotaAsync()).Used);
        var container = (await world.Database.Get<ContainerQueries>().ByIdAsync(world.Ada, [id], CancellationToken.None))[id];
        Assert.Equal((DesiredState.Stop, 1), (container.Desired, container.Generation));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Levels_that_are_crossed_and_limits_that_are_set_are_in_the_history(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        await world.LimitAsync(containers: 10);
        for (var i = 0; i < 8; i++) await world.CreateAsync($"c{i}", start: false);
        Assert.Equal(QuotaLevel.Warning, (await world.QuotaAsync()).Level(QuotaDimension.Containers));
        await world.CreateAsync("c8", start: false);
        await world.CreateAsync("c9", start: false);
        await world.LimitAsync(containers: 100, memory: 1L << 40);

        var history = await world.HistoryAsync();
        Assert.Equal(
            ["Containers 5>10", "Containers Ok>Warning", "Containers Warning>Critical", "Containers Critical>Exhausted", "Containers 10>100", "Memory 4294967296>1099511627776", "Containers Exhausted>Ok"],
            history.Select(e => $"{e.Dimension} {(e.ToLimit is null ? $"{e.FromLevel}>{e.ToLevel}" : $"{e.FromLimit}>{e.ToLimit}")}"));
        Assert.Equal(world.Root.Actor, history[0].Actor);
        Assert.Equal("because", history[0].Reason);
        Assert.Null((await world.QuotaAsync()).DeniedBecause);
    }

    [Fact]
    public async Task Only_administrators_set_limits_and_only_members_and_they_see_them()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var change = new QuotaChange(world.Organization, 50, null, null, null, "please");
        Task<ErrorCode> CodeAsync(Caller caller) => RefusalAsync(() => world.Quotas.SetAsync(caller, change, CancellationToken.None));

        Assert.Equal(ErrorCode.Forbidden, await CodeAsync(world.Ada));
        Assert.Equal(ErrorCode.Unauthenticated, await CodeAsync(Caller.Anonymous));
        var eve = await PageTests.UserAsync(world.Database, "eve@example.com");
        Assert.Equal(ErrorCode.Forbidden, await CodeAsync(eve));
        Assert.Empty(await world.Quotas.ByOrganizationAsync(eve, [world.Organization], CancellationToken.None));
        Assert.Empty(await world.Quotas.OrganizationNamesAsync(eve, [world.Organization], CancellationToken.None));
        Assert.Equal(ErrorCode.NotFound, await RefusalAsync(async () => await world.Quotas.FollowAsync(eve, world.Organization, CancellationToken.None)));
        Assert.Equal(ErrorCode.Forbidden, await RefusalAsync(async () => await world.Quotas.ListAsync(eve, new(10), CancellationToken.None)));

        // Neither a member, nor in need to be one.
        Assert.DoesNotContain(world.Organization, world.Root.Organizations);
        Assert.Equal(50, (await world.Quotas.SetAsync(world.Root, change, CancellationToken.None)).ContainersLimit);
        Assert.Equal(3, (await world.Quotas.ListAsync(world.Root, new(10), CancellationToken.None)).Items.Count);
        Assert.Equal("ada's organization", (await world.Quotas.OrganizationNamesAsync(world.Root, [world.Organization], CancellationToken.None))[world.Organization]);
        Assert.Equal(ErrorCode.NotFound, await RefusalAsync(() => world.Quotas.SetAsync(world.Root, change with { OrganizationId = "org_none" }, CancellationToken.None)));
        Assert.Equal(ErrorCode.Validation, await RefusalAsync(() => world.Quotas.SetAsync(world.Root, change with { Containers = -1, Reason = " " }, CancellationToken.None)));
    }

    [SkippableFact]
    public async Task Of_two_that_wait_for_each_other_one_is_told_to_repeat_and_none_hangs()
    {
        await using var world = await QuotaWorld.OpenAsync(DatabaseProvider.PostgreSql);
        var (database, one, other) = (world.Database.Get<StateDatabase>(), world.Organization, world.Root.Organizations[0]);
        await using var first = await database.BeginAsync(CancellationToken.None);
        await using var second = await database.BeginAsync(CancellationToken.None);
        await world.Quotas.ChargeAsync(first, one, new(1), CancellationToken.None);
        await world.Quotas.ChargeAsync(second, other, new(1), CancellationToken.None);
        async Task<PlatformException?> CrossAsync(Work work, string organization)
        {
            try
            {
                await world.Quotas.ChargeAsync(work, organization, new(1), CancellationToken.None);
                await work.CommitAsync(CancellationToken.None);
                return null;
            }
            catch (PlatformException refused)
            {
                await work.DisposeAsync();
                return refused;
            }
        }

        var refusals = await Task.WhenAll(CrossAsync(first, other), CrossAsync(second, one));
        var refused = Assert.Single(refusals.OfType<PlatformException>());
        Assert.True(refused is { Code: ErrorCode.Conflict, Transient: true });
        Assert.Equal(1, (await world.QuotaAsync()).ContainersUsed);
    }

    [Fact]
    public async Task Whoever_follows_a_quota_sees_it_as_it_is_and_each_change()
    {
        await using var world = await QuotaWorld.OpenAsync();
        await using var seen = (await world.Quotas.FollowAsync(world.Ada, world.Organization, CancellationToken.None)).GetAsyncEnumerator();
        Assert.True(await seen.MoveNextAsync());
        Assert.Equal(0, seen.Current.ContainersUsed);
        var next = seen.MoveNextAsync();
        await world.CreateAsync("web");
        Assert.True(await next);
        Assert.Equal(1, seen.Current.ContainersUsed);
    }

    private static async Task<ErrorCode> RefusalAsync(Func<Task> refused) => (await Assert.ThrowsAsync<PlatformException>(refused)).Code;
}
