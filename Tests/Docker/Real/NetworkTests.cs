using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Docker.Networks;

namespace GraphPlatform.Tests.Docker.Real;

[Collection("engine")]
public sealed class NetworkTests(EngineFixture engine)
{
    private const string Subnet = "10.213.77.0/24";

    [SkippableFact]
    public async Task Containers_join_with_aliases_and_addresses_and_leave()
    {
        var networks = engine.Docker.Networks;
        var name = "gp-net-" + engine.Run;
        var id = await networks.CreateAsync(new()
        {
            Name = name, Driver = "bridge", Internal = true, Labels = engine.Labels, Addresses = NetworkAddresses.Of(Subnet, "10.213.77.1"),
            Options = new Dictionary<string, string> { ["com.docker.network.bridge.enable_ip_masquerade"] = "false" },
        });
        var seen = await networks.InspectAsync(name);
        Assert.Equal((id, true, Subnet, "10.213.77.1"), (seen.Id, seen.Internal, seen.Addresses.Config[0].Cidr, seen.Addresses.Config[0].Gateway));
        Assert.Equal(id, Assert.Single(await networks.ListAsync(new() { Labels = [engine.Label] })).Id);

        Assert.Equal(DockerErrorKind.NameInUse, await KindAsync(() => networks.CreateAsync(new() { Name = name })));
        Assert.Equal(DockerErrorKind.SubnetOverlap, await KindAsync(() => networks.CreateAsync(
            new() { Name = name + "2", Labels = engine.Labels, Addresses = NetworkAddresses.Of("10.213.77.128/25") })));

        var container = await engine.StartAsync(with: request => request with
        {
            HostConfig = new() { NetworkMode = name, Init = true }, NetworkingConfig = NetworkingConfig.Of(name, "db"),
        });
        var endpoint = (await engine.Docker.Containers.InspectAsync(container)).NetworkSettings.Networks[name];
        Assert.Contains("db", endpoint.Aliases!);
        Assert.StartsWith("10.213.77.", endpoint.IpAddress, StringComparison.Ordinal);
        Assert.Equal(DockerErrorKind.InUse, await KindAsync(() => networks.RemoveAsync(id)));

        await networks.DisconnectAsync(id, container, force: true);
        Assert.Empty((await networks.InspectAsync(id)).Containers);
        await networks.ConnectAsync(id, container, new() { Aliases = ["web"], Addresses = new() { Ipv4Address = "10.213.77.9" } });
        Assert.Equal("10.213.77.9/24", (await networks.InspectAsync(id)).Containers[container].Ipv4Address);
        await engine.Docker.Containers.RemoveAsync(container, force: true);
        await networks.RemoveAsync(id);
        Assert.Equal(DockerErrorKind.NotFound, await KindAsync(() => networks.InspectAsync(id)));
    }

    [SkippableFact]
    public async Task Published_ports_are_shown_where_they_are()
    {
        var id = await engine.StartAsync(with: request => request with
        {
            HostConfig = new() { PortBindings = [new(80, null, "127.0.0.1"), new(53, null, "127.0.0.1") { Protocol = "udp" }] },
            ExposedPorts = ["80/tcp", "53/udp", "81/tcp"],
        });
        var ports = (await engine.Docker.Containers.InspectAsync(id)).NetworkSettings.Ports;
        Assert.Equal([(53, "udp"), (80, "tcp")], ports.Select(port => (port.ContainerPort, port.Protocol)).Order());
        Assert.All(ports, port => Assert.True(port is { HostIp: "127.0.0.1", HostPort: > 0 }));
        await engine.Docker.Containers.RemoveAsync(id, force: true);
    }

    private static async Task<DockerErrorKind> KindAsync(Func<Task> attempt) => (await Assert.ThrowsAsync<DockerException>(attempt)).Kind;
}
