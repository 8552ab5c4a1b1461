namespace GraphPlatform.Platform.Security.Policies;

/// <summary>No container shares the host's network or processes.</summary>
public sealed class HostNamespacesPolicy : ISecurityPolicy
{
    /// <inheritdoc />
    public string Rule => "no-host-namespaces";

    /// <inheritdoc />
    public string? Check(WantedSecurity wanted) => wanted.HostNetwork || wanted.HostPid
        ? "The host's network and its processes are not shared with containers. Publish ports instead; containers of one project reach each other by name."
        : null;
}
