namespace GraphPlatform.Platform.Security.Policies;

/// <summary>Nobody is root and nobody writes to the root file system, unless a profile says so.</summary>
public sealed class BasicIsolationPolicy : ISecurityPolicy
{
    /// <inheritdoc />
    public string Rule => "basic-isolation";

    /// <inheritdoc />
    public string? Check(WantedSecurity wanted) =>
        (wanted.Security.AllowRoot && wanted.Profile is not { AllowRoot: true }) || (wanted.Security.WritableRoot && wanted.Profile is not { WritableRoot: true })
            ? "A container runs as root or writes to its root file system only with a security profile that allows it. Name one, or use /data and /tmp."
            : null;
}
