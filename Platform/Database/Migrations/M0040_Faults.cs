using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Volumes that images declare; what a rollback brings back beside the spec; host ports by address; guarded images in the place of guarded registries; where sessions came from; processes that the kernel killed.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0040_Faults")]
internal sealed class M0040_Faults : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var (type, column) = (new ColumnTypes(ActiveProvider), new AddedColumns(migration, ActiveProvider));
        column.Text("Volumes", "DeclaredTarget", nullable: true);
        migration.CreateIndex("IX_Volumes_ContainerId_DeclaredTarget", "Volumes", ["ContainerId", "DeclaredTarget"], unique: true);

        column.Bool("Volumes", "Deleting", initial: false);

        // Until now both were the container's, whichever deployment served.
        column.Int("Deployments", "HttpPort", nullable: true);
        column.Text("Deployments", "SecurityProfileId", nullable: true);
        migration.Sql("""
            UPDATE "Deployments" SET
              "HttpPort" = (SELECT c."HttpPort" FROM "Containers" c WHERE c."Id" = "Deployments"."ContainerId"),
              "SecurityProfileId" = (SELECT c."SecurityProfileId" FROM "Containers" c WHERE c."Id" = "Deployments"."ContainerId" AND c."DeploymentId" = "Deployments"."Id")
            """);

        column.Int("Instances", "MemoryKills");
        column.Time("Instances", "MemoryKilledAt");

        // The key changes, and SQLite changes no keys: the rows move to a new table.
        migration.Sql("""CREATE TABLE "PublishedPortsBefore" AS SELECT * FROM "PublishedPorts" """);
        migration.DropTable("PublishedPorts");
        migration.CreateTable("PublishedPorts", t => new
        {
            WorkerId = type.Text(t), Port = type.Int(t), Protocol = type.Text(t), Address = type.Text(t), ContainerId = type.Text(t),
        }, constraints: t => t.PrimaryKey("PK_PublishedPorts", x => new { x.WorkerId, x.Port, x.Protocol, x.Address }));
        migration.CreateIndex("IX_PublishedPorts_ContainerId", "PublishedPorts", "ContainerId");
        migration.Sql("""
            INSERT INTO "PublishedPorts" ("WorkerId", "Port", "Protocol", "Address", "ContainerId")
            SELECT "WorkerId", "Port", "Protocol", '', "ContainerId" FROM "PublishedPortsBefore"
            """);
        migration.DropTable("PublishedPortsBefore");

        column.Text("Sessions", "Source", nullable: true);
        migration.CreateIndex("IX_Sessions_UserId_Source", "Sessions", ["UserId", "Source"]);

        migration.CreateTable("GuardedImages", t => new
        {
            Server = type.Text(t), Digest = type.Text(t), Since = type.Time(t),
        }, constraints: t => t.PrimaryKey("PK_GuardedImages", x => new { x.Server, x.Digest }));
        migration.Sql("""
            INSERT INTO "GuardedImages" ("Server", "Digest", "Since")
            SELECT r."Server", i."Digest", r."Since" FROM "GuardedRegistries" r JOIN (
              SELECT DISTINCT "Server", "Digest" FROM "ImageGrants"
              UNION SELECT DISTINCT g."Server", w."Digest" FROM "GuardedRegistries" g JOIN "WorkerImages" w
                ON w."Reference" LIKE g."Server" || '/%' OR (g."Server" = 'docker.io' AND w."Reference" NOT LIKE '%.%/%' AND w."Reference" NOT LIKE '%:%/%')
            ) i ON i."Server" = r."Server"
            """);
        migration.DropTable("GuardedRegistries");
    }
}
