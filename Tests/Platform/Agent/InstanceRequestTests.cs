using GraphPlatform.Agent;
using GraphPlatform.Agent.Images;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Tests.Platform.Agent;

public sealed class InstanceRequestTests
{
    private static readonly AgentOptions Options = new();

    [Fact]
    public void By_default_a_container_can_do_nothing_to_others()
    {
        var request = InstanceRequest.From(Spec(SecuritySpec.Default), ImageUser.Root with { Text = "root" }, "gpi_1", Options);
        var host = request.HostConfig!;
        Assert.Equal("65532:65532", request.User);
        Assert.True(host.ReadonlyRootfs);
        Assert.False(host.Privileged);
        Assert.Equal(["ALL"], host.CapDrop);
        Assert.Empty(host.CapAdd!);
        Assert.Equal(["no-new-privileges"], host.SecurityOpt);
        Assert.Equal((250_000_000, 64 << 20, 64 << 20, 32), (host.NanoCpus, host.Memory, host.MemorySwap, host.PidsLimit));
        Assert.Equal("gp-prj_1", host.NetworkMode);
        Assert.Equal("gpi_1", request.Labels!["graphplatform.installation"]);
        Assert.Equal("ins_1", request.Labels["graphplatform.instance"]);
    }

    [Fact]
    public void An_image_that_wants_root_runs_as_nobody_and_others_as_they_want()
    {
        Assert.Equal("65532:65532", InstanceRequest.User(SecuritySpec.Default, ImageUser.Root, Options));
        Assert.Equal("65532:65532", InstanceRequest.User(SecuritySpec.Default, new("0:5", 0, 5, true), Options));
        Assert.Equal("65532:65532", InstanceRequest.User(SecuritySpec.Default, new("toor", 0, 0, false), Options));
        Assert.Equal("1000", InstanceRequest.User(SecuritySpec.Default, new("node", 1000, 1000, false), Options));
        Assert.Equal("1000:20", InstanceRequest.User(SecuritySpec.Default, new("node:dialout", 1000, 20, true), Options));
    }

    [Fact]
    public void Volumes_belong_to_whoever_the_processes_run_as()
    {
        var root = SecuritySpec.Default with { AllowRoot = true };
        Assert.Equal((65532, 65532), InstanceRequest.Owner(SecuritySpec.Default, ImageUser.Root, Options));
        Assert.Equal((1000, 20), InstanceRequest.Owner(SecuritySpec.Default, new("node:dialout", 1000, 20, true), Options));
        Assert.Null(InstanceRequest.Owner(root, ImageUser.Root, Options));
        Assert.Equal((999, 999), InstanceRequest.Owner(root, new("postgres", 999, 999, false), Options));
    }

    [Fact]
    public void A_profile_allows_what_it_says_and_no_more()
    {
        var request = InstanceRequest.From(Spec(new SecuritySpec(AllowRoot: true, WritableRoot: true, ["NET_BIND_SERVICE"])), ImageUser.Root with { Text = "root" }, "gpi_1", Options);
        Assert.Equal("root", request.User);
        Assert.False(request.HostConfig!.ReadonlyRootfs);
        Assert.Equal(["NET_BIND_SERVICE"], request.HostConfig.CapAdd);
        Assert.Equal(["ALL"], request.HostConfig.CapDrop);
        Assert.Equal(["no-new-privileges"], request.HostConfig.SecurityOpt);
    }

    /// <summary>Whatever a profile says, and whatever slipped by the rules.</summary>
    [Fact]
    public void Nothing_that_opens_the_host_can_be_asked_of_the_engine()
    {
        var most = new SecuritySpec(AllowRoot: true, WritableRoot: true, ["CHOWN"], "runsc");
        var host = InstanceRequest.From(Spec(most) with { Spec = Spec(most).Spec with { Mounts = [new("vol_1", "/data")] } }, ImageUser.Root with { Text = "root" }, "gpi_1", Options).HostConfig!;
        Assert.Equal("runsc", host.Runtime);
        Assert.False(host.Privileged);
        Assert.Equal((null, null, null, null), (host.PidMode, host.IpcMode, host.CgroupnsMode, host.CgroupParent));
        Assert.Equal((null, null, null, null), (host.Binds, host.DeviceRequests, host.Sysctls, host.GroupAdd));
        Assert.Equal(["no-new-privileges"], host.SecurityOpt);
        Assert.All(host.Mounts!, m => Assert.Equal(("volume", "gp-vol_1"), (m.Type, m.Source)));

        foreach (var network in new[] { "host", "bridge", "container:other", "none", "" })
            Assert.Throws<InvalidOperationException>(() => InstanceRequest.From(Spec(SecuritySpec.Default) with { Network = network }, ImageUser.Root, "gpi_1", Options));
        foreach (var capability in new[] { "ALL", "SYS_ADMIN", "NET_ADMIN", "NET_RAW", "SYS_PTRACE", "MKNOD" })
            Assert.Throws<InvalidOperationException>(() => InstanceRequest.From(Spec(new SecuritySpec(false, false, [capability])), ImageUser.Root, "gpi_1", Options));
    }

    private static InstanceSpec Spec(SecuritySpec security) => new(
        "ins_1", "web", "gp-prj_1", true, new DeploymentSpec("app:1", "sha256:1", null, null, null, [], [], [], security), new Resources(250, 64 << 20, 32));
}
