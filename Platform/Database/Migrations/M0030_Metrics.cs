using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Minutes and hours of what containers used; alert rules, alerts, and what members are told.</summary>
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
        Alerts(migration, type);
        Notifications(migration, type);
    }

    private static void Alerts(MigrationBuilder migration, ColumnTypes type)
    {
        migration.CreateTable("AlertRules", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), ProjectId = type.Text(t, nullable: true), ContainerId = type.Text(t, nullable: true), Name = type.Text(t),
            Metric = type.Text(t), Comparison = type.Text(t), Threshold = type.Double(t), HeldFor = type.Long(t), Enabled = type.Bool(t),
            CreatedBy = type.Text(t), CreatedAt = type.Time(t), UpdatedAt = type.Time(t), Revision = type.Int(t),
        }, constraints: t => t.PrimaryKey("PK_AlertRules", x => x.Id));
        migration.CreateIndex("IX_AlertRules_OrganizationId_Id", "AlertRules", ["OrganizationId", "Id"]);

        migration.CreateTable("Alerts", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), RuleId = type.Id(t), ContainerId = type.Id(t), State = type.Text(t),
            Since = type.Time(t), SeenAt = type.Time(t), FiredAt = type.Time(t, nullable: true), ClearSince = type.Time(t, nullable: true), ResolvedAt = type.Time(t, nullable: true),
            Value = type.Double(t, nullable: true), Reason = type.Text(t), Revision = type.Int(t),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Alerts", x => x.Id);
            t.ForeignKey("FK_Alerts_AlertRules_RuleId", x => x.RuleId, "AlertRules", "Id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("IX_Alerts_RuleId_ContainerId", "Alerts", ["RuleId", "ContainerId"], unique: true);
        migration.CreateIndex("IX_Alerts_ContainerId_State", "Alerts", ["ContainerId", "State"]);
        migration.CreateIndex("IX_Alerts_OrganizationId_State", "Alerts", ["OrganizationId", "State"]);
    }

    private static void Notifications(MigrationBuilder migration, ColumnTypes type)
    {
        migration.CreateTable("Notifications", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), Kind = type.Text(t), Title = type.Text(t), Text = type.Text(t), SubjectId = type.Text(t), CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_Notifications", x => x.Id));
        migration.CreateIndex("IX_Notifications_OrganizationId_Id", "Notifications", ["OrganizationId", "Id"]);
        migration.CreateIndex("IX_Notifications_CreatedAt", "Notifications", "CreatedAt");

        migration.CreateTable("NotificationReads", t => new
        {
            NotificationId = type.Id(t), UserId = type.Id(t), At = type.Time(t),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_NotificationReads", x => new { x.NotificationId, x.UserId });
            t.ForeignKey("FK_NotificationReads_Notifications_NotificationId", x => x.NotificationId, "Notifications", "Id", onDelete: ReferentialAction.Cascade);
        });
    }
}
