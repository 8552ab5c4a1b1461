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

/// <summary>The id of this installation, known once the database is up to date.</summary>
public sealed class InstallationId
{
    private string? value;

    /// <summary><c>gpi_…</c></summary>
    /// <exception cref="InvalidOperationException">The database was not opened yet.</exception>
    public string Value
    {
        get => value ?? throw new InvalidOperationException("The installation is known only after DatabaseSetup.MigrateAsync.");
        internal set => this.value = value;
    }
}
