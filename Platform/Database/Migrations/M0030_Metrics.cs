using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Minutes and hours of what containers used.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0030_Metrics")]
internal sealed class M0030_Metrics : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var type = new ColumnTypes(ActiveProvider);
        migration.CreateTable("MetricMinutes", t => new
        {
            ContainerId = type.Id(t), Minute = type.Int(t), Run = type.Int(t), Samples = type.Int(t), CoveredMs = type.Int(t),
            CpuAverage = type.Double(t), CpuMax = type.Double(t), MemoryAverage = type.Long(t), MemoryMax = type.Long(t),
            NetworkReceived = type.Long(t), NetworkSent = type.Long(t), BlockRead = type.Long(t), BlockWritten = type.Long(t), PidsMax = type.Int(t),
        }, constraints: t => t.PrimaryKey("PK_MetricMinutes", x => new { x.ContainerId, x.Minute, x.Run }));
        migration.CreateIndex("IX_MetricMinutes_Minute", "MetricMinutes", "Minute");

        migration.CreateTable("MetricHours", t => new
        {
            ContainerId = type.Id(t), Hour = type.Int(t), Samples = type.Int(t), CoveredMs = type.Int(t),
            CpuAverage = type.Double(t), CpuMax = type.Double(t), MemoryAverage = type.Long(t), MemoryMax = type.Long(t),
            NetworkReceived = type.Long(t), NetworkSent = type.Long(t), BlockRead = type.Long(t), BlockWritten = type.Long(t), PidsMax = type.Int(t),
        }, constraints: t => t.PrimaryKey("PK_MetricHours", x => new { x.ContainerId, x.Hour }));
        migration.CreateIndex("IX_MetricHours_Hour", "MetricHours", "Hour");
    }
}
