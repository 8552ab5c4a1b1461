using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Quotas of organizations, their history, and what was measured of storage.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0010_Quotas")]
internal sealed class M0010_Quotas : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var type = new ColumnTypes(ActiveProvider);
        migration.CreateTable("Quotas", t => new
        {
            OrganizationId = type.Id(t), ContainersLimit = type.Long(t), ContainersUsed = type.Long(t), MemoryLimit = type.Long(t), MemoryUsed = type.Long(t),
            CpuLimit = type.Long(t), CpuUsed = type.Long(t), StorageLimit = type.Long(t), StorageUsed = type.Long(t),
            StorageMeasuredAt = type.Time(t, nullable: true), ContainersLevel = type.Text(t), MemoryLevel = type.Text(t), CpuLevel = type.Text(t),
            StorageLevel = type.Text(t), Revision = type.Long(t),
        }, constraints: t => t.PrimaryKey("PK_Quotas", x => x.OrganizationId));

        migration.CreateTable("QuotaEvents", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), Dimension = type.Text(t), Actor = type.Text(t), At = type.Time(t),
            FromLimit = type.Long(t, nullable: true), ToLimit = type.Long(t, nullable: true), FromLevel = type.Text(t, nullable: true),
            ToLevel = type.Text(t, nullable: true), Reason = type.Text(t),
        }, constraints: t => t.PrimaryKey("PK_QuotaEvents", x => x.Id));
        migration.CreateIndex("IX_QuotaEvents_OrganizationId_Id", "QuotaEvents", ["OrganizationId", "Id"]);

        migration.CreateTable("StorageUses", t => new
        {
            WorkerId = type.Text(t), SubjectId = type.Text(t), OrganizationId = type.Text(t), Bytes = type.Long(t), MeasuredAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_StorageUses", x => new { x.WorkerId, x.SubjectId }));
        migration.CreateIndex("IX_StorageUses_OrganizationId", "StorageUses", "OrganizationId");
        migration.CreateIndex("IX_StorageUses_SubjectId", "StorageUses", "SubjectId");

        // Organizations that are there already get the defaults of the options; what they use is corrected by the first recalculation.
        migration.Sql("""
            INSERT INTO "Quotas" ("OrganizationId", "ContainersLimit", "ContainersUsed", "MemoryLimit", "MemoryUsed", "CpuLimit", "CpuUsed",
              "StorageLimit", "StorageUsed", "ContainersLevel", "MemoryLevel", "CpuLevel", "StorageLevel", "Revision")
            SELECT o."Id", 5, (SELECT COUNT(*) FROM "Containers" c WHERE c."OrganizationId" = o."Id"), 4294967296, 0, 4000, 0,
              10737418240, 0, 'Ok', 'Ok', 'Ok', 'Ok', 1
            FROM "Organizations" o
            """);
    }
}
