using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Security;
using GraphPlatform.Platform.Security.Policies;

namespace GraphPlatform.Schema.Security;

/// <summary>What an administrator allows containers beyond the defaults.</summary>
[ObjectType<SecurityProfile>]
public static class SecurityProfileType
{
    /// <summary>Unique in the installation.</summary>
    [ID]
    public static string Id([Parent] SecurityProfile profile) => profile.Id;

    /// <summary>Unique in the installation.</summary>
    public static string Name([Parent] SecurityProfile profile) => profile.Name;

    /// <summary>What it allows.</summary>
    public static SecuritySpec Allows([Parent] SecurityProfile profile) => profile.Spec;

    /// <summary>The most CPU that an instance gets, in cores; null for what the configuration says.</summary>
    public static double? MaxCpu([Parent] SecurityProfile profile) => profile.MaxCpuMillis / 1000.0;

    /// <summary>The most memory that an instance gets; null for what the configuration says.</summary>
    public static long? MaxMemoryBytes([Parent] SecurityProfile profile) => profile.MaxMemoryBytes;

    /// <summary>The most processes that an instance gets; null for what the configuration says.</summary>
    public static int? MaxPids([Parent] SecurityProfile profile) => profile.MaxPids;
}

/// <summary>Loads profiles by id.</summary>
public sealed class SecurityProfileLoader(SecurityProfileService profiles, Caller caller) : DataLoader<string, SecurityProfile>
{
    /// <inheritdoc />
    protected override Task<IReadOnlyDictionary<string, SecurityProfile>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        profiles.ByIdAsync(caller, keys, cancellationToken);
}

/// <summary>Security profiles.</summary>
[QueryType]
public static class SecurityQueries
{
    /// <summary>The profiles that the viewer's organizations may use, by name.</summary>
    public static Task<IReadOnlyList<SecurityProfile>> SecurityProfilesAsync(Caller caller, SecurityProfileService profiles, CancellationToken ct) =>
        profiles.ListAsync(caller, ct);
}

/// <summary>Changes security profiles.</summary>
[MutationType]
public static class SecurityMutations
{
    /// <summary>Makes a profile for images that insist on root or on a writable root. For administrators.</summary>
    public static Task<SecurityProfile> CreateSecurityProfileAsync(
        CreateSecurityProfileInput input, Caller caller, SecurityProfileService profiles, CancellationToken ct) =>
        profiles.CreateAsync(caller, input.Name, input.OrganizationId, input.ToWanted(), input.ToLimits(), ct);
}

/// <summary>What makes a profile.</summary>
/// <param name="Name">A DNS label, unique in the installation.</param>
/// <param name="OrganizationId">The only organization that may use it; all may without one.</param>
/// <param name="AllowRoot">Keeps the image's user, root included.</param>
/// <param name="WritableRoot">Makes the root file system writable.</param>
/// <param name="Capabilities">Linux capabilities to give: NET_BIND_SERVICE.</param>
/// <param name="Runtime">The engine's runtime to run in, such as <c>runsc</c>; the engine's default unless said otherwise.</param>
/// <param name="Seccomp">The filter of system calls: <c>default</c>. Another is refused.</param>
/// <param name="MaxCpu">The most CPU that an instance gets, in cores.</param>
/// <param name="MaxMemoryBytes">The most memory that an instance gets.</param>
/// <param name="MaxPids">The most processes that an instance gets.</param>
/// <param name="Privileged">All of the host's rights: refused, with the rule's name.</param>
/// <param name="HostNetwork">The host's network: refused, with the rule's name.</param>
/// <param name="HostPid">The host's processes: refused, with the rule's name.</param>
/// <param name="Devices">Devices of the host: refused, with the rule's name.</param>
/// <param name="HostPaths">Paths of the host to mount: refused, with the rule's name.</param>
public sealed record CreateSecurityProfileInput(
    string Name,
    [ID] string? OrganizationId = null,
    bool AllowRoot = false,
    bool WritableRoot = false,
    IReadOnlyList<string>? Capabilities = null,
    string? Runtime = null,
    string Seccomp = "default",
    double? MaxCpu = null,
    long? MaxMemoryBytes = null,
    int? MaxPids = null,
    bool Privileged = false,
    bool HostNetwork = false,
    bool HostPid = false,
    IReadOnlyList<string>? Devices = null,
    IReadOnlyList<string>? HostPaths = null)
{
    internal WantedSecurity ToWanted() => new()
    {
        Security = new SecuritySpec(AllowRoot, WritableRoot, Capabilities ?? [], Runtime),
        Privileged = Privileged,
        HostNetwork = HostNetwork,
        HostPid = HostPid,
        Devices = Devices ?? [],
        HostPaths = HostPaths ?? [],
        Seccomp = Seccomp,
    };

    internal ProfileLimits ToLimits() =>
        new(Cores.Millis(MaxCpu), MaxMemoryBytes, MaxPids);
}
