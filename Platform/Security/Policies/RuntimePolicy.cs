namespace GraphPlatform.Platform.Security.Policies;

/// <summary>A runtime is one that the engine lists.</summary>
public sealed class RuntimePolicy : ISecurityPolicy
{
    /// <inheritdoc />
    public string Rule => "known-runtime";

    /// <inheritdoc />
    public string? Check(WantedSecurity wanted) => wanted is { Security.Runtime: { } runtime, Runtimes: { } known } && !known.Contains(runtime)
        ? $"The worker's engine has no runtime '{runtime}'. It has: {string.Join(", ", known.Order(StringComparer.Ordinal))}. Install it there, or use another security profile."
        : null;
}
