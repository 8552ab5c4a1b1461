namespace GraphPlatform.Tests.Hosting;

/// <summary>The tests' own PostgreSQL, which Scripts/test starts.</summary>
public static class Postgres
{
    /// <summary>Options of a server whose database is there and nobody else's. The server makes the database; it goes with the tests' own PostgreSQL. Skips the test without one; on CI that is a failure.</summary>
    public static string[] NewDatabase()
    {
        var postgres = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_POSTGRES");
        const string why = "no PostgreSQL: Scripts/test starts one and names it in GRAPHPLATFORM_TEST_POSTGRES";
        Assert.False(postgres is null && Environment.GetEnvironmentVariable("CI") == "true", why);
        Skip.If(postgres is null, why);
        var connection = postgres!.Replace("Database=postgres", "Database=features_" + Guid.CreateVersion7().ToString("N"), StringComparison.Ordinal);
        return ["--Database:Provider", "PostgreSql", "--Database:ConnectionString", connection];
    }
}
