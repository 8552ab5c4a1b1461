using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Rollouts, health, idle and asleep, idempotency keys.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0002_Lifecycle")]
internal sealed class M0002_Lifecycle : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var column = new AddedColumns(migration, ActiveProvider);
        column.Text("Containers", "ServingDeploymentId", nullable: true);
        column.Text("Containers", "SecurityProfileId", nullable: true);
        column.Int("Containers", "HttpPort", nullable: true);
        column.Text("Containers", "Strategy", initial: "Auto");
        column.Long("Containers", "RestartGeneration", initial: 0);
        column.Long("Containers", "StartGeneration", initial: 0);
        column.Time("Containers", "PowerSince");
        column.Text("Containers", "IdleMode", initial: "Auto");
        column.Long("Containers", "IdleAfter");
        column.Long("Containers", "StopAfter");
        column.Time("Containers", "LastUsedAt", required: true);
        column.Time("Containers", "PowerDueAt");
        column.Long("Containers", "BoostBytes", initial: 0);
        column.Time("Containers", "BoostUntil");
        migration.CreateIndex("IX_Containers_PowerDueAt", "Containers", "PowerDueAt");

        column.Bool("Deployments", "AlwaysPull", initial: false);
        column.Text("Deployments", "Status", initial: "Pending");
        column.Text("Deployments", "NotServingBecause", nullable: true);
        column.Text("Deployments", "Strategy", nullable: true);
        column.Time("Deployments", "SettledAt");

        column.Int("Instances", "CpuMillis", nullable: true);
        column.Long("Instances", "MemoryBytes");
        column.Int("Instances", "PidsLimit", nullable: true);
        column.Text("Instances", "Health", initial: "Unknown");
        column.Text("Instances", "HealthReason", nullable: true);
        column.Text("Instances", "Address", nullable: true);
        column.Bool("Instances", "Reachable", initial: true);

        var type = new ColumnTypes(ActiveProvider);
        migration.CreateTable("IdempotentCommands", t => new
        {
            Actor = type.Text(t), Command = type.Text(t), Key = type.Text(t), Fingerprint = type.Text(t), SubjectId = type.Text(t),
            OperationId = type.Text(t, nullable: true), CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_IdempotentCommands", x => new { x.Actor, x.Command, x.Key }));
        migration.CreateIndex("IX_IdempotentCommands_CreatedAt", "IdempotentCommands", "CreatedAt");
    }
}
