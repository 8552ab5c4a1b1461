using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>The column types of the two databases, so that a migration is written once.</summary>
internal sealed class ColumnTypes(string? provider)
{
    private readonly bool sqlite = provider == "Microsoft.EntityFrameworkCore.Sqlite";

    public OperationBuilder<AddColumnOperation> Id(ColumnsBuilder table, bool nullable = false) =>
        table.Column<string>(type: sqlite ? "TEXT" : "character varying(40)", maxLength: 40, nullable: nullable);

    public OperationBuilder<AddColumnOperation> Text(ColumnsBuilder table, bool nullable = false) =>
        table.Column<string>(type: sqlite ? "TEXT" : "text", nullable: nullable);

    public OperationBuilder<AddColumnOperation> Int(ColumnsBuilder table, bool nullable = false) =>
        table.Column<int>(type: sqlite ? "INTEGER" : "integer", nullable: nullable);

    public OperationBuilder<AddColumnOperation> Long(ColumnsBuilder table, bool nullable = false) =>
        table.Column<long>(type: sqlite ? "INTEGER" : "bigint", nullable: nullable);

    public OperationBuilder<AddColumnOperation> Double(ColumnsBuilder table, bool nullable = false) =>
        table.Column<double>(type: sqlite ? "REAL" : "double precision", nullable: nullable);

    public OperationBuilder<AddColumnOperation> Bool(ColumnsBuilder table) =>
        table.Column<bool>(type: sqlite ? "INTEGER" : "boolean", nullable: false);

    /// <summary>UTC ticks on SQLite, so that times order and compare.</summary>
    public OperationBuilder<AddColumnOperation> Time(ColumnsBuilder table, bool nullable = false) =>
        sqlite ? Long(table, nullable) : table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: nullable);
}
