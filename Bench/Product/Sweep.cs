using System.Diagnostics;
using GraphPlatform.Agent;
using GraphPlatform.Platform;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Operations;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.Bench.Product;

/// <summary>The idle sweep over 100,000 containers in SQLite, of which none, some or all are due. In this process, and nothing is asked of the engine: a sweep only decides.</summary>
internal static class Sweep
{
    private const int Containers = 100_000;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("graphplatform-bench-");
        var clock = new ShiftedClock();
        var settings = new Dictionary<string, string?> { ["Data:Directory"] = folder.FullName };
        await using (var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<TimeProvider>(clock).AddLogging().AddPlatform().AddLocalWorker().BuildServiceProvider())
        {
            await DatabaseSetup.MigrateAsync(services, CancellationToken.None);
            await FillAsync(services, folder.FullName);
            clock.Shift = TimeSpan.FromHours(3);        // since the start of this process nobody has used any
            Console.WriteLine($"idle sweep over {Containers:n0} containers, ms");
            var none = 0.0;
            foreach (var due in new[] { 0, 0, 1000, Containers })
            {
                Execute(folder.FullName, $"UPDATE Containers SET Power = 'Active', PowerDueAt = NULL; UPDATE Containers SET PowerDueAt = 1 WHERE rowid <= {due}");
                var started = Stopwatch.GetTimestamp();
                var said = await services.GetRequiredService<IdlePolicy>().SweepAsync(Caller.System("bench"), CancellationToken.None);
                var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                if (due == 0) none = took;              // the second time: the first compiles the query
                Console.WriteLine($"{due,8} due {took,10:0.0}   {said}");
                if (due == 1000 && took > 1000) none = took;
            }

            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
            return none <= 1000 ? 0 : 1;
        }
    }

    /// <summary>One container is made as users make it, the others are its copies.</summary>
    private static async Task FillAsync(IServiceProvider services, string folder)
    {
        await services.GetRequiredService<WorkerRegistry>().RegisterAsync(Caller.System("bench"), CancellationToken.None);
        const string email = "bench@example.com", password = "correct-horse-battery";
        await services.GetRequiredService<AccountService>().CreateAsync(Caller.System("bench"), email, "Bench", password, administrator: true, CancellationToken.None);
        var sessions = services.GetRequiredService<SessionService>();
        var session = await sessions.SignInAsync(Caller.Anonymous, email, password, SessionKind.Browser, CancellationToken.None);
        var user = await sessions.FromSessionTokenAsync(session.SessionToken!, CancellationToken.None);
        var project = await services.GetRequiredService<ProjectService>().CreateAsync(user, null, "bench", CancellationToken.None);
        var config = new ContainerConfig("app:1") { Lifecycle = new LifecyclePolicy(IdleMode.On) };
        await services.GetRequiredService<ContainerCreation>().CreateAsync(user, new NewContainer(project.Id, "web", config), ChangeTerms.None, CancellationToken.None);
        Execute(folder, "UPDATE Containers SET ObservedGeneration = Generation");
        var columns = Scalar(folder, "SELECT group_concat('\"' || name || '\"', ', ') FROM pragma_table_info('Containers') WHERE name NOT IN ('Id', 'Name', 'Slug')");
        Execute(folder, $"""
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {Containers})
            INSERT INTO Containers (Id, Name, Slug, {columns}) SELECT 'ctr_' || i, 'web-' || i, 'web-' || i, {columns} FROM n, (SELECT {columns} FROM Containers LIMIT 1);
            """);
        var instance = new Dictionary<string, string>
        {
            ["Id"] = "'ins_' || c.Id", ["OrganizationId"] = "c.OrganizationId", ["ContainerId"] = "c.Id", ["DeploymentId"] = "c.DeploymentId", ["Status"] = "'Running'", ["WorkerId"] = "'local'",
            ["Health"] = "'Unknown'", ["CreatedAt"] = "c.CreatedAt",
        };
        foreach (var needed in Scalar(folder, "SELECT group_concat(name) FROM pragma_table_info('Instances') WHERE \"notnull\" = 1").Split(',')) instance.TryAdd(needed, "0");
        Execute(folder, $"INSERT INTO Instances ({string.Join(", ", instance.Keys.Select(k => $"\"{k}\""))}) SELECT {string.Join(", ", instance.Values)} FROM Containers c");
        Execute(folder, "ANALYZE");
    }

    private static string Scalar(string folder, string sql)
    {
        using var connection = Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }

    private static void Execute(string folder, string sql)
    {
        using var connection = Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Directory.GetFiles(folder, "*.db").Single()};Default Timeout=30");
        connection.Open();
        return connection;
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
