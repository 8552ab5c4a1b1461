using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Subscriptions;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>
/// A response: https://spec.graphql.org/September2025/#sec-Response. The bytes are in a pooled buffer:
/// they may be read until <see cref="Dispose"/>, and must not be after it.
/// </summary>
public sealed class GraphQLResult : IDisposable
{
    private Utf8Output? output;
    private byte[]? kept;

    internal GraphQLResult(Utf8Output output, IReadOnlyList<GraphQLError> errors, bool hasData)
    {
        this.output = output;
        (Errors, HasData) = (errors, hasData);
    }

    /// <summary>An answer that is known beforehand, without errors.</summary>
    internal GraphQLResult(byte[] answer)
    {
        kept = answer;
        (Errors, HasData) = ([], true);
    }

    /// <summary>The whole response as UTF-8 JSON: <c>{"data":…,"errors":[…]}</c>.</summary>
    public ReadOnlyMemory<byte> Utf8Json => kept ?? output!.WrittenMemory;

    /// <summary>The errors, also part of <see cref="Utf8Json"/>.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>Whether the response has an <c>errors</c> entry.</summary>
    public bool HasErrors => Errors.Count > 0;

    /// <summary>Whether there is a <c>data</c> entry (it may be null). Without one the request was refused before execution.</summary>
    public bool HasData { get; }

    /// <summary>The place of the event in its stream; null when it has none. See <see cref="Binding.ICursorEvent"/>.</summary>
    public string? Cursor => ((Event is SourceEvent source ? source.Content : Event) as Binding.ICursorEvent)?.Cursor;

    /// <summary>What is delivered after this; null when nothing is.</summary>
    internal List<Incremental.IncrementalJob>? Jobs { get; init; }

    /// <summary>What would have been delivered after this, had its place not become null: to be disposed.</summary>
    internal List<Incremental.IncrementalJob>? DroppedJobs { get; init; }

    /// <summary>A null that must not be has reached the top.</summary>
    internal bool DataIsNull { get; init; }

    /// <summary>The event of a subscription that this is the result of.</summary>
    internal object? Event { get; set; }

    /// <summary>From now on the result is read by many: its bytes leave the pool, and disposing it does nothing.</summary>
    internal void Keep(object? forEvent)
    {
        kept = Utf8Json.ToArray();
        output?.Dispose();
        // The run may use it again.
        output = null;
        Event = forEvent;
    }

    internal static GraphQLResult RequestError(params IReadOnlyList<GraphQLError> errors) => RequestError(null, errors);

    internal static GraphQLResult RequestError(List<Incremental.IncrementalJob>? droppedJobs, params IReadOnlyList<GraphQLError> errors)
    {
        var output = new Utf8Output(512);
        output.Byte((byte)'{');
        GraphQLError.WriteList(output, errors);
        output.Byte((byte)'}');
        return new GraphQLResult(output, errors, hasData: false) { DroppedJobs = droppedJobs };
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => output?.Dispose();
}
