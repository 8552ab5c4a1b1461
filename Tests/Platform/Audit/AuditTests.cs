using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Ingress;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Security;
using GraphPlatform.Platform.Security.Policies;
using GraphPlatform.Tests.Platform.Database;
using GraphPlatform.Tests.Platform.Quotas;

namespace GraphPlatform.Tests.Platform.Audit;

public sealed class AuditTests
{
    private static readonly AuditFilter Everything = new(null, null, null, null, null, null);

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_is_done_and_what_is_refused_is_in_the_trail_and_no_value_of_a_variable(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        var containers = world.Database.Get<ContainerService>();
        var secret = new EnvironmentVariable("PASSWORD", "hunter2");
        var id = (await world.Database.Get<ContainerCreation>().CreateAsync(
            world.Ada,
            new NewContainer(world.Project.Id, "web", new ContainerConfig("app:1") { Command = ["run", "hunter2"], Environment = [secret] }),
            ChangeTerms.None,
            CancellationToken.None)).Container!.Id;
        await containers.StopAsync(world.Ada, id, ChangeTerms.None, CancellationToken.None);
        var domain = await world.Database.Get<DomainService>().AddAsync(world.Ada, id, "shop.example.com", CancellationToken.None);
        await world.Database.Get<DomainService>().RemoveAsync(world.Ada, domain.Id, CancellationToken.None);
        await world.LimitAsync(containers: 1);
        await RefusalAsync(() => world.CreateAsync("more"));
        await RefusalAsync(() => CreateAsync(world, new NewPort(80, 22, PortProtocol.Tcp, null)));
        await RefusalAsync(() => world.Quotas.SetAsync(world.Ada, new(world.Organization, 99, null, null, null, "mine"), CancellationToken.None));

        // A conflict is nobody's offence.
        await RefusalAsync(() => world.CreateAsync("web"));
        var trail = await ListAsync(world, Everything);
        Assert.Equal(
            [
                "createProject Done demo", "createContainer Done web", "stopContainer Done web", "addDomain Done shop.example.com", "removeDomain Done shop.example.com", "setQuota Done because",
                "createContainer Refused The organization's quota", "createContainer Refused Against the rule blocked-ports", "setQuota Refused Only administrators",
            ],
            trail.Select(e => $"{e.Action} {e.Outcome} {(e.Outcome == AuditOutcome.Done ? e.Detail : string.Join(' ', e.Detail!.Split(' ', ':')[..(e.Action == "createContainer" && e.Detail[0] == 'A' ? 4 : e.Action == "setQuota" ? 2 : 3)]))}"));
        Assert.All(trail.Where(e => e.Detail != "because"), e => Assert.Equal(world.Ada.Actor, e.Actor));
        Assert.All(trail, e => Assert.DoesNotContain("hunter2", e.Detail, StringComparison.Ordinal));
        Assert.Equal(2, (await ListAsync(world, Everything with { SubjectId = id })).Count);
        Assert.Equal(3, (await ListAsync(world, Everything with { Outcome = AuditOutcome.Refused })).Count);
        Assert.Single(await ListAsync(world, Everything with { Actor = world.Root.Actor, Action = "setQuota" }));
        Assert.Equal(9, (await ListAsync(world, Everything with { Since = world.Database.Clock.GetUtcNow() })).Count);
        Assert.Empty(await ListAsync(world, Everything with { Until = world.Database.Clock.GetUtcNow() }));
    }

    [Fact]
    public async Task A_change_that_was_not_made_is_not_in_the_trail_and_what_others_may_not_see_leaves_none()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var eve = await PageTests.UserAsync(world.Database, "eve@example.com");
        await RefusalAsync(() => world.Database.Get<ContainerCreation>().CreateAsync(
            eve, new NewContainer(world.Project.Id, "web", new ContainerConfig("app:1")), ChangeTerms.None, CancellationToken.None));
        Assert.Equal("createProject", Assert.Single(await ListAsync(world, Everything)).Action);
    }

    [Theory]
    [InlineData(Role.Viewer, ErrorCode.Forbidden)]
    [InlineData(Role.Developer, ErrorCode.Forbidden)]
    [InlineData(Role.Admin, null)]
    public async Task The_trail_is_for_administrators_of_the_organization(Role role, ErrorCode? refused)
    {
        await using var world = await QuotaWorld.OpenAsync();
        var member = await world.MemberAsync(role);
        Assert.Equal(refused, await CodeAsync(() => world.Database.Get<AuditService>().ListAsync(member, world.Organization, Everything, new(10), CancellationToken.None)));
        var eve = await PageTests.UserAsync(world.Database, "eve@example.com");
        Assert.Equal(ErrorCode.NotFound, await CodeAsync(() => world.Database.Get<AuditService>().ListAsync(eve, world.Organization, Everything, new(10), CancellationToken.None)));
        Assert.Equal(ErrorCode.Forbidden, await CodeAsync(() => world.Database.Get<AuditService>().ListOfPlatformAsync(member, Everything, new(10), CancellationToken.None)));

        // What a member may not do is in the trail.
        if (role != Role.Viewer) return;
        Assert.Equal(ErrorCode.Forbidden, await CodeAsync(() => CreateAsync(world, member)));
        Assert.Equal((member.Actor, AuditOutcome.Refused), (await ListAsync(world, Everything)).Select(e => (e.Actor, e.Outcome)).Last());
    }

    [Fact]
    public async Task Profiles_and_accounts_are_in_the_platforms_own_trail()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var profiles = world.Database.Get<SecurityProfileService>();
        await profiles.CreateAsync(world.Root, "rooty", null, new WantedSecurity { Security = new(true, false, []) }, new ProfileLimits(), CancellationToken.None);
        var refused = await Assert.ThrowsAsync<PlatformException>(() =>
            profiles.CreateAsync(world.Root, "evil", null, new WantedSecurity { Privileged = true, Seccomp = "unconfined" }, new ProfileLimits(), CancellationToken.None));
        Assert.Equal(["no-privileged-mode", "seccomp-default"], refused.Problems.Select(p => ((SecurityViolation)p.Detail!).Rule));
        var trail = (await world.Database.Get<AuditService>().ListOfPlatformAsync(world.Root, Everything, new(100), CancellationToken.None)).Items;
        Assert.Equal(
            ["createUser ada@example.com", "createUser root@example.com, an administrator", "createSecurityProfile rooty", "createSecurityProfile Against the rule no-privileged-mode"],
            trail.Select(e => $"{e.Action} {e.Detail!.Split(':')[0]}"));
    }

    [Fact]
    public async Task A_runtime_that_the_engine_does_not_list_is_refused_with_those_that_it_has()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var profile = await world.Database.Get<SecurityProfileService>().CreateAsync(
            world.Root, "sandboxed", null, new WantedSecurity { Security = new(false, false, [], "runsc") }, new ProfileLimits(), CancellationToken.None);
        var refused = await Assert.ThrowsAsync<PlatformException>(() => CreateAsync(world, profileId: profile.Id));
        Assert.Contains("no runtime 'runsc'. It has: runc.", refused.Message, StringComparison.Ordinal);
        Assert.Equal("known-runtime", Assert.IsType<SecurityViolation>(refused.Problems[0].Detail).Rule);
    }

    private static Task<ContainerChange> CreateAsync(QuotaWorld world, NewPort port) => CreateAsync(world, world.Ada, port);

    private static Task<ContainerChange> CreateAsync(QuotaWorld world, string profileId) => CreateAsync(world, world.Ada, null, profileId);

    private static Task<ContainerChange> CreateAsync(QuotaWorld world, Caller caller, NewPort? port = null, string? profileId = null) => world.Database.Get<ContainerCreation>().CreateAsync(
        caller,
        new NewContainer(world.Project.Id, "tried", new ContainerConfig("app:1") { Ports = port is null ? [] : [port], SecurityProfileId = profileId }),
        ChangeTerms.None,
        CancellationToken.None);

    private static async Task<IReadOnlyList<AuditEntry>> ListAsync(QuotaWorld world, AuditFilter filter) =>
        (await world.Database.Get<AuditService>().ListAsync(world.Ada, world.Organization, filter, new(100), CancellationToken.None)).Items;

    private static async Task RefusalAsync(Func<Task> refused) => await Assert.ThrowsAsync<PlatformException>(refused);

    private static async Task<ErrorCode?> CodeAsync(Func<Task> attempt) => (await Record.ExceptionAsync(attempt) as PlatformException)?.Code;
}
