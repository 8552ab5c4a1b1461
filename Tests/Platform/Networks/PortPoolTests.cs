using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Tests.Platform.Quotas;

namespace GraphPlatform.Tests.Platform.Networks;

public sealed class PortPoolTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Fifty_creates_at_once_get_fifty_ports_and_a_full_pool_overflows_to_the_general_one(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        await world.LimitAsync(containers: 100);
        var changes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => CreateAsync(world, $"c{i}", new NewPort(5173, null, PortProtocol.Tcp, null, "vite"))));
        var ports = (await SpecsAsync(world, changes)).Select(s => Assert.Single(s.Ports).HostPort).ToList();
        Assert.Equal(50, ports.Distinct().Count());
        Assert.Equal(Enumerable.Range(5173, 8), ports.Where(p => p < 20000).Order());
        Assert.All(ports.Where(p => p > 5180), p => Assert.InRange(p, 20000, 29999));

        // One that is deleted gives its port back.
        var first = changes.Single(c => c.Container!.DeploymentId == changes[ports.IndexOf(5175)].Container!.DeploymentId).Container!.Id;
        await world.Database.Get<ContainerService>().DeleteAsync(world.Ada, first, volumes: true, ChangeTerms.None, CancellationToken.None);
        await world.ReconcileAsync(first);
        var next = await CreateAsync(world, "next", new NewPort(5173, null, PortProtocol.Tcp, null, "vite"));
        Assert.Equal(5175, (await SpecsAsync(world, next))[0].Ports[0].HostPort);
    }

    [Fact]
    public async Task One_container_gets_different_ports_of_one_pool_and_its_numbered_ones_as_asked()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var change = await CreateAsync(
            world,
            "web",
            new NewPort(1, null, PortProtocol.Tcp, null, "next"),
            new NewPort(2, null, PortProtocol.Tcp, null, "next"),
            new NewPort(3, null, PortProtocol.Udp, null, "next"),
            new NewPort(4, 3001, PortProtocol.Tcp, null),
            new NewPort(8080, null, PortProtocol.Tcp, "0.0.0.0"));
        Assert.Equal(
            [(1, 3000, "127.0.0.2"), (2, 3002, "127.0.0.2"), (3, 3000, "127.0.0.2"), (4, 3001, "127.0.0.2"), (8080, 8080, "0.0.0.0")],
            (await SpecsAsync(world, change))[0].Ports.Select(p => (p.ContainerPort, p.HostPort, p.Address)));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task One_port_on_two_addresses_is_two_and_every_address_is_all_of_them(DatabaseProvider kind)
    {
        await using var world = await QuotaWorld.OpenAsync(kind);
        await world.LimitAsync(containers: 100);
        await CreateAsync(world, "both", new NewPort(80, 18080, PortProtocol.Tcp, "127.0.0.2"), new NewPort(80, 18080, PortProtocol.Tcp, "127.0.0.3"));
        await CreateAsync(world, "third", new NewPort(80, 18080, PortProtocol.Tcp, "127.0.0.4"));
        foreach (var address in new[] { "127.0.0.3", "0.0.0.0", "::" })
        {
            var taken = await Assert.ThrowsAsync<PlatformException>(() => CreateAsync(world, "late", new NewPort(80, 18080, PortProtocol.Tcp, address)));
            Assert.Equal((ErrorCode.Conflict, "ports.0.hostPort"), (taken.Code, string.Join('.', taken.Problems[0].Path!)));
        }

        // Without an address it is the configured one, 127.0.0.2.
        var twice = await Assert.ThrowsAsync<PlatformException>(() => CreateAsync(world, "twice", new NewPort(80, 18081, PortProtocol.Tcp, null), new NewPort(81, 18081, PortProtocol.Tcp, "127.0.0.2")));
        Assert.Equal((ErrorCode.Validation, "ports.1.hostPort"), (twice.Code, string.Join('.', twice.Problems[0].Path!)));
        await CreateAsync(world, "udp", new NewPort(80, 18080, PortProtocol.Udp, "0.0.0.0"));

        // Of those that want it on one address and on all at the same moment, either the ones get it or the all.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            try
            {
                await CreateAsync(world, $"race{i}", new NewPort(80, 18090, PortProtocol.Tcp, i % 2 == 0 ? "0.0.0.0" : $"127.0.0.{i + 2}"));
                return i;
            }
            catch (PlatformException error) when (error.Code == ErrorCode.Conflict)
            {
                return -1;
            }
        }));
        var won = outcomes.Where(i => i >= 0).ToList();
        Assert.True(won.Count == 1 || (won.Count == 5 && won.TrueForAll(i => i % 2 == 1)), string.Join(' ', won));
    }

    [Fact]
    public async Task What_cannot_be_given_is_refused_with_the_reason()
    {
        await using var world = await QuotaWorld.OpenAsync();
        var unknown = await Assert.ThrowsAsync<PlatformException>(() => CreateAsync(world, "web", new NewPort(1, null, PortProtocol.Tcp, null, "rails")));
        Assert.Equal((ErrorCode.Validation, "ports.0.pool"), (unknown.Code, string.Join('.', unknown.Problems[0].Path!)));
        Assert.Contains("general, next, vite", unknown.Message, StringComparison.Ordinal);
        var both = await Assert.ThrowsAsync<PlatformException>(() => CreateAsync(world, "web", new NewPort(1, 1, PortProtocol.Tcp, null, "next")));
        Assert.Equal(ErrorCode.Validation, both.Code);
    }

    [Fact]
    public async Task When_every_port_is_taken_the_error_says_so()
    {
        await using var world = await QuotaWorld.OpenAsync(settings: new() { ["Networks:Ports:general"] = "20000-20001", ["Networks:Ports:next"] = "3000", ["Networks:BlockedPorts"] = "20001" });
        await CreateAsync(world, "one", new NewPort(1, null, PortProtocol.Tcp, null, "next"));
        await CreateAsync(world, "two", new NewPort(1, null, PortProtocol.Tcp, null, "next"));
        var full = await Assert.ThrowsAsync<PlatformException>(() => CreateAsync(world, "three", new NewPort(1, null, PortProtocol.Tcp, null, "next")));
        Assert.Equal(ErrorCode.Capacity, full.Code);
        Assert.Contains("'next' and of the general one", full.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await world.QuotaAsync()).ContainersUsed);
    }

    [Theory]
    [InlineData("5173-5180", true)]
    [InlineData("22", true)]
    [InlineData("1-65535", true)]
    [InlineData("0", false)]
    [InlineData("5-4", false)]
    [InlineData("1-65536", false)]
    [InlineData("a-b", false)]
    [InlineData("", false)]
    public void A_range_is_a_port_or_two_with_a_hyphen(string text, bool valid) => Assert.Equal(valid, PortRange.TryParse(text, out _));

    private static Task<ContainerChange> CreateAsync(QuotaWorld world, string name, params NewPort[] ports) => world.Database.Get<ContainerCreation>().CreateAsync(
        world.Ada, new NewContainer(world.Project.Id, name, new ContainerConfig("app:1") { Ports = ports, CpuMillis = 10, MemoryBytes = 6L << 20 }, Start: false), ChangeTerms.None, CancellationToken.None);

    private static async Task<IReadOnlyList<DeploymentSpec>> SpecsAsync(QuotaWorld world, params ContainerChange[] changes)
    {
        var ids = changes.Select(c => c.Container!.DeploymentId).ToArray();
        var found = await world.Database.Get<ContainerQueries>().DeploymentsByIdAsync(world.Ada, ids, CancellationToken.None);
        return [.. ids.Select(id => found[id].Spec)];
    }
}
