namespace GraphPlatform.Platform.Deployments;

/// <summary>How a new version takes the place of the old one.</summary>
public enum UpdateStrategy
{
    /// <summary>Start first wherever the two can run beside each other: no fixed host port, and nothing written in a volume that only one may write.</summary>
    Auto,

    /// <summary>The new version starts and is healthy before the old one stops.</summary>
    StartFirst,

    /// <summary>The old version stops, then the new one starts; if that fails, the old one starts again.</summary>
    StopFirst,
}
