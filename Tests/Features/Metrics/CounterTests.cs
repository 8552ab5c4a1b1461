using System.Globalization;
using System.Net.Http.Headers;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Metrics;

/// <summary>Counters of a container of which an instance is killed.</summary>
public sealed class CounterTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Counter = "graphplatform_container_network_sent_bytes_total";
    private const string Samples = "subscription($id: ID!) { containerStats(id: $id) { networkSentBytes pids } }";

    private const string Serve = "dd if=/dev/zero of=/tmp/file bs=1k count=256 2>/dev/null; exec httpd -f -p 8080 -h /tmp";
    private const string Fetch = "while true; do wget -q -O /dev/null http://c1:8080/file; usleep 50000; done";

    [SkippableFact]
    public async Task They_never_fall_when_one_of_two_instances_is_killed_and_starts_again()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync(Serve, ", replicas: 2, restart: ALWAYS");
        await fixture.RunAsync(Fetch);
        var token = await TokenAsync();
        var sent = new List<long>();
        await using var socket = await GraphQLSocket.SubscribeAsync(fixture.Server.Url, fixture.Client.AccessToken, Samples, new { id });
        await NextAsync(pids => pids >= 4 && sent[^1] > 4 << 20);
        var scraped = new List<double> { await ScrapeAsync(token, id) };
        await DockerEngine.RunAsync("kill", await fixture.EngineNameAsync(id));

        // One of two is gone, and then it is there again.
        await NextAsync(pids => pids < 4);
        scraped.Add(await ScrapeAsync(token, id));
        var gone = sent[^1];
        await NextAsync(pids => pids >= 4 && sent[^1] > gone + (2 << 20));
        scraped.Add(await ScrapeAsync(token, id));

        Assert.Equal(sent.Order(), sent);
        Assert.Equal(scraped.Order(), scraped);
        Assert.True(sent[0] >= 0);

        // A restart of the server is the only time at which they begin anew: at what is moved from then on.
        await fixture.Server.KillAsync();
        await fixture.Server.StartAgainAsync();
        await using var again = await GraphQLSocket.SubscribeAsync(fixture.Server.Url, fixture.Client.AccessToken, Samples, new { id });
        var first = await again.UntilAsync(_ => true);
        Assert.InRange(first.GetProperty("containerStats").GetProperty("networkSentBytes").GetInt64(), 0, sent[^1] / 2);

        async Task NextAsync(Func<int, bool> isEnough)
        {
            await socket.UntilAsync(data =>
            {
                var sample = data.GetProperty("containerStats");
                sent.Add(sample.GetProperty("networkSentBytes").GetInt64());
                return isEnough(sample.GetProperty("pids").GetInt32());
            }).WaitAsync(TimeSpan.FromMinutes(2));
        }
    }

    private async Task<string> TokenAsync()
    {
        var project = await fixture.Client.QueryAsync("query($id: ID!) { project(id: $id) { organization { id } } }", new { id = fixture.ProjectId });
        var made = await fixture.Client.MutateAsync(
            "createMetricsToken(input: {organizationId: $id, name: \"prometheus\"}) { token }", "$id: ID!", new { id = project.GetProperty("project").GetProperty("organization").GetProperty("id").GetString() });
        return made.GetProperty("token").GetString()!;
    }

    private async Task<double> ScrapeAsync(string token, string id)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var line = (await http.GetStringAsync(fixture.Server.Url + "/metrics")).Split('\n').Single(l => l.StartsWith(Counter + "{", StringComparison.Ordinal) && l.Contains(id, StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}
