namespace GraphPlatform.GraphQL.Binding;

/// <summary>
/// A field that may take long: an operation that asks for it may run for so much longer than <c>GraphQLOptions.MaxExecutionTime</c>. Fields of a mutation run one after the other, so that
/// their times add up; of a query the longest counts. What ends the field itself in that time is up to its resolver.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class TimeLimitAttribute : Attribute
{
    /// <summary>Sets the time.</summary>
    /// <param name="seconds">Seconds, more than 0.</param>
    public TimeLimitAttribute(int seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        Seconds = seconds;
    }

    /// <summary>Seconds.</summary>
    public int Seconds { get; }
}
