using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Security.Policies;

/// <summary>All that rules look at. What a container cannot even ask for is here nevertheless, for profiles, and so that each rule is tested as a value.</summary>
public sealed record WantedSecurity
{
    /// <summary>What it may do beyond the defaults.</summary>
    public SecuritySpec Security { get; init; } = SecuritySpec.Default;

    /// <summary>The profile that it names, or that is to be made; null when there is none.</summary>
    public SecurityProfile? Profile { get; init; }

    /// <summary>What each instance may use; null when a profile is made.</summary>
    public Resources? Resources { get; init; }

    /// <summary>Host ports that are asked for by number.</summary>
    public IReadOnlyList<int> HostPorts { get; init; } = [];

    /// <summary>The runtimes that the engine lists; null when no certain one is wanted.</summary>
    public IReadOnlyList<string>? Runtimes { get; init; }

    /// <summary>All of the host's rights.</summary>
    public bool Privileged { get; init; }

    /// <summary>The host's network.</summary>
    public bool HostNetwork { get; init; }

    /// <summary>The host's processes.</summary>
    public bool HostPid { get; init; }

    /// <summary>Devices of the host.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>Paths of the host.</summary>
    public IReadOnlyList<string> HostPaths { get; init; } = [];

    /// <summary>The profile that filters system calls.</summary>
    public string Seccomp { get; init; } = SeccompPolicy.Default;
}

/// <summary>What a refusal for a rule's sake is about.</summary>
/// <param name="Rule">The rule's name.</param>
public sealed record SecurityViolation(string Rule) : ProblemDetail;
