using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Clean-ups of disks and what came of them.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0021_DiskCleanups")]
internal sealed class M0021_DiskCleanups : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var type = new ColumnTypes(ActiveProvider);
        migration.CreateTable("DiskCleanups", t => new
        {
            Id = type.Id(t), PlanId = type.Text(t), AppliedBy = type.Text(t), AppliedAt = type.Time(t), FreedBytes = type.Long(t), OutcomesJson = type.Text(t),
        }, constraints: t => t.PrimaryKey("PK_DiskCleanups", x => x.Id));
        migration.CreateIndex("IX_DiskCleanups_PlanId", "DiskCleanups", "PlanId");
    }
}
