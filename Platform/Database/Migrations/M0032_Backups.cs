using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Volumes that are made by name; backups, their schedules, and what was restored.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0032_Backups")]
internal sealed class M0032_Backups : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var type = new ColumnTypes(ActiveProvider);
        new AddedColumns(migration, ActiveProvider).Bool("Volumes", "Named", initial: false);

        migration.CreateTable("Backups", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), ProjectId = type.Text(t), ContainerId = type.Text(t), ContainerName = type.Text(t),
            Trigger = type.Text(t), DueAt = type.Time(t, nullable: true), Status = type.Text(t), Store = type.Text(t, nullable: true), HasObjects = type.Bool(t),
            SizeBytes = type.Long(t), ContentBytes = type.Long(t), Checksum = type.Text(t, nullable: true), PartsJson = type.Text(t, nullable: true),
            KeepUntil = type.Time(t, nullable: true), Failure = type.Text(t, nullable: true), OperationId = type.Text(t), CreatedBy = type.Text(t),
            CreatedAt = type.Time(t), VerifiedAt = type.Time(t, nullable: true), FinishedAt = type.Time(t, nullable: true), Revision = type.Int(t),
        }, constraints: t => t.PrimaryKey("PK_Backups", x => x.Id));
        migration.CreateIndex("IX_Backups_ContainerId_DueAt", "Backups", ["ContainerId", "DueAt"], unique: true);
        migration.CreateIndex("IX_Backups_ContainerId_Id", "Backups", ["ContainerId", "Id"]);
        migration.CreateIndex("IX_Backups_ProjectId_Id", "Backups", ["ProjectId", "Id"]);
        migration.CreateIndex("IX_Backups_OrganizationId_Id", "Backups", ["OrganizationId", "Id"]);
        migration.CreateIndex("IX_Backups_Status_Id", "Backups", ["Status", "Id"]);
        migration.CreateIndex("IX_Backups_KeepUntil", "Backups", "KeepUntil");

        migration.CreateTable("Restores", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), BackupId = type.Text(t), ContainerId = type.Text(t), IsNew = type.Bool(t), Start = type.Bool(t),
            Status = type.Text(t), Failure = type.Text(t, nullable: true), OperationId = type.Text(t), CreatedBy = type.Text(t),
            CreatedAt = type.Time(t), FinishedAt = type.Time(t, nullable: true), Revision = type.Int(t),
        }, constraints: t => t.PrimaryKey("PK_Restores", x => x.Id));
        migration.CreateIndex("IX_Restores_ContainerId_Id", "Restores", ["ContainerId", "Id"]);
        migration.CreateIndex("IX_Restores_BackupId_Status", "Restores", ["BackupId", "Status"]);
        migration.CreateIndex("IX_Restores_Status_Id", "Restores", ["Status", "Id"]);

        migration.CreateTable("BackupPolicies", t => new
        {
            ContainerId = type.Id(t), OrganizationId = type.Text(t), Enabled = type.Bool(t), Every = type.Long(t, nullable: true), Cron = type.Text(t, nullable: true),
            KeepLast = type.Int(t, nullable: true), KeepFor = type.Long(t, nullable: true), NextAt = type.Time(t, nullable: true), UpdatedBy = type.Text(t),
            UpdatedAt = type.Time(t), Revision = type.Int(t),
        }, constraints: t => t.PrimaryKey("PK_BackupPolicies", x => x.ContainerId));
        migration.CreateIndex("IX_BackupPolicies_NextAt", "BackupPolicies", "NextAt");
    }
}
