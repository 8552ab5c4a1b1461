using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types;

/// <summary>An argument or a field of an input object: https://spec.graphql.org/September2025/#InputValueDefinition</summary>
internal sealed class InputValueDefinition(string name, GraphQLType type)
{
    private object? defaultValue;
    private bool defaultKnown;

    public string Name { get; } = name;
    public GraphQLType Type { get; } = type;
    /// <summary>The argument, for errors in its value.</summary>
    public InputPlace Place { get; } = new("Argument ", $"\"{name}\"");
    public bool HasDefault { get; init; }

    /// <summary>The default as <see cref="InputCoercion"/> gives it; from <see cref="DefaultNode"/> when there is one, once all types are complete.</summary>
    public object? Default
    {
        get
        {
            if (defaultKnown || DefaultNode is null) return defaultValue;
            // Two threads may both do it: they find the same.
            defaultValue = InputCoercion.FromLiteral(Type, DefaultNode, Place, null);
            Volatile.Write(ref defaultKnown, true);
            return defaultValue;
        }

        init => defaultValue = value;
    }

    /// <summary>The default as it was written; null when it comes from C#.</summary>
    public ValueNode? DefaultNode { get; init; }

    /// <summary>From a coerced value (and whether there was one) to what the C# parameter or property takes.</summary>
    public Func<object?, bool, object?> ToRuntime { get; init; } = static (value, _) => value;

    /// <summary>What giving the argument adds to the cost of an operation.</summary>
    public double? Weight { get; init; }
    public string? DeprecationReason { get; init; }
    public Func<string?>? DescriptionSource { get; init; }
    public string? Description => DescriptionSource?.Invoke();
    public bool IsRequired => Type.IsNonNull && !HasDefault;
}
