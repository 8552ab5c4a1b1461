using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Registries;
using GraphPlatform.Platform.Workers;
using GraphPlatform.Tests.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Tests.Platform.Registries;

public sealed class RegistryCredentialTests
{
    private const string Image = "registry.example.com/team/app:1";
    private static readonly Caller Self = Caller.System("test");

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task An_image_that_was_given_to_one_organization_is_not_given_to_another(DatabaseProvider kind)
    {
        await using var database = await TestDatabase.OpenAsync(kind);
        var (ada, bob) = (await PageTests.AdaAsync(database), await PageTests.UserAsync(database, "bob@example.com"));
        var (mine, his) = (ada.Organizations[0], bob.Organizations[0]);
        var (service, access) = (database.Get<RegistryCredentialService>(), database.Get<ImageAccessRecords>());
        Assert.Empty((await access.ForAsync(Self, mine, Image, CancellationToken.None)).Guarded);

        var credential = await service.CreateAsync(ada, mine, "https://Registry.example.com/", "ada", "hunter2", CancellationToken.None);
        var asked = new ResolvedImage("sha256:1", Pulled: true) { Asked = true };
        await access.NoteAsync(Self, mine, Image, asked, signedIn: true, CancellationToken.None);
        await access.NoteAsync(Self, mine, Image, asked, signedIn: true, CancellationToken.None);
        var (own, other) = (await access.ForAsync(Self, mine, Image, CancellationToken.None), await access.ForAsync(Self, his, Image, CancellationToken.None));
        Assert.Equal(new RegistryLogin("registry.example.com", "ada", "hunter2"), own.Login);
        Assert.Equal(["sha256:1"], own.Granted);
        Assert.Equal(["sha256:1"], other.Guarded);
        Assert.True(other is { Login: null, Granted.Count: 0 });
        Assert.DoesNotContain("hunter2", own.ToString(), StringComparison.Ordinal);

        // Another user may have other rights, and so may nobody; the image stays guarded for good.
        await service.UpdateAsync(ada, credential.Id, "eve", null, CancellationToken.None);
        own = await access.ForAsync(Self, mine, Image, CancellationToken.None);
        Assert.Equal((new RegistryLogin("registry.example.com", "eve", "hunter2"), 0), (own.Login, own.Granted.Count));
        await service.DeleteAsync(ada, credential.Id, CancellationToken.None);
        Assert.True(await access.ForAsync(Self, mine, Image, CancellationToken.None) is { Guarded.Count: 1, Login: null });
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_credential_changes_nothing_for_images_that_did_not_come_by_it(DatabaseProvider kind)
    {
        await using var database = await TestDatabase.OpenAsync(kind);
        var (ada, bob) = (await PageTests.AdaAsync(database), await PageTests.UserAsync(database, "bob@example.com"));
        var (mine, his) = (ada.Organizations[0], bob.Organizations[0]);
        var (service, access) = (database.Get<RegistryCredentialService>(), database.Get<ImageAccessRecords>());
        await service.CreateAsync(ada, mine, "registry.example.com", "ada", "hunter2", CancellationToken.None);
        var asked = new ResolvedImage("sha256:2", Pulled: false) { Asked = true };

        // It was on the machine before, for everybody.
        await access.NoteAsync(Self, mine, Image, asked, signedIn: true, CancellationToken.None);
        Assert.Empty((await access.ForAsync(Self, his, Image, CancellationToken.None)).Guarded);

        // What the registry gives to somebody who does not sign in is guarded no more.
        await access.NoteAsync(Self, mine, Image, asked with { Pulled = true }, signedIn: true, CancellationToken.None);
        Assert.NotEmpty((await access.ForAsync(Self, his, Image, CancellationToken.None)).Guarded);
        await access.NoteAsync(Self, his, Image, asked, signedIn: false, CancellationToken.None);
        Assert.Empty((await access.ForAsync(Self, mine, Image, CancellationToken.None)).Guarded);
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Only_who_manages_the_organization_changes_its_credentials_and_one_registry_has_one(DatabaseProvider kind)
    {
        await using var database = await TestDatabase.OpenAsync(kind);
        var (ada, bob) = (await PageTests.AdaAsync(database), await PageTests.UserAsync(database, "bob@example.com"));
        var organization = ada.Organizations[0];
        var service = database.Get<RegistryCredentialService>();
        var credential = await service.CreateAsync(ada, organization, "ghcr.io", "ada", "hunter2", CancellationToken.None);
        var taken = await Assert.ThrowsAsync<PlatformException>(() => service.CreateAsync(ada, organization, "ghcr.io", "ada", "hunter3", CancellationToken.None));
        Assert.Equal((ErrorCode.Conflict, "server"), (taken.Code, Assert.Single(taken.Problems[0].Path!)));

        foreach (var (caller, code, sees) in new[]
        {
            (As(ada, Role.Viewer), ErrorCode.Forbidden, 1),
            (As(ada, Role.Developer), ErrorCode.Forbidden, 1),
            (bob, ErrorCode.NotFound, 0),
            (Caller.Anonymous, ErrorCode.NotFound, 0),
        })
        {
            Assert.Equal(sees, (await service.ByOrganizationAsync(caller, [organization], CancellationToken.None))[organization].Count());
            foreach (var attempt in (Func<Task>[])[
                () => service.CreateAsync(caller, organization, "quay.io", "x", "y", CancellationToken.None),
                () => service.UpdateAsync(caller, credential.Id, "x", "y", CancellationToken.None),
                () => service.DeleteAsync(caller, credential.Id, CancellationToken.None)])
                Assert.Equal(code, (await Assert.ThrowsAsync<PlatformException>(attempt)).Code);
        }

        await using (var db = await database.Get<StateDatabase>().ReadAsync(CancellationToken.None))
        {
            // The two members' three attempts each; what a stranger cannot see is in nobody's trail.
            var trail = await db.As(Caller.System("test")).AuditEntries.Where(a => a.Action.EndsWith("RegistryCredential")).ToListAsync();
            Assert.Equal((1, 6), (trail.Count(a => a.Outcome == AuditOutcome.Done), trail.Count(a => a.Outcome == AuditOutcome.Refused)));
            Assert.All(trail, a => Assert.DoesNotContain("hunter", a.Detail, StringComparison.Ordinal));
        }

        Assert.Equal("ada", Assert.Single((await service.ByOrganizationAsync(ada, [organization], CancellationToken.None))[organization]).Username);
        var wrong = await Assert.ThrowsAsync<PlatformException>(() => service.CreateAsync(ada, organization, "ghcr.io/acme", "", "", CancellationToken.None));
        Assert.Equal(["server", "username", "password"], wrong.Problems.Select(p => p.Path![0]));
    }

    private static Caller As(Caller caller, Role role) => Caller.User(
        caller.UserId!, new Session("ses_1", caller.UserId!, SessionKind.Api, null, "test", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue), false, [new(caller.Organizations[0], role)]);
}
