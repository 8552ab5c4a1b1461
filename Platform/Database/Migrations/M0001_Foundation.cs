using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Accounts, projects, containers with their deployments and instances, operations, workers and jobs.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0001_Foundation")]
internal sealed class M0001_Foundation : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var type = new ColumnTypes(ActiveProvider);
        Accounts(migration, type);
        Workloads(migration, type);
        Operations(migration, type);
        Platform(migration, type);
    }

    private static void Accounts(MigrationBuilder migration, ColumnTypes type)
    {
        migration.CreateTable("Users", t => new
        {
            Id = type.Id(t), Email = type.Text(t), Name = type.Text(t), PasswordHash = type.Text(t), IsAdministrator = type.Bool(t), CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_Users", x => x.Id));
        migration.CreateIndex("IX_Users_Email", "Users", "Email", unique: true);

        migration.CreateTable("Organizations", t => new
        {
            Id = type.Id(t), Name = type.Text(t), CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_Organizations", x => x.Id));

        migration.CreateTable("Memberships", t => new
        {
            OrganizationId = type.Text(t), UserId = type.Text(t), Role = type.Text(t),
        }, constraints: t => t.PrimaryKey("PK_Memberships", x => new { x.OrganizationId, x.UserId }));
        migration.CreateIndex("IX_Memberships_UserId", "Memberships", "UserId");

        migration.CreateTable("Sessions", t => new
        {
            Id = type.Id(t), UserId = type.Text(t), Kind = type.Text(t), TokenHash = type.Text(t, nullable: true),
            CreatedAt = type.Time(t), ExpiresAt = type.Time(t), EndedAt = type.Time(t, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Sessions", x => x.Id));
        migration.CreateIndex("IX_Sessions_TokenHash", "Sessions", "TokenHash", unique: true);
        migration.CreateIndex("IX_Sessions_ExpiresAt", "Sessions", "ExpiresAt");

        migration.CreateTable("RefreshTokens", t => new
        {
            Hash = type.Text(t), SessionId = type.Text(t), CreatedAt = type.Time(t), UsedAt = type.Time(t, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_RefreshTokens", x => x.Hash));
        migration.CreateIndex("IX_RefreshTokens_SessionId", "RefreshTokens", "SessionId");
    }

    private static void Workloads(MigrationBuilder migration, ColumnTypes type)
    {
        migration.CreateTable("Projects", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), Name = type.Text(t), Subnet = type.Text(t), CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_Projects", x => x.Id));
        migration.CreateIndex("IX_Projects_OrganizationId_Name", "Projects", ["OrganizationId", "Name"], unique: true);
        migration.CreateIndex("IX_Projects_Subnet", "Projects", "Subnet", unique: true);

        migration.CreateTable("Containers", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), ProjectId = type.Id(t), Name = type.Text(t), DeploymentId = type.Text(t),
            Replicas = type.Int(t), CpuMillis = type.Int(t), MemoryBytes = type.Long(t), PidsLimit = type.Int(t), Restart = type.Text(t),
            StopGrace = type.Long(t), Desired = type.Text(t), Power = type.Text(t), Holds = type.Int(t), Deleting = type.Bool(t),
            DeletingVolumes = type.Bool(t), Generation = type.Long(t), ObservedGeneration = type.Long(t), Failure = type.Text(t, nullable: true),
            Failures = type.Int(t), RetryAt = type.Time(t, nullable: true), CreatedAt = type.Time(t), UpdatedAt = type.Time(t), Revision = type.Int(t),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Containers", x => x.Id);
            t.ForeignKey("FK_Containers_Projects_ProjectId", x => x.ProjectId, "Projects", "Id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("IX_Containers_ProjectId_Name", "Containers", ["ProjectId", "Name"], unique: true);
        migration.CreateIndex("IX_Containers_OrganizationId_Id", "Containers", ["OrganizationId", "Id"]);

        migration.CreateTable("Deployments", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), ContainerId = type.Text(t), Number = type.Int(t), SpecJson = type.Text(t),
            ConfigHash = type.Text(t, nullable: true), CreatedBy = type.Text(t), CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_Deployments", x => x.Id));
        migration.CreateIndex("IX_Deployments_ContainerId_Number", "Deployments", ["ContainerId", "Number"], unique: true);

        migration.CreateTable("Instances", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), ContainerId = type.Text(t), DeploymentId = type.Text(t), Index = type.Int(t),
            WorkerId = type.Text(t), Status = type.Text(t), StartedGeneration = type.Long(t), Crashes = type.Int(t),
            NextStartAt = type.Time(t, nullable: true), ExitCode = type.Int(t, nullable: true), OutOfMemory = type.Bool(t),
            CreatedAt = type.Time(t), StartedAt = type.Time(t, nullable: true), FinishedAt = type.Time(t, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Instances", x => x.Id));
        migration.CreateIndex("IX_Instances_ContainerId_Index", "Instances", ["ContainerId", "Index"]);

        migration.CreateTable("Volumes", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), ProjectId = type.Text(t), ContainerId = type.Text(t, nullable: true), Name = type.Text(t),
            CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_Volumes", x => x.Id));
        migration.CreateIndex("IX_Volumes_ProjectId_Name", "Volumes", ["ProjectId", "Name"]);
        migration.CreateIndex("IX_Volumes_ContainerId", "Volumes", "ContainerId");

        migration.CreateTable("PublishedPorts", t => new
        {
            WorkerId = type.Text(t), Port = type.Int(t), Protocol = type.Text(t), ContainerId = type.Text(t),
        }, constraints: t => t.PrimaryKey("PK_PublishedPorts", x => new { x.WorkerId, x.Port, x.Protocol }));
        migration.CreateIndex("IX_PublishedPorts_ContainerId", "PublishedPorts", "ContainerId");
    }

    private static void Operations(MigrationBuilder migration, ColumnTypes type)
    {
        migration.CreateTable("Operations", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), Kind = type.Text(t), SubjectId = type.Text(t), Generation = type.Long(t), Status = type.Text(t),
            StartedBy = type.Text(t), StartedAt = type.Time(t), FinishedAt = type.Time(t, nullable: true), ErrorCode = type.Text(t, nullable: true),
            ErrorMessage = type.Text(t, nullable: true), Revision = type.Int(t),
        }, constraints: t => t.PrimaryKey("PK_Operations", x => x.Id));
        migration.CreateIndex("IX_Operations_SubjectId_Status", "Operations", ["SubjectId", "Status"]);
        migration.CreateIndex("IX_Operations_OrganizationId_Id", "Operations", ["OrganizationId", "Id"]);

        migration.CreateTable("OperationStages", t => new
        {
            OperationId = type.Id(t), Ordinal = type.Int(t), Name = type.Text(t), Status = type.Text(t), StartedAt = type.Time(t, nullable: true),
            FinishedAt = type.Time(t, nullable: true), Detail = type.Text(t, nullable: true), Percent = type.Int(t, nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_OperationStages", x => new { x.OperationId, x.Ordinal });
            t.ForeignKey("FK_OperationStages_Operations_OperationId", x => x.OperationId, "Operations", "Id", onDelete: ReferentialAction.Cascade);
        });
    }

    private static void Platform(MigrationBuilder migration, ColumnTypes type)
    {
        migration.CreateTable("Installation", t => new
        {
            Id = type.Id(t), CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_Installation", x => x.Id));

        migration.CreateTable("SecurityProfiles", t => new
        {
            Id = type.Id(t), Name = type.Text(t), OrganizationId = type.Text(t, nullable: true), AllowRoot = type.Bool(t), WritableRoot = type.Bool(t),
            Capabilities = type.Text(t), CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_SecurityProfiles", x => x.Id));
        migration.CreateIndex("IX_SecurityProfiles_Name", "SecurityProfiles", "Name", unique: true);

        migration.CreateTable("Workers", t => new
        {
            Id = type.Id(t), Name = type.Text(t), CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_Workers", x => x.Id));
        migration.CreateIndex("IX_Workers_Name", "Workers", "Name", unique: true);

        migration.CreateTable("WorkerImages", t => new
        {
            WorkerId = type.Text(t), Digest = type.Text(t), Reference = type.Text(t), PulledAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_WorkerImages", x => new { x.WorkerId, x.Digest, x.Reference }));

        migration.CreateTable("ScheduledJobs", t => new
        {
            Name = type.Text(t), Description = type.Text(t), Interval = type.Long(t), NextRunAt = type.Time(t, nullable: true),
            LastStartedAt = type.Time(t, nullable: true), LastDuration = type.Long(t, nullable: true), LastOutcome = type.Text(t, nullable: true),
            LastMessage = type.Text(t, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_ScheduledJobs", x => x.Name));
    }
}
