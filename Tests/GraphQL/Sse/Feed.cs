using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.GraphQL.Tests.Sse;

/// <summary>What the test lets a subscription say, and what it knows of it.</summary>
public sealed class Feed
{
    public Channel<string> Lines { get; } = Channel.CreateUnbounded<string>();
    public TaskCompletionSource Subscribed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public int Flooded { get; set; }
}

[QueryType]
public static class FeedQueries
{
    public static JsonElement Pretty() => JsonDocument.Parse("{\n  \"a\": 1,\r\n\"b\": \"c\\nd\"\n}").RootElement;
}

[SubscriptionType]
public static class FeedSubscriptions
{
    public static async IAsyncEnumerable<string> Lines(Feed feed, [EnumeratorCancellation] CancellationToken ct = default)
    {
        try
        {
            feed.Subscribed.TrySetResult();
            await foreach (var line in feed.Lines.Reader.ReadAllAsync(ct)) yield return line;
        }
        finally
        {
            feed.Ended.TrySetResult();
        }
    }

    /// <summary>Nothing, until it is cancelled.</summary>
    public static async IAsyncEnumerable<int> Never([EnumeratorCancellation] CancellationToken ct = default)
    {
        await Task.Delay(Timeout.Infinite, ct);
        yield return 0;
    }

    public static async IAsyncEnumerable<int> BadCallback([EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var registration = ct.Register(() => throw new InvalidOperationException("secret"));
        yield return 1;
        await Task.Delay(Timeout.Infinite, ct);
    }

    /// <summary>One line of 100 kB after another.</summary>
    public static async IAsyncEnumerable<string> Flood(Feed feed, [EnumeratorCancellation] CancellationToken ct = default)
    {
        try
        {
            while (true)
            {
                await Task.Yield();
                ct.ThrowIfCancellationRequested();
                feed.Flooded++;
                yield return new string('x', 100_000);
            }
        }
        finally
        {
            feed.Ended.TrySetResult();
        }
    }
}
