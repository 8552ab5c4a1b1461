using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Domains of organizations' own.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0012_Domains")]
internal sealed class M0012_Domains : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var type = new ColumnTypes(ActiveProvider);
        migration.CreateTable("Domains", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), ContainerId = type.Text(t), Host = type.Text(t), Token = type.Text(t), Status = type.Text(t),
            CreatedAt = type.Time(t), VerifiedAt = type.Time(t, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Domains", x => x.Id));
        migration.CreateIndex("IX_Domains_OrganizationId_Host", "Domains", ["OrganizationId", "Host"], unique: true);
        migration.CreateIndex("IX_Domains_Host_Verified", "Domains", "Host", unique: true, filter: "\"Status\" = 'Verified'");
        migration.CreateIndex("IX_Domains_ContainerId", "Domains", "ContainerId");
    }
}
