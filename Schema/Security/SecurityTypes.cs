using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Security;

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
        profiles.CreateAsync(
            caller, input.Name, input.OrganizationId, new SecuritySpec(input.AllowRoot, input.WritableRoot, input.Capabilities ?? []), ct);
}

/// <summary>What makes a profile.</summary>
/// <param name="Name">A DNS label, unique in the installation.</param>
/// <param name="OrganizationId">The only organization that may use it; all may without one.</param>
/// <param name="AllowRoot">Keeps the image's user, root included.</param>
/// <param name="WritableRoot">Makes the root file system writable.</param>
/// <param name="Capabilities">Linux capabilities to give: NET_BIND_SERVICE.</param>
public sealed record CreateSecurityProfileInput(
    string Name, [ID] string? OrganizationId = null, bool AllowRoot = false, bool WritableRoot = false, IReadOnlyList<string>? Capabilities = null);
