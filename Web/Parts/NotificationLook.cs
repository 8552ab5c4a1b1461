namespace GraphPlatform.Web.Parts;

/// <summary>How a notification looks, and where it leads; kinds.js says the same, and a test compares them.</summary>
public static class NotificationLook
{
    /// <summary>By its kind.</summary>
    public static Look Of(string kind) => kind switch
    {
        "ALERT_FIRING" => new("Fires", "failed"),
        "ALERT_RESOLVED" => new("Over", "running"),
        "BACKUP_FAILED" => new("No backup", "failed"),
        "DEPLOYMENT_FAILED" => new("Not deployed", "failed"),
        "CONTAINER_FAILED" => new("Failed", "failed"),
        "MEMORY_EXHAUSTED" => new("Out of memory", "idle"),
        _ => new("News", "stopped"),
    };

    /// <summary>Where to look.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="container">The container that it is about; null for none.</param>
    /// <param name="organization">Whose it is.</param>
    public static string Link(string kind, string? container, string organization) => (kind, container) switch
    {
        (_, null) => $"/organizations/{organization}/alerts",
        ("BACKUP_FAILED", _) => $"/containers/{container}/backups",
        ("DEPLOYMENT_FAILED", _) => $"/containers/{container}#deployments",
        ("CONTAINER_FAILED", _) => $"/containers/{container}#log",
        _ => $"/containers/{container}#charts",
    };
}
