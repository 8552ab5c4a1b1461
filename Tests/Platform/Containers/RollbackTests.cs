using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Security;
using GraphPlatform.Platform.Security.Policies;
using GraphPlatform.Tests.Platform.Quotas;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Tests.Platform.Containers;

/// <summary>What belongs to a deployment comes back with it, whether it is in its spec or not.</summary>
public sealed class RollbackTests
{
    private static readonly ChangeTerms None = ChangeTerms.None;

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_rollback_brings_security_profile_and_HTTP_port_back_and_no_later_change_undoes_that(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        var root = await world.Database.Get<SecurityProfileService>().CreateAsync(
            world.Root, "root", null, new WantedSecurity { Security = new SecuritySpec(AllowRoot: true, WritableRoot: false, []) }, new ProfileLimits(), default);
        var first = (await world.CreateAsync("web", httpPort: 8080)).Container!;
        await world.ReconcileAsync(first.Id);
        var updates = world.Database.Get<ContainerUpdates>();
        await updates.UpdateAsync(world.Ada, first.Id, null, c => c with { SecurityProfileId = root.Id, HttpPort = 9090, Environment = [new("A", "1")] }, None, default);
        await world.ReconcileAsync(first.Id);

        var planned = await updates.RollbackAsync(world.Ada, first.Id, first.DeploymentId, None with { DryRun = true }, default);
        Assert.Equal(["environment", "httpPort", "security", "securityProfileId"], planned.Plan.Changes.Select(c => c.Field).Order(StringComparer.Ordinal));
        await updates.RollbackAsync(world.Ada, first.Id, first.DeploymentId, None, default);
        Assert.Equal((8080, null, false), await StateAsync(world, first.Id));
        await updates.UpdateAsync(world.Ada, first.Id, null, c => c with { Environment = [new("B", "2")] }, None, default);
        Assert.Equal((8080, null, false), await StateAsync(world, first.Id));
    }

    [Fact]
    public async Task A_port_that_changes_while_it_runs_is_its_deployments()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var made = (await world.CreateAsync("web", httpPort: 8080)).Container!;
        await world.ReconcileAsync(made.Id);
        var updates = world.Database.Get<ContainerUpdates>();
        var adjusted = await updates.UpdateAsync(world.Ada, made.Id, null, c => c with { HttpPort = 8081 }, None, default);
        Assert.Equal(PlanAction.Adjust, adjusted.Plan.Action);
        await updates.UpdateAsync(world.Ada, made.Id, null, c => c with { HttpPort = 9090, Command = ["other"] }, None, default);
        await using var db = await world.Database.ContextAsync();
        Assert.Equal([8081, 9090], await db.Set<Deployment>().OrderBy(d => d.Number).Select(d => d.HttpPort!.Value).ToListAsync());
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_delete_that_is_asked_for_again_under_its_key_is_answered_when_the_container_is_gone(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        var made = (await world.CreateAsync("web")).Container!;
        var service = world.Database.Get<ContainerService>();
        var terms = new ChangeTerms("once", "fingerprint", DryRun: false);
        var first = await service.DeleteAsync(world.Ada, made.Id, volumes: true, terms, default);
        await world.ReconcileAsync(made.Id);
        var again = await service.DeleteAsync(world.Ada, made.Id, volumes: true, terms, default);
        Assert.Equal((null, first.Operation!.Id), (again.Container, again.Operation!.Id));
        await Assert.ThrowsAsync<GraphPlatform.Platform.Access.PlatformException>(() => service.DeleteAsync(world.Root, made.Id, volumes: true, terms, default));
    }

    private static async Task<(int? Port, string? Profile, bool Root)> StateAsync(QuotaWorld world, string id)
    {
        await using var db = await world.Database.ContextAsync();
        var container = await db.Set<Container>().SingleAsync(c => c.Id == id);
        var deployment = await db.Set<Deployment>().SingleAsync(d => d.Id == container.DeploymentId);
        Assert.Equal((container.HttpPort, container.SecurityProfileId), (deployment.HttpPort, deployment.SecurityProfileId));
        return (container.HttpPort, container.SecurityProfileId, deployment.Spec.Security.AllowRoot);
    }
}
