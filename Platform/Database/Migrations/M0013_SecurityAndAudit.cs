using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>What security profiles say of runtimes and limits, and who did what.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0013_SecurityAndAudit")]
internal sealed class M0013_SecurityAndAudit : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var type = new ColumnTypes(ActiveProvider);
        var sqlite = ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite";
        migration.AddColumn<string>("Runtime", "SecurityProfiles", type: sqlite ? "TEXT" : "text", nullable: true);
        migration.AddColumn<int>("MaxCpuMillis", "SecurityProfiles", type: sqlite ? "INTEGER" : "integer", nullable: true);
        migration.AddColumn<long>("MaxMemoryBytes", "SecurityProfiles", type: sqlite ? "INTEGER" : "bigint", nullable: true);
        migration.AddColumn<int>("MaxPids", "SecurityProfiles", type: sqlite ? "INTEGER" : "integer", nullable: true);

        migration.CreateTable("AuditEntries", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), Actor = type.Text(t), Action = type.Text(t), SubjectId = type.Text(t), Outcome = type.Text(t),
            Detail = type.Text(t, nullable: true), At = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_AuditEntries", x => x.Id));
        migration.CreateIndex("IX_AuditEntries_OrganizationId_Id", "AuditEntries", ["OrganizationId", "Id"]);
        migration.CreateIndex("IX_AuditEntries_OrganizationId_SubjectId_Id", "AuditEntries", ["OrganizationId", "SubjectId", "Id"]);
    }
}
