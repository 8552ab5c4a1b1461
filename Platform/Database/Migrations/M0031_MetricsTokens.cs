using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Tokens that organizations' metrics are read with.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0031_MetricsTokens")]
internal sealed class M0031_MetricsTokens : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var type = new ColumnTypes(ActiveProvider);
        migration.CreateTable("MetricsTokens", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), Name = type.Text(t), Hash = type.Text(t), CreatedBy = type.Text(t), CreatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_MetricsTokens", x => x.Id));
        migration.CreateIndex("IX_MetricsTokens_OrganizationId_Id", "MetricsTokens", ["OrganizationId", "Id"]);
        migration.CreateIndex("IX_MetricsTokens_Hash", "MetricsTokens", ["Hash"], unique: true);
    }
}
