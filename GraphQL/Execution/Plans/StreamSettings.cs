using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>How the events of a subscription field reach its subscribers: its <see cref="EventStreamAttribute"/>.</summary>
internal sealed record StreamSettings(StreamOverflow Overflow = StreamOverflow.Wait, bool Shared = false, int Capacity = 1024, long MaxBytes = 8 * 1024 * 1024, Type? Gap = null)
{
    public static readonly StreamSettings Default = new();

    /// <summary>Events go through a ring, so that the source never waits for a subscriber.</summary>
    public bool IsBuffered => Overflow != StreamOverflow.Wait;

    public static StreamSettings Of(EventStreamAttribute attribute) =>
        new(attribute.Overflow, attribute.Shared, attribute.Capacity, attribute.MaxBytes, attribute.Gap);

    /// <summary>What is wrong with the settings of a stream of events of this type, as the end of a sentence; null when nothing is.</summary>
    public string? Problem(Type eventType, bool checksAccess, bool isTask)
    {
        if (Capacity < 2 || MaxBytes < 1) return "must keep at least 2 events and 1 byte";
        if (Shared && !IsBuffered) return "is shared, so one subscriber must not hold up the others: choose another StreamOverflow than Wait";
        if (Shared && checksAccess && !isTask) return "is shared and takes something of the request: return Task<IAsyncEnumerable<T>>, so that access is checked before the stream begins";
        if (Overflow != StreamOverflow.Gap) return null;
        return Gap is not null && typeof(IStreamGap<>).MakeGenericType(eventType).IsAssignableFrom(Gap) && Gap.GetConstructor(Type.EmptyTypes) is not null
            ? null : $"needs a Gap: a class with a constructor without parameters that is an IStreamGap<{eventType.Name}>";
    }
}
