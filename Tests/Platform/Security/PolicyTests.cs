using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Security;
using GraphPlatform.Platform.Security.Policies;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Tests.Platform.Security;

/// <summary>Each rule as a value: what it refuses, and what it lets through.</summary>
public sealed class PolicyTests
{
    private static readonly ISecurityPolicy[] All =
    [
        new BasicIsolationPolicy(), new ResourceLimitsPolicy(Options.Create(new SecurityOptions())), new BlockedPortsPolicy(new PortPools(Options.Create(new NetworkOptions()))),
        new CapabilitiesPolicy(), new PrivilegedModePolicy(), new HostNamespacesPolicy(), new DevicesPolicy(), new HostPathsPolicy(), new SeccompPolicy(), new RuntimePolicy(),
    ];

    private static readonly Resources Usual = new(500, 512L << 20, 256);

    public static TheoryData<string, WantedSecurity> Violations => new()
    {
        { "basic-isolation", new() { Security = new(AllowRoot: true, WritableRoot: false, []) } },
        { "basic-isolation", new() { Security = new(AllowRoot: false, WritableRoot: true, []) } },
        { "basic-isolation", new() { Security = new(AllowRoot: true, WritableRoot: true, []), Profile = Profile(new(AllowRoot: true, WritableRoot: false, [])) } },
        { "resource-limits", new() { Resources = Usual with { CpuMillis = 16_001 } } },
        { "resource-limits", new() { Resources = Usual with { MemoryBytes = (64L << 30) + 1 } } },
        { "resource-limits", new() { Resources = Usual with { PidsLimit = 4097 } } },
        { "resource-limits", new() { Resources = Usual, Profile = Profile(SecuritySpec.Default, new(Pids: 255)) } },
        { "blocked-ports", new() { HostPorts = [8080, 22] } },
        { "blocked-ports", new() { HostPorts = [2376] } },
        { "capabilities", new() { Security = new(false, false, ["SYS_ADMIN"]), Profile = Profile(new(false, false, ["SYS_ADMIN"])) } },
        { "capabilities", new() { Security = new(false, false, ["CHOWN"]) } },
        { "no-privileged-mode", new() { Privileged = true } },
        { "no-host-namespaces", new() { HostNetwork = true } },
        { "no-host-namespaces", new() { HostPid = true } },
        { "no-devices", new() { Devices = ["/dev/kvm"] } },
        { "no-bind-mounts", new() { HostPaths = ["/"] } },
        { "seccomp-default", new() { Seccomp = "unconfined" } },
        { "known-runtime", new() { Security = new(false, false, [], "runsc"), Profile = Profile(new(false, false, [], "runsc")), Runtimes = ["runc"] } },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public void What_is_against_a_rule_is_refused_with_its_name(string rule, WantedSecurity wanted)
    {
        var refused = Assert.Throws<PlatformException>(() => new SecurityPolicies(All).Demand(wanted));
        var problem = Assert.Single(refused.Problems);
        Assert.Equal((ErrorCode.Forbidden, rule), (problem.Code, Assert.IsType<SecurityViolation>(problem.Detail).Rule));
        Assert.StartsWith($"Against the rule {rule}: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_within_the_rules_passes()
    {
        var policies = new SecurityPolicies(All);
        policies.Demand(new() { Resources = Usual, HostPorts = [8080, 5173] });
        var generous = Profile(new(true, true, ["CHOWN"], "runsc"), new(32_000, 128L << 30, 10_000));
        policies.Demand(new() { Security = generous.Spec, Profile = generous, Resources = new(32_000, 128L << 30, 10_000), Runtimes = ["runc", "runsc"] });
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once() => Assert.Equal(
        ["blocked-ports", "no-privileged-mode", "seccomp-default"],
        Assert.Throws<PlatformException>(() => new SecurityPolicies(All).Demand(new() { HostPorts = [22], Privileged = true, Seccomp = "unconfined" }))
            .Problems.Select(p => ((SecurityViolation)p.Detail!).Rule));

    private static SecurityProfile Profile(SecuritySpec allows, ProfileLimits? limits = null) => new("sec_1", "p", null, allows, limits ?? new(), DateTimeOffset.UnixEpoch);
}
