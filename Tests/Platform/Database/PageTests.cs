using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Projects;

namespace GraphPlatform.Tests.Platform.Database;

public sealed class PageTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Pages_walk_a_list_from_either_end_without_gap_or_overlap(DatabaseProvider kind)
    {
        await using var database = await TestDatabase.OpenAsync(kind);
        var caller = await AdaAsync(database);
        var projects = database.Get<ProjectService>();
        var names = new List<string>();
        for (var i = 0; i < 7; i++) names.Add((await projects.CreateAsync(caller, null, $"p{i}", CancellationToken.None)).Name);

        var forward = new List<string>();
        string? after = null;
        do
        {
            var page = await projects.ListAsync(caller, null, new PageRequest(3, after), CancellationToken.None);
            forward.AddRange(page.Items.Select(p => p.Name));
            Assert.Equal(after is not null, page.HasPrevious);
            after = page.HasNext ? page.Items[^1].Id : null;
        }
        while (after is not null);

        var last = await projects.ListAsync(caller, null, new PageRequest(3, FromEnd: true), CancellationToken.None);
        var before = await projects.ListAsync(caller, null, new PageRequest(3, Before: last.Items[0].Id, FromEnd: true), CancellationToken.None);
        Assert.Equal(names, forward);
        Assert.Equal(["p4", "p5", "p6"], last.Items.Select(p => p.Name));
        Assert.Equal(["p1", "p2", "p3"], before.Items.Select(p => p.Name));
        Assert.True(before is { HasPrevious: true, HasNext: true });
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_belongs_to_another_organization_does_not_exist(DatabaseProvider kind)
    {
        await using var database = await TestDatabase.OpenAsync(kind);
        var ada = await AdaAsync(database);
        var bob = await UserAsync(database, "bob@example.com");
        var projects = database.Get<ProjectService>();
        var project = await projects.CreateAsync(ada, null, "secret", CancellationToken.None);

        Assert.Null(await projects.FindAsync(bob, project.Id, CancellationToken.None));
        Assert.Empty((await projects.ListAsync(bob, project.OrganizationId, new PageRequest(10), CancellationToken.None)).Items);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => projects.DeleteAsync(bob, project.Id, CancellationToken.None));
        Assert.Equal(ErrorCode.NotFound, refused.Code);
        var intrusion = await Assert.ThrowsAsync<PlatformException>(() => projects.CreateAsync(bob, project.OrganizationId, "mine", CancellationToken.None));
        Assert.Equal(ErrorCode.NotFound, intrusion.Code);
    }

    internal static Task<Caller> AdaAsync(TestDatabase database) => UserAsync(database, "ada@example.com");

    internal static async Task<Caller> UserAsync(TestDatabase database, string email, bool administrator = false)
    {
        await database.Get<AccountService>().CreateAsync(Caller.System("test"), email, email.Split('@')[0], "correct-horse-battery", administrator, CancellationToken.None);
        var tokens = await database.Get<SessionService>().SignInAsync(Caller.Anonymous, email, "correct-horse-battery", SessionKind.Browser, CancellationToken.None);
        return await database.Get<SessionService>().FromSessionTokenAsync(tokens.SessionToken!, CancellationToken.None);
    }
}
