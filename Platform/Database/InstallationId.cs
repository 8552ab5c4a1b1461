namespace GraphPlatform.Platform.Database;

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
