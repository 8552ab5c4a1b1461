using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Database;

/// <summary>Registers the database, and brings it up to date.</summary>
public static class DatabaseSetup
{
    /// <summary>The state database as the options say.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services)
    {
        services.AddOptions<DataOptions>().BindConfiguration("Data").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DatabaseOptions>().BindConfiguration("Database").ValidateDataAnnotations()
            .Validate(o => o.Provider == DatabaseProvider.Sqlite || !string.IsNullOrEmpty(o.ConnectionString), "PostgreSQL needs Database:ConnectionString.")
            .ValidateOnStart();
        services.AddSingleton<DataFolder>().AddSingleton<DiskReserve>();
        services.AddSingleton(p => new WriteLane(p.GetRequiredService<IOptions<DatabaseOptions>>().Value.Provider == DatabaseProvider.Sqlite));
        services.AddPooledDbContextFactory<PlatformDb>((provider, builder) => Configure(
            builder, provider.GetRequiredService<IOptions<DatabaseOptions>>().Value, provider.GetRequiredService<DataFolder>().File("platform.db")));
        services.AddSingleton<StateDatabase>().AddSingleton<InstallationId>();
        return services;
    }

    /// <summary>Applies the migrations that are missing. The data folder's lock is held, so a migration lock that is still there is a dead process's.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken ct)
    {
        services.GetRequiredService<DiskReserve>().Begin();
        await using var db = await services.GetRequiredService<IDbContextFactory<PlatformDb>>().CreateDbContextAsync(ct);
        if (db.Database.IsSqlite()) await ClearDeadLockAsync(db, ct);
        await db.Database.MigrateAsync(ct);

        var installation = await db.Set<Installation>().SingleOrDefaultAsync(ct);
        if (installation is null)
        {
            installation = new Installation(Ids.New("gpi"), services.GetRequiredService<TimeProvider>().GetUtcNow());
            db.Add(installation);
            await db.SaveChangesAsync(ct);
        }

        services.GetRequiredService<InstallationId>().Value = installation.Id;

        // For people and scripts that look at an engine and ask what is whose. Written once: a full disk must not keep the server from starting.
        var file = services.GetRequiredService<DataFolder>().File("installation");
        if (!File.Exists(file) || await File.ReadAllTextAsync(file, ct) != installation.Id) await File.WriteAllTextAsync(file, installation.Id, ct);
    }

    internal static void Configure(DbContextOptionsBuilder builder, DatabaseOptions options, string sqliteFile)
    {
        if (options.Provider == DatabaseProvider.PostgreSql)
        {
            builder.UseNpgsql(options.ConnectionString);
        }
        else
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = sqliteFile, ForeignKeys = true, DefaultTimeout = 30 };
            builder.UseSqlite(connection.ToString()).AddInterceptors(SqlitePragmas.Instance);
        }

        // Hand-written migrations have no model snapshot to compare with; SchemaTests compares the schemas themselves.
        builder.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    private static async Task ClearDeadLockAsync(PlatformDb db, CancellationToken ct)
    {
        var tables = db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'");
        if (await tables.AnyAsync(ct)) await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", ct);
    }
}
