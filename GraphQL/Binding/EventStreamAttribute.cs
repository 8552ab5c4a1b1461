namespace GraphPlatform.GraphQL.Binding;

/// <summary>What happens when a subscriber does not keep up with its stream.</summary>
public enum StreamOverflow
{
    /// <summary>The source waits: the next event is asked for when the last one was sent. Not for shared streams, where one would hold up all.</summary>
    Wait,

    /// <summary>The subscriber gets an error that says how many events it missed, and its stream ends.</summary>
    Disconnect,

    /// <summary>The subscriber gets the latest event only; what came before it and was not sent is dropped. For states. A new subscriber gets the latest at once.</summary>
    Latest,

    /// <summary>The subscriber gets an event that tells of the gap, and goes on. <see cref="EventStreamAttribute.Gap"/> makes that event.</summary>
    Gap,
}

/// <summary>How the events of a subscription reach many subscribers.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EventStreamAttribute : Attribute
{
    /// <summary>
    /// The events depend on nothing but the arguments: subscribers that give the same arguments share one source, and where the selection asks nothing of the request either,
    /// one execution and one payload. The resolver is still called for each subscriber, so that it can refuse; of the streams it returns only the first is read.
    /// It must therefore check access before it returns the stream, as <c>Task&lt;IAsyncEnumerable&lt;T&gt;&gt;</c>.
    /// </summary>
    public bool Shared { get; set; }

    /// <summary>What happens when a subscriber does not keep up.</summary>
    public StreamOverflow Overflow { get; set; }

    /// <summary>Events that are kept for subscribers which are behind, 2 at least.</summary>
    public int Capacity { get; set; } = 1024;

    /// <summary>Bytes of results that are kept for subscribers which are behind.</summary>
    public long MaxBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>For <see cref="StreamOverflow.Gap"/>: a class with a constructor without parameters that is an <see cref="IStreamGap{T}"/> of the stream's events.</summary>
    public Type? Gap { get; set; }
}

/// <summary>Makes the event that stands for events which a subscriber missed.</summary>
/// <typeparam name="T">The stream's events.</typeparam>
public interface IStreamGap<T>
{
    /// <summary>The event for a gap.</summary>
    /// <param name="lost">How many events are missing.</param>
    /// <param name="lastSeen">The last event that the subscriber got; the default of its type when it had none.</param>
    /// <param name="next">The event that it gets after the gap.</param>
    T Create(long lost, T? lastSeen, T next);
}

/// <summary>An event with a place in its stream. A transport that can resume (server-sent events) shows it to the client.</summary>
public interface ICursorEvent
{
    /// <summary>The place: opaque; null for events that have none.</summary>
    string? Cursor { get; }
}

/// <summary>This string argument of a subscription is a cursor: a client that reconnects by <c>Last-Event-ID</c> resumes there, whatever its document says.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResumeAfterAttribute : Attribute;
