namespace GraphPlatform.Platform.Runtime;

/// <summary>What the health check says of an instance.</summary>
public enum InstanceHealth
{
    /// <summary>Nothing yet, or there is no check.</summary>
    Unknown,

    /// <summary>It is well.</summary>
    Healthy,

    /// <summary>It failed too often in a row.</summary>
    Unhealthy,
}
