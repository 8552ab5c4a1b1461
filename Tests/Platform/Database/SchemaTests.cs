using System.Data.Common;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Database.Migrations;
using GraphPlatform.Platform.Quotas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace GraphPlatform.Tests.Platform.Database;

/// <summary>Migrations are written by hand: what they make is compared with what the model would make.</summary>
public sealed class SchemaTests
{
    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task The_migrations_make_the_schema_of_the_model(DatabaseProvider kind)
    {
        await using var migrated = await TestDatabase.OpenAsync(kind);
        await using var created = await TestDatabase.OpenAsync(kind, migrate: false);
        await using (var db = await created.ContextAsync()) await db.GetService<IRelationalDatabaseCreator>().EnsureCreatedAsync();

        Assert.Equal(await SchemaAsync(created, kind), await SchemaAsync(migrated, kind));
    }

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_was_there_before_gets_quotas_and_slugs(DatabaseProvider kind)
    {
        await using var database = await TestDatabase.OpenAsync(kind, migrate: false);
        await using var db = await database.ContextAsync();
        await ApplyAsync(db, new M0001_Foundation { ActiveProvider = db.Database.ProviderName! }, "0001_Foundation");
        var (time, no) = kind == DatabaseProvider.Sqlite ? ("0", "0") : ("now()", "false");
        await ExecuteAsync(db, $$"""INSERT INTO "Organizations" VALUES ('org_1', 'Old', {{time}})""");
        foreach (var i in new[] { 1, 2 })
        {
            await ExecuteAsync(db, $$"""INSERT INTO "Projects" ("Id", "OrganizationId", "Name", "Subnet", "CreatedAt") VALUES ('prj_{{i}}', 'org_1', 'p{{i}}', '10.{{i}}.0.0/24', {{time}})""");
            await ExecuteAsync(db, $$"""
                INSERT INTO "Containers" ("Id", "OrganizationId", "ProjectId", "Name", "DeploymentId", "Replicas", "CpuMillis", "MemoryBytes", "PidsLimit", "Restart", "StopGrace", "Desired", "Power",
                  "Holds", "Deleting", "DeletingVolumes", "Generation", "ObservedGeneration", "Failures", "CreatedAt", "UpdatedAt", "Revision")
                VALUES ('ctr_00000000000{{i}}', 'org_1', 'prj_{{i}}', 'web', 'dep_{{i}}', 1, 1, 1, 1, 'Always', 0, 'Stop', 'Active', 0, {{no}}, {{no}}, 1, 1, 0, {{time}}, {{time}}, 1)
                """);
        }

        await db.Database.MigrateAsync();
        Assert.Equal(["web", "web-u00000002"], await RowsAsync(db, "SELECT \"Slug\" FROM \"Containers\" ORDER BY \"Id\""));
        var quota = Assert.Single(await db.Set<Quota>().ToListAsync());
        Assert.Equal((2, 5, 4L << 30), (quota.ContainersUsed, quota.ContainersLimit, quota.MemoryLimit));
    }

    [SkippableFact]
    public async Task A_migration_lock_that_a_killed_process_left_does_not_block_the_next_start()
    {
        await using var database = await TestDatabase.OpenAsync();
        await using (var db = await database.ContextAsync())
            await db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2026-01-01')");
        await using var again = await database.ContextAsync();
        await DatabaseSetup.MigrateAsync(new SingleServices(database), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task<string> SchemaAsync(TestDatabase database, DatabaseProvider kind)
    {
        await using var db = await database.ContextAsync();
        await db.Database.OpenConnectionAsync();
        var lines = kind == DatabaseProvider.Sqlite
            ? await RowsAsync(db, """
                SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
                UNION ALL SELECT 'index ' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
                UNION ALL SELECT 'foreign ' || m.name || '.' || f."from" || ' ' || f."table" || ' ' || f.on_delete FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
                """)
            : await RowsAsync(db, """
                SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length::text, '') || ' ' || is_nullable
                  FROM information_schema.columns WHERE table_schema = 'public'
                UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
                UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
                """);
        return string.Join('\n', lines.Where(l => !l.Contains("__EFMigrations", StringComparison.Ordinal) && !l.Contains("sqlite_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary>One migration alone: the migrator finds a target by its name only where ids begin with a date.</summary>
    private static async Task ApplyAsync(PlatformDb db, Migration migration, string id)
    {
        foreach (var command in db.GetService<IMigrationsSqlGenerator>().Generate(migration.UpOperations)) await ExecuteAsync(db, command.CommandText);
        var history = db.GetService<IHistoryRepository>();
        await ExecuteAsync(db, history.GetCreateIfNotExistsScript());
        await ExecuteAsync(db, history.GetInsertScript(new HistoryRow(id, "10.0.0")));
    }

    private static async Task ExecuteAsync(PlatformDb db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> RowsAsync(PlatformDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        Assert.NotEmpty(rows);
        return rows;
    }

    private sealed class SingleServices(TestDatabase database) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            typeof(TestDatabase).GetMethod(nameof(TestDatabase.Get))!.MakeGenericMethod(serviceType).Invoke(database, null);
    }
}
