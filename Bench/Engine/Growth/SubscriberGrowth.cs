using GraphPlatform.GraphQL;
using GraphPlatform.GraphQL.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Bench.Engine.Growth;

/// <summary>Ten times the subscribers with the same document: one execution all the same, and at most ten times the writes to sockets. Counted, not timed.</summary>
public static class SubscriberGrowth
{
    private const int Beats = 500;

    /// <summary>Runs a server on real sockets for each number of subscribers, and writes what was counted.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        await output.WriteLineAsync($"| subscribers | how {Beats} events come | executions | socket writes | messages |\n|---|---|---|---|---|");
        foreach (var isBurst in new[] { false, true })
        {
            foreach (var subscribers in new[] { 20, 200 })
            {
                var (executions, writes) = await CountAsync(subscribers, isBurst);
                await output.WriteLineAsync(
                    $"| {subscribers} | {(isBurst ? "at once" : "one by one")} | {executions:N0} | {writes:N0} | {subscribers * Beats:N0} |");
            }
        }
    }

    private static async Task<(int Executions, int Writes)> CountAsync(int count, bool isBurst)
    {
        var writes = new WriteCount();
        await using var app = Server(writes);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var heart = app.Services.GetRequiredService<Heart>();
        var subscribers = new BeatSubscriber[count];
        for (var i = 0; i < count; i++) subscribers[i] = await BeatSubscriber.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/graphql" }.Uri);

        // A subscriber is there when it has got a beat: the first ones are published until all have.
        var number = -1;
        var first = Task.WhenAll(subscribers.Select(each => each.NextAsync()));
        while (!first.IsCompleted)
        {
            heart.Beat(number--);
            await Task.WhenAny(first, Task.Delay(50));
        }

        await first;
        heart.Beat(0);
        await Task.WhenAll(subscribers.Select(each => SkipToAsync(each, 0)));

        var (executionsBefore, writesBefore) = (heart.Executions, writes.Total);
        if (isBurst)
        {
            for (var i = 1; i <= Beats; i++) heart.Beat(i);
            await Task.WhenAll(subscribers.Select(each => ReadAsync(each, 1, Beats)));
        }
        else
        {
            for (var i = 1; i <= Beats; i++)
            {
                heart.Beat(i);
                await Task.WhenAll(subscribers.Select(each => ReadAsync(each, i, i)));
            }
        }

        var counted = (heart.Executions - executionsBefore, writes.Total - writesBefore);
        foreach (var subscriber in subscribers) subscriber.Dispose();
        return counted;
    }

    private static WebApplication Server(WriteCount writes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Use(next => connection =>
        {
            connection.Transport = new CountedConnection(connection.Transport, writes);
            return next(connection);
        })));
        builder.Services.AddSingleton<Heart>();
        builder.Services.AddGraphQL(schema => schema.AddTypes(typeof(Queries), typeof(Subscriptions), typeof(Beat)));
        var app = builder.Build();
        app.MapGraphQL();
        return app;
    }

    private static async Task SkipToAsync(BeatSubscriber subscriber, int last)
    {
        while (await subscriber.NextAsync() != last)
        {
        }
    }

    /// <summary>Every beat must come, in order.</summary>
    private static async Task ReadAsync(BeatSubscriber subscriber, int first, int last)
    {
        for (var expected = first; expected <= last; expected++)
            if (await subscriber.NextAsync() is var number && number != expected)
                throw new InvalidOperationException($"Beat {expected} did not come; {number} did.");
    }
}
