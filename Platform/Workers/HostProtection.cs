namespace GraphPlatform.Platform.Workers;

/// <summary>Whether containers are kept from the machine that they run on: from what listens there, and from a cloud's metadata address.</summary>
/// <param name="MissingBecause">Why they are not, and what helps; null when they are.</param>
public sealed record HostProtection(string? MissingBecause)
{
    /// <summary>They are.</summary>
    public static HostProtection On { get; } = new((string?)null);
}
