using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Warm pools, what waits in them, and instances that came from one.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0022_WarmPools")]
internal sealed class M0022_WarmPools : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var type = new ColumnTypes(ActiveProvider);
        migration.CreateTable("WarmPools", t => new
        {
            Id = type.Id(t), Image = type.Text(t), ImageName = type.Text(t), SecurityProfileId = type.Text(t, nullable: true), Security = type.Text(t), Digest = type.Text(t, nullable: true),
            CpuMillis = type.Int(t), MemoryBytes = type.Long(t), PidsLimit = type.Int(t),
            Minimum = type.Int(t), Maximum = type.Int(t), Target = type.Int(t), WarmStarts = type.Long(t), ColdStarts = type.Long(t),
            LastDemandAt = type.Time(t, nullable: true), ShortSince = type.Time(t, nullable: true), QuietSince = type.Time(t),
            Failure = type.Text(t, nullable: true), Failures = type.Int(t), RetryAt = type.Time(t, nullable: true), Deleting = type.Bool(t), CreatedAt = type.Time(t), Revision = type.Int(t),
        }, constraints: t => t.PrimaryKey("PK_WarmPools", x => x.Id));
        migration.CreateIndex("IX_WarmPools_ImageName_Security", "WarmPools", ["ImageName", "Security"], unique: true);

        migration.CreateTable("PooledInstances", t => new
        {
            Id = type.Id(t), PoolId = type.Text(t), Digest = type.Text(t), WorkerId = type.Text(t), VolumeId = type.Text(t),
            CpuMillis = type.Int(t), MemoryBytes = type.Long(t), PidsLimit = type.Int(t),
            Status = type.Text(t), ContainerId = type.Text(t, nullable: true), ReservedAt = type.Time(t, nullable: true), CreatedAt = type.Time(t), Revision = type.Int(t),
        }, constraints: t => t.PrimaryKey("PK_PooledInstances", x => x.Id));
        migration.CreateIndex("IX_PooledInstances_PoolId_Status", "PooledInstances", ["PoolId", "Status"]);
        migration.CreateIndex("IX_PooledInstances_ContainerId", "PooledInstances", "ContainerId");

        new AddedColumns(migration, ActiveProvider).Bool("Instances", "FromPool", initial: false);
    }
}
