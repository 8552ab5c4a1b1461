using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Between which sizes containers scale, and what was decided.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0003_Scaling")]
internal sealed class M0003_Scaling : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var column = new AddedColumns(migration, ActiveProvider);
        column.Text("Containers", "AutoscaleMin", nullable: true);
        column.Text("Containers", "AutoscaleMax", nullable: true);
        column.Long("Containers", "BoostGeneration", initial: 0);

        var type = new ColumnTypes(ActiveProvider);
        migration.CreateTable("ScalingDecisions", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), ContainerId = type.Text(t), At = type.Time(t), Action = type.Text(t), FromCpuMillis = type.Int(t),
            FromMemoryBytes = type.Long(t), ToCpuMillis = type.Int(t), ToMemoryBytes = type.Long(t), Reason = type.Text(t), RefusedBecause = type.Text(t, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_ScalingDecisions", x => x.Id));
        migration.CreateIndex("IX_ScalingDecisions_ContainerId_Id", "ScalingDecisions", ["ContainerId", "Id"]);
    }
}
