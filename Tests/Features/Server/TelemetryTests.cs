using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Server;

/// <summary>What monitors get: Prometheus by tokens, and a receiver of OTLP.</summary>
public sealed class TelemetryTests
{
    private const string PlatformToken = "platform-canary-1";

    [SkippableFact]
    public async Task Prometheus_and_otlp_get_what_they_may()
    {
        DockerEngine.Require();
        using var receiver = new OtlpReceiver();
        await using var world = await ServerFixture.StartAsync(new()
        {
            ["GRAPHPLATFORM_Telemetry__MetricsToken"] = PlatformToken,
            ["GRAPHPLATFORM_Telemetry__OtlpEndpoint"] = receiver.Url,
        });
        var id = await world.RunAsync("echo hello; exec sleep 1000");
        await using (var socket = await GraphQLSocket.SubscribeAsync(world.Server.Url, world.Client.AccessToken, "subscription($id: ID!) { containerStats(id: $id) { pids } }", new { id }))
            await socket.UntilAsync(d => d.GetProperty("containerStats").GetProperty("pids").GetInt32() > 0);

        var platform = await ScrapeAsync(world, PlatformToken);
        Assert.Contains("graphplatform_health{component=\"database\"} 1\n", platform, StringComparison.Ordinal);
        Assert.Contains("graphplatform_containers{desired=\"run\",power=\"active\"} 1\n", platform, StringComparison.Ordinal);
        Assert.Contains("# TYPE process_cpu_seconds_total counter\n", platform, StringComparison.Ordinal);
        Assert.DoesNotContain(id, platform, StringComparison.Ordinal);

        var organization = (await world.Client.QueryAsync("query($id: ID!) { project(id: $id) { organization { id } } }", new { id = world.ProjectId })).GetProperty("project").GetProperty("organization").GetProperty("id").GetString()!;
        var made = await world.Client.MutateAsync("createMetricsToken(input: {organizationId: $id, name: \"prometheus\"}) { token metricsToken { id name } }", "$id: ID!", new { id = organization });
        var token = made.GetProperty("token").GetString()!;
        var own = (await ScrapeAsync(world, token))!;
        Assert.Contains($"graphplatform_container_up{{container=\"c1\",container_id=\"{id}\",project=\"demo\",project_id=\"{world.ProjectId}\"}} 1\n", own, StringComparison.Ordinal);
        Assert.DoesNotContain("graphplatform_health", own, StringComparison.Ordinal);
        Assert.All(own.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+({.*})? -?[0-9.eE+-]+)$", line));

        var listed = await world.Client.QueryAsync("query($id: ID!) { node(id: $id) { ... on Organization { metricsTokens { id name } } } }", new { id = organization });
        Assert.Equal("prometheus", listed.GetProperty("node").GetProperty("metricsTokens")[0].GetProperty("name").GetString());
        await world.Client.MutateAsync("deleteMetricsToken(input: {metricsTokenId: $id}) { metricsTokenId }", "$id: ID!", new { id = made.GetProperty("metricsToken").GetProperty("id").GetString() });
        foreach (var refused in new[] { null, token, "", "gpm_x", world.Client.AccessToken }) Assert.Null(await ScrapeAsync(world, refused));

        // A download link is good for whoever has it: no trace tells it. Spans come in the order of their ends.
        var link = (await world.Client.MutateAsync("exportLogs(input: {containerId: $id}) { download { url } }", "$id: ID!", new { id })).GetProperty("download").GetProperty("url").GetString()!;
        using (var http = new HttpClient()) Assert.Contains("hello", await http.GetStringAsync(world.Server.Url + link), StringComparison.Ordinal);
        var later = await world.RunAsync();
        Assert.DoesNotContain(link["/downloads/".Length..], await receiver.UntilAsync("/v1/traces", later), StringComparison.Ordinal);
        await receiver.UntilAsync("/v1/metrics", "graphplatform.log.lines");
    }

    private static async Task<string?> ScrapeAsync(ServerFixture world, string? token)
    {
        using var http = new HttpClient();
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await http.GetAsync(world.Server.Url + "/metrics");
        if (answer.StatusCode == HttpStatusCode.Unauthorized) return null;
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Takes what is posted and remembers it.</summary>
    private sealed class OtlpReceiver : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly ConcurrentDictionary<string, StringBuilder> received = new();
        private readonly SemaphoreSlim arrived = new(0);

        public OtlpReceiver()
        {
            listener.Prefixes.Add(Url + "/");
            listener.Start();
            _ = ReceiveAsync();
        }

        public string Url { get; } = $"http://127.0.0.1:{CaddyServer.FreePort()}";

        /// <summary>Waits until a text has come, and gives all that has.</summary>
        public async Task<string> UntilAsync(string path, string text)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (true)
            {
                if (received.TryGetValue(path, out var all) && all.ToString() is var known && known.Contains(text, StringComparison.Ordinal)) return known;
                await arrived.WaitAsync(patience.Token);
            }
        }

        public void Dispose()
        {
            listener.Close();
            arrived.Dispose();
        }

        private async Task ReceiveAsync()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                    var body = await reader.ReadToEndAsync();
                    received.AddOrUpdate(context.Request.Url!.AbsolutePath, _ => new StringBuilder(body), (_, all) => new StringBuilder(all.ToString() + body));
                    context.Response.Close();
                    arrived.Release();
                }
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
