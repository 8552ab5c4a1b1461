namespace GraphPlatform.Platform.Database;

/// <summary>This installation's one row: which engine objects are ours.</summary>
public sealed class Installation
{
    private Installation()
    {
    }

    /// <summary>A new installation.</summary>
    public Installation(string id, DateTimeOffset now)
    {
        Id = id;
        CreatedAt = now;
    }

    /// <summary><c>gpi_…</c>, the value of the label <c>graphplatform.installation</c>.</summary>
    public string Id { get; private set; } = "";

    /// <summary>When it was first started.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}
