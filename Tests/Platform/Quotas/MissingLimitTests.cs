using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Registries;
using GraphPlatform.Tests.Platform.Database;

namespace GraphPlatform.Tests.Platform.Quotas;

/// <summary>What tenants can make has an end, and one tenant's end is not another's.</summary>
public sealed class MissingLimitTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task An_organization_has_as_many_projects_as_it_may_also_when_it_asks_for_many_at_once(DatabaseProvider kind)
    {
        await using var database = await TestDatabase.OpenAsync(kind, settings: new() { ["Quotas:Projects"] = "3" });
        var (ada, bob) = (await PageTests.AdaAsync(database), await PageTests.UserAsync(database, "bob@example.com"));
        var projects = database.Get<ProjectService>();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i => await OutcomeAsync(projects.CreateAsync(ada, null, $"p{i}", None))));
        var refused = outcomes.OfType<PlatformException>().ToList();
        Assert.Equal(7, refused.Count);
        Assert.All(refused, r => Assert.Equal(ErrorCode.QuotaExceeded, r.Code));
        Assert.Contains("at most 3 projects. Delete one", refused[0].Message, StringComparison.Ordinal);
        await projects.CreateAsync(bob, null, "his", None);
        var mine = (await projects.ListAsync(ada, null, new PageRequest(10), None)).Items;
        Assert.Equal(3, mine.Count);
        await projects.DeleteAsync(ada, mine[0].Id, None);
        await projects.CreateAsync(ada, null, "another", None);
    }

    [Fact]
    public async Task A_pool_of_addresses_that_is_used_up_is_a_lack_of_capacity_that_says_what_to_do()
    {
        await using var database = await TestDatabase.OpenAsync(settings: new() { ["Networks:Pool"] = "10.9.0.0/23" });
        var ada = await PageTests.AdaAsync(database);
        var projects = database.Get<ProjectService>();
        await projects.CreateAsync(ada, null, "one", None);
        await projects.CreateAsync(ada, null, "two", None);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => projects.CreateAsync(ada, null, "three", None));
        Assert.Equal((ErrorCode.Capacity, "All 2 networks of the pool 10.9.0.0/23 are in use. Delete a project, or ask an administrator of the platform for a larger Networks:Pool."), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task An_organization_has_credentials_for_fifty_registries()
    {
        await using var database = await TestDatabase.OpenAsync();
        var ada = await PageTests.AdaAsync(database);
        var credentials = database.Get<RegistryCredentialService>();
        for (var i = 0; i < 50; i++) await credentials.CreateAsync(ada, ada.Organizations[0], $"r{i}.example.com", "ada", "hunter2", None);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => credentials.CreateAsync(ada, ada.Organizations[0], "more.example.com", "ada", "hunter2", None));
        Assert.Equal(ErrorCode.Conflict, refused.Code);
        Assert.Contains("at most 50 registries", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<object> OutcomeAsync(Task<Project> attempt)
    {
        try
        {
            return await attempt;
        }
        catch (PlatformException refused)
        {
            return refused;
        }
    }
}
