using System.Security.Claims;
using System.Text;
using System.Text.Json;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Tests.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Tests.Subscriptions;

/// <summary>An engine with the subscriptions of a <see cref="Ticker"/>.</summary>
internal sealed class TickerEngine : IAsyncDisposable
{
    private readonly DemoEngine engine;

    public TickerEngine() => engine = new(
        schema => schema.AddTypes(typeof(TickerQueries), typeof(TickerSubscriptions), typeof(Tick)), services => services.AddSingleton(Ticker));

    public Ticker Ticker { get; } = new();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    public async Task<SubscriptionResult> StartAsync(string document, string? user = null, string? variables = null, string? lastEventId = null, CancellationToken ct = default) =>
        await engine.Executor.SubscribeAsync(new GraphQLRequest
        {
            Document = document, Variables = variables is null ? null : JsonDocument.Parse(variables).RootElement, LastEventId = lastEventId,
            User = user is null ? null : new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)])),
        }, ct);

    public async Task<GraphQLResponseStream> SubscribeAsync(string document, string? user = null, string? variables = null, CancellationToken ct = default) =>
        (await StartAsync(document, user, variables, ct: ct)).Events!;

    /// <summary>Sends numbers from 0 on, one by one, so that the execution keeps up and it is the subscriber who does not.</summary>
    public async Task SendAllAsync(int count)
    {
        await Ticker.UntilAsync(t => t.Open == 1);
        for (var i = 0; i < count; i++)
        {
            var before = Ticker.Resolved;
            Ticker.Send(i);
            await Ticker.UntilAsync(t => t.Resolved > before);
        }
    }

    /// <summary>The next result as text; null at the end.</summary>
    public static async Task<string?> NextAsync(GraphQLResponseStream stream)
    {
        while (await stream.WaitToReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)))
            if (stream.TryRead(out var result))
                using (result) return Encoding.UTF8.GetString(result.Utf8Json.Span);
        return null;
    }

    public static async Task<List<string>> ReadAllAsync(GraphQLResponseStream stream)
    {
        var all = new List<string>();
        while (await NextAsync(stream) is { } line) all.Add(line);
        return all;
    }

    public static string Answer(string field, string inner) => "{\"data\":{\"" + field + "\":{" + inner + "}}}";
}
