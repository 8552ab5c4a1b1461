namespace GraphPlatform.Platform.Security.Policies;

/// <summary>No container has the host's rights.</summary>
public sealed class PrivilegedModePolicy : ISecurityPolicy
{
    /// <inheritdoc />
    public string Rule => "no-privileged-mode";

    /// <inheritdoc />
    public string? Check(WantedSecurity wanted) =>
        wanted.Privileged ? "Privileged mode gives a container all of the host's rights, and is never given. Ask for single capabilities by a security profile." : null;
}
