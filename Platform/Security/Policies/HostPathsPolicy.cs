namespace GraphPlatform.Platform.Security.Policies;

/// <summary>No container sees a path of the host: only volumes are mounted.</summary>
public sealed class HostPathsPolicy : ISecurityPolicy
{
    /// <inheritdoc />
    public string Rule => "no-bind-mounts";

    /// <inheritdoc />
    public string? Check(WantedSecurity wanted) =>
        wanted.HostPaths.Count > 0 ? "Paths of the host are not mounted into containers. Each has a volume at /data, where files can be copied to." : null;
}
