using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GraphPlatform.GraphQL.Binding;
using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.GraphQL.Tests.Subscriptions;

/// <summary>A source that the test drives: what it sends, how often it was opened, and how often its events were resolved.</summary>
public sealed class Ticker
{
    private readonly Lock gate = new();
    private readonly List<Channel<Tick>> open = [];
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int opened;
    private int resolved;

    public static AsyncLocal<string?> Ambient { get; } = new();

    public int Opened => Volatile.Read(ref opened);
    public int Resolved => Volatile.Read(ref resolved);
    public int Open
    {
        get
        {
            lock (gate) return open.Count;
        }
    }

    public Task Released => released.Task;

    public void Release() => released.SetResult();

    public void CountResolved() => Interlocked.Increment(ref resolved);

    public async IAsyncEnumerable<Tick> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateUnbounded<Tick>();
        Interlocked.Increment(ref opened);
        lock (gate) open.Add(channel);
        try
        {
            await foreach (var tick in channel.Reader.ReadAllAsync(ct)) yield return tick;
        }
        finally
        {
            lock (gate) open.Remove(channel);
        }
    }

    public void Send(params int[] numbers)
    {
        lock (gate)
            foreach (var channel in open)
                foreach (var number in numbers) channel.Writer.TryWrite(new Tick(number));
    }

    public void End(Exception? failure = null)
    {
        lock (gate)
            foreach (var channel in open) channel.Writer.TryComplete(failure);
    }

    public async Task UntilAsync(Func<Ticker, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds(this)) await Task.Delay(1, limit.Token);
    }
}

/// <summary>An event of the source; a negative number stands for a gap.</summary>
[ObjectType]
public sealed record Tick(int Number) : ICursorEvent
{
    [Ignore]
    public string? Cursor => $"c{Number}";

    /// <summary>What the resolver below counts: how often the event was executed.</summary>
    public int Resolved(Ticker ticker)
    {
        ticker.CountResolved();
        return Number;
    }

    /// <summary>Makes the event large.</summary>
    public string Pad() => new('x', Number < 0 ? 0 : 2000);

    /// <summary>Looks for who began it where it was not told.</summary>
    public string AmbientAsync() => Ticker.Ambient.Value is { } name && Number >= 0 ? name : "nobody";

    /// <summary>Waits until the test lets go.</summary>
    public async Task<int> HeldAsync(Ticker ticker)
    {
        await ticker.Released;
        return Number;
    }

    /// <summary>Waits, then is there.</summary>
    public async Task<int> LateAsync()
    {
        await Task.Delay(Number % 3);
        return Number;
    }

    /// <summary>Is never there for odd numbers.</summary>
    public string Fails() => Number % 2 == 0 ? "even" : throw new GraphQLException("odd", "ODD");

    /// <summary>Asks who asks.</summary>
    public string Seen(GraphQLRequestContext context) => $"{context.User?.Identity?.Name}:{Number}";
}

public sealed class TickGap : IStreamGap<Tick>
{
    public Tick Create(long lost, Tick? lastSeen, Tick next) => new((int)-lost);
}

[QueryType]
public static class TickerQueries
{
    public static string Ping() => "pong";
}

[SubscriptionType]
public static class TickerSubscriptions
{
    [EventStream(Shared = true, Overflow = StreamOverflow.Disconnect, Capacity = 16)]
    public static Task<IAsyncEnumerable<Tick>> Ticks(Ticker ticker, GraphQLRequestContext context, CancellationToken ct, [ResumeAfter] string? after = null, string topic = "a") =>
        context.User?.Identity?.Name == "stranger" ? throw new GraphQLException($"Not for you: {topic}{after}", "FORBIDDEN") : Task.FromResult(ticker.ReadAsync(ct));

    [EventStream(Shared = true, Overflow = StreamOverflow.Disconnect, Capacity = 4096)]
    public static IAsyncEnumerable<Tick?> Maybe(Ticker ticker, CancellationToken ct) => ticker.ReadAsync(ct);

    [EventStream(Shared = true, Overflow = StreamOverflow.Gap, Gap = typeof(TickGap), Capacity = 16)]
    public static IAsyncEnumerable<Tick> Lines(Ticker ticker, CancellationToken ct) => ticker.ReadAsync(ct);

    [EventStream(Shared = true, Overflow = StreamOverflow.Latest, Capacity = 16)]
    public static IAsyncEnumerable<Tick> State(Ticker ticker, CancellationToken ct) => ticker.ReadAsync(ct);

    [EventStream(Overflow = StreamOverflow.Latest, Capacity = 16)]
    public static IAsyncEnumerable<Tick> OwnState(Ticker ticker, CancellationToken ct) => ticker.ReadAsync(ct);

    public static async IAsyncEnumerable<string> Resumed([ResumeAfter] string? after = null)
    {
        await Task.Yield();
        yield return after ?? "nothing";
    }
}
