namespace GraphPlatform.GraphQL.Binding;

/// <summary>An input value that tells "not given" from "given as null".</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly struct Optional<T> : IEquatable<Optional<T>>
{
    /// <summary>A given value, which may be null.</summary>
    public Optional(T? value) => (HasValue, Value) = (true, value);

    /// <summary>Whether the client gave a value, be it null.</summary>
    public bool HasValue { get; }

    /// <summary>The value; the default of its type when none was given.</summary>
    public T? Value { get; }

    /// <summary>A given value.</summary>
    public static implicit operator Optional<T>(T? value) => new(value);

    /// <inheritdoc/>
    public bool Equals(Optional<T> other) => HasValue == other.HasValue && EqualityComparer<T?>.Default.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Optional<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HasValue ? HashCode.Combine(Value) : 0;

    /// <summary>Same state and value.</summary>
    public static bool operator ==(Optional<T> left, Optional<T> right) => left.Equals(right);

    /// <summary>Other state or value.</summary>
    public static bool operator !=(Optional<T> left, Optional<T> right) => !left.Equals(right);
}
