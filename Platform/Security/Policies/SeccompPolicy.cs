namespace GraphPlatform.Platform.Security.Policies;

/// <summary>System calls are filtered by the engine's default profile.</summary>
public sealed class SeccompPolicy : ISecurityPolicy
{
    /// <summary>The only profile that there is.</summary>
    public const string Default = "default";

    /// <inheritdoc />
    public string Rule => "seccomp-default";

    /// <inheritdoc />
    public string? Check(WantedSecurity wanted) => wanted.Seccomp != Default
        ? $"System calls are always filtered by the engine's default profile; '{wanted.Seccomp}' is not given. Say '{Default}', or leave it out."
        : null;
}
