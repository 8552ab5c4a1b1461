using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GraphPlatform.Platform.Database.Migrations;

/// <summary>Each container's name below the installation's domain.</summary>
[DbContext(typeof(PlatformDb))]
[Migration("0011_Slugs")]
internal sealed class M0011_Slugs : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        var sqlite = ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite";
        migration.AddColumn<string>("Slug", "Containers", type: sqlite ? "TEXT" : "text", nullable: false, defaultValue: "");

        // The oldest container of a name keeps it; the others get the end of their id, with a letter that no chosen tail has.
        var tail = sqlite ? "substr(\"Id\", -8)" : "right(\"Id\", 8)";
        migration.Sql($"""
            UPDATE "Containers" SET "Slug" = CASE
              WHEN "Id" = (SELECT MIN(o."Id") FROM "Containers" o WHERE o."Name" = "Containers"."Name") THEN "Name"
              ELSE substr("Name", 1, 52) || '-u' || {tail} END
            """);
        migration.CreateIndex("IX_Containers_Slug", "Containers", "Slug", unique: true);
    }
}
