using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Credentials for registries, and who may use what was pulled with them.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0020_Registries")]
internal sealed class M0020_Registries : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var type = new ColumnTypes(ActiveProvider);
        migration.CreateTable("RegistryCredentials", t => new
        {
            Id = type.Id(t), OrganizationId = type.Text(t), Server = type.Text(t), Username = type.Text(t), SealedPassword = type.Text(t),
            CreatedAt = type.Time(t), UpdatedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_RegistryCredentials", x => x.Id));
        migration.CreateIndex("IX_RegistryCredentials_OrganizationId_Server", "RegistryCredentials", ["OrganizationId", "Server"], unique: true);

        migration.CreateTable("GuardedRegistries", t => new
        {
            Server = type.Text(t), Since = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_GuardedRegistries", x => x.Server));

        migration.CreateTable("ImageGrants", t => new
        {
            OrganizationId = type.Text(t), Reference = type.Text(t), Digest = type.Text(t), Server = type.Text(t), GrantedAt = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_ImageGrants", x => new { x.OrganizationId, x.Reference, x.Digest }));
        migration.CreateIndex("IX_ImageGrants_OrganizationId_Server", "ImageGrants", ["OrganizationId", "Server"]);
    }
}
