namespace GraphPlatform.Platform.Deployments;

/// <summary>What a container may do beyond the defaults; a copy of its security profile at the time of the deployment.</summary>
/// <param name="AllowRoot">Keeps the image's user, root included.</param>
/// <param name="WritableRoot">The root file system is writable.</param>
/// <param name="Capabilities">Linux capabilities that are added to none, sorted: <c>NET_BIND_SERVICE</c>.</param>
/// <param name="Runtime">The engine's runtime that it runs in, such as <c>runsc</c>; null for the engine's default.</param>
public sealed record SecuritySpec(bool AllowRoot, bool WritableRoot, IReadOnlyList<string> Capabilities, string? Runtime = null)
{
    /// <summary>Non-root, read-only root, no capability.</summary>
    public static SecuritySpec Default { get; } = new(false, false, []);
}
