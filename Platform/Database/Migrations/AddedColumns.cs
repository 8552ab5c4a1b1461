using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Columns that are added to tables which are there, with what rows that are there get.</summary>
internal sealed class AddedColumns(MigrationBuilder migration, string? provider)
{
    private readonly bool sqlite = provider == "Microsoft.EntityFrameworkCore.Sqlite";

    public void Text(string table, string column, bool nullable = false, string initial = "") =>
        migration.AddColumn<string>(column, table, type: sqlite ? "TEXT" : "text", nullable: nullable, defaultValue: nullable ? null : initial);

    public void Int(string table, string column, bool nullable = false) =>
        migration.AddColumn<int>(column, table, type: sqlite ? "INTEGER" : "integer", nullable: nullable, defaultValue: nullable ? null : 0);

    /// <summary>Null without an initial value.</summary>
    public void Long(string table, string column, long? initial = null) =>
        migration.AddColumn<long>(column, table, type: sqlite ? "INTEGER" : "bigint", nullable: initial is null, defaultValue: initial);

    public void Bool(string table, string column, bool initial) =>
        migration.AddColumn<bool>(column, table, type: sqlite ? "INTEGER" : "boolean", nullable: false, defaultValue: initial);

    /// <summary>UTC ticks on SQLite; where one is required, that there is from the beginning of time.</summary>
    public void Time(string table, string column, bool required = false)
    {
        if (sqlite) Long(table, column, required ? 0 : null);
        else migration.AddColumn<DateTimeOffset>(column, table, type: "timestamp with time zone", nullable: !required, defaultValue: required ? DateTimeOffset.UnixEpoch : null);
    }
}
