using System.Text.Json;
using System.Text.Json.Nodes;
using GraphPlatform.Tests.Features.Architecture;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Server;

public sealed class ServerTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_printed_schema_is_the_one_in_the_repository()
    {
        var (code, printed) = await ServerProcess.CommandAsync([], "schema");
        Assert.Equal(0, code);
        Assert.True(await File.ReadAllTextAsync(Path.Combine(House.Root, "schema.graphql")) == printed, "schema.graphql is stale: Scripts/schema prints it anew.");
    }

    [Fact]
    public async Task Jobs_tell_when_they_ran_and_how_it_went()
    {
        JsonElement jobs = default;
        for (var patience = 0; patience < 100; patience++)
        {
            jobs = (await fixture.Client.QueryAsync("{ jobs { name description interval nextRunAt lastRun { startedAt outcome message } } }")).GetProperty("jobs");
            if (jobs.EnumerateArray().All(j => j.GetProperty("lastRun").ValueKind != JsonValueKind.Null)) break;
            await Task.Delay(100);      // Quartz starts its first runs in its own time, and no subscription tells of jobs
        }

        Assert.Equal(["alert-evaluation", "autoscale", "backup-retention", "backup-schedule", "disk-cleanup", "full-reconcile", "health-check", "idempotency-purge", "idle-sweep", "log-retention", "metric-retention", "metric-rollup", "notification-retention", "quota-recalculation", "session-purge", "warm-pool"], jobs.EnumerateArray().Select(j => j.GetProperty("name").GetString()));
        Assert.All(jobs.EnumerateArray(), j => Assert.Equal("SUCCEEDED", j.GetProperty("lastRun").GetProperty("outcome").GetString()));
        Assert.Equal("PT1M", jobs.EnumerateArray().Single(j => j.GetProperty("name").GetString() == "full-reconcile").GetProperty("interval").GetString());
    }

    [Fact]
    public async Task A_made_up_password_is_printed_once_and_works()
    {
        await using var server = await ServerProcess.StartAsync(new() { ["GRAPHPLATFORM_ADMIN_EMAIL"] = "", ["GRAPHPLATFORM_ADMIN_PASSWORD"] = "" });
        var line = server.Output.Single(l => l.StartsWith("The first administrator", StringComparison.Ordinal));
        var words = line.Split(' ');
        using var client = await GraphQLClient.SignInAsync(server.Url, words[4], words[8]);
        await server.KillAsync();
        await server.StartAgainAsync();
        Assert.Single(server.Output, l => l.StartsWith("The first administrator", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lost_password_is_reset_from_the_command_line()
    {
        await using var server = await ServerProcess.StartAsync();
        Assert.Equal(0, await server.StopAsync());
        var (code, printed) = await ServerProcess.CommandAsync(new() { ["GRAPHPLATFORM_PASSWORD"] = "quite-another-one" }, "reset-password", ServerProcess.Email, "--data", server.Data);
        Assert.True(code == 0, printed);
        await server.StartAgainAsync();
        using var client = await GraphQLClient.SignInAsync(server.Url, ServerProcess.Email, "quite-another-one");
    }

    [Fact]
    public async Task An_option_that_makes_no_sense_stops_the_start_with_a_sentence()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ServerProcess.StartAsync(options: ["--Networks:PublishAddress", "everywhere"]));
        Assert.Contains("Networks:PublishAddress", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>An option that is renamed in the code and not in the sample would be silently without effect.</summary>
    [Fact]
    public void The_sample_of_the_settings_names_every_option_with_its_default()
    {
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(House.Root, "appsettings.sample.json")))!.AsObject();
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (section, type) in OptionTypes)
        {
            var defaults = Activator.CreateInstance(type)!;
            foreach (var property in type.GetProperties().Where(p => !p.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))) expected[$"{section}:{property.Name}"] = Text(property.GetValue(defaults));
        }

        var actual = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (section, options) in sample) Flatten(section, options!.AsObject(), actual);
        Assert.Equal(expected, actual);
    }

    private static void Flatten(string section, JsonObject options, SortedDictionary<string, string> into)
    {
        foreach (var (name, value) in options)
        {
            if (OptionTypes.Any(o => o.Section == $"{section}:{name}")) Flatten($"{section}:{name}", value!.AsObject(), into);
            else into[$"{section}:{name}"] = value is null ? "" : value is JsonObject ? value.ToJsonString() : value.ToString();
        }
    }

    private static IEnumerable<(string Section, Type Type)> OptionTypes =>
        new[] { "Platform", "Agent" }.SelectMany(a => System.Reflection.Assembly.Load("GraphPlatform." + a).GetExportedTypes())
            .Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal)).Select(t => (Section(t.Name), t));

    private static string Section(string type) => type switch
    {
        "AccountOptions" => "Accounts",
        "BackupOptions" => "Backups",
        "S3Options" => "Backups:S3",
        "ContainerOptions" => "Containers",
        "NetworkOptions" => "Networks",
        "FileOptions" => "Files",
        "LogOptions" => "Logs",
        "MetricOptions" => "Metrics",
        "AlertOptions" => "Alerts",
        "NotificationOptions" => "Notifications",
        "PoolOptions" => "Pools",
        "QuotaOptions" => "Quotas",
        "TerminalOptions" => "Terminals",
        _ => type[..^"Options".Length],
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        System.Collections.IDictionary map => JsonSerializer.Serialize(map),
        bool flag => flag ? "true" : "false",        // as JSON writes it
        _ => value.ToString()!,
    };
}
