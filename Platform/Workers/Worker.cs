namespace GraphPlatform.Platform.Workers;

/// <summary>A machine that runs instances.</summary>
public sealed class Worker
{
    private Worker()
    {
    }

    /// <summary>A new worker.</summary>
    public Worker(string id, string name, DateTimeOffset now)
    {
        Id = id;
        Name = name;
        CreatedAt = now;
    }

    /// <summary><c>wrk_…</c></summary>
    public string Id { get; private set; } = "";

    /// <summary>Unique; <c>local</c> is the one inside the server.</summary>
    public string Name { get; private set; } = "";

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}
