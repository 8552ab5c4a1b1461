using GraphPlatform.Jobs.Cron;
using GraphPlatform.Platform;
using GraphPlatform.Platform.Backups.Policies;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GraphPlatform.Tests.Platform;

/// <summary>The platform on a database of its own: a file, or a fresh database of the PostgreSQL server that <c>GRAPHPLATFORM_TEST_POSTGRES</c> names.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("graphplatform-test-");
    private readonly string? postgresDatabase;
    private readonly ServiceProvider provider;

    private TestDatabase(DatabaseProvider kind, IWorker? worker, Dictionary<string, string?>? more)
    {
        var settings = new Dictionary<string, string?> { ["Data:Directory"] = folder.FullName, ["Database:Provider"] = kind.ToString() };
        foreach (var (name, value) in more ?? []) settings[name] = value;
        if (kind == DatabaseProvider.PostgreSql)
        {
            postgresDatabase = "test_" + Ids.New("tst");
            Execute($"CREATE DATABASE {postgresDatabase}");
            settings["Database:ConnectionString"] = new NpgsqlConnectionStringBuilder(Postgres) { Database = postgresDatabase, Pooling = false }.ToString();
        }

        var services = new ServiceCollection();
        if (worker is not null) services.AddSingleton(worker);
        provider = services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging()
            .AddSingleton<ICronTimes, QuartzCron>()
            .AddPlatform()
            .BuildServiceProvider();
    }

    public TestClock Clock { get; } = new();

    public string Folder => folder.FullName;

    private static string? Postgres => Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_POSTGRES");

    /// <summary>Opens a database; one that is not there is a reason to skip, on CI to fail.</summary>
    public static async Task<TestDatabase> OpenAsync(DatabaseProvider kind = DatabaseProvider.Sqlite, bool migrate = true, IWorker? worker = null, Dictionary<string, string?>? settings = null)
    {
        if (kind == DatabaseProvider.PostgreSql && Postgres is null)
        {
            const string why = "no PostgreSQL: Scripts/test starts one and names it in GRAPHPLATFORM_TEST_POSTGRES";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", why);
            Skip.If(true, why);
        }

        var database = new TestDatabase(kind, worker, settings);
        if (migrate) await DatabaseSetup.MigrateAsync(database.provider, CancellationToken.None);
        return database;
    }

    public T Get<T>() where T : notnull => provider.GetRequiredService<T>();

    public Task<PlatformDb> ContextAsync() => Get<IDbContextFactory<PlatformDb>>().CreateDbContextAsync();

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        if (postgresDatabase is not null) Execute($"DROP DATABASE {postgresDatabase} WITH (FORCE)");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private static void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(Postgres);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
