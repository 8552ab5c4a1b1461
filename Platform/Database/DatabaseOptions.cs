namespace GraphPlatform.Platform.Database;

/// <summary>The database systems that can hold the state.</summary>
public enum DatabaseProvider
{
    /// <summary>A file in the data folder: one server.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server: several servers can share it.</summary>
    PostgreSql,
}

/// <summary>Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Which system.</summary>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>How to reach PostgreSQL; SQLite needs none, its file is in the data folder.</summary>
    public string? ConnectionString { get; init; }
}
