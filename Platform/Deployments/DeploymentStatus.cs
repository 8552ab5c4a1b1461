namespace GraphPlatform.Platform.Deployments;

/// <summary>How far a rollout is.</summary>
public enum DeploymentStatus
{
    /// <summary>Its image is looked for, or its instances start; what served before still does.</summary>
    Pending,

    /// <summary>It was healthy, and serves while the container runs.</summary>
    Serving,

    /// <summary>It served until a newer one took its place.</summary>
    Replaced,

    /// <summary>It did not become healthy, and was taken back.</summary>
    Failed,

    /// <summary>A newer one was wanted before it was healthy.</summary>
    Superseded,
}
