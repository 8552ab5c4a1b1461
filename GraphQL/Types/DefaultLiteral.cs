using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types;

/// <summary>Default values as GraphQL text.</summary>
internal static class DefaultLiteral
{
    public static string? Print(InputValueDefinition value) => Of(value) is { } node ? SyntaxPrinter.Print(node) : null;

    public static ValueNode? Of(InputValueDefinition value) => value.DefaultNode ?? (value.HasDefault ? Node(value.Type, value.Default) : null);

    private static ValueNode Node(GraphQLType type, object? value)
    {
        if (value is null) return new NullNode(0);
        return type.Nullable switch
        {
            ListType list => new ListNode(0, Array.ConvertAll((object?[])value, item => Node(list.Of, item))),
            EnumType enumeration => new EnumNode(0, enumeration.FindRuntime(value)?.Name ?? throw new InvalidOperationException($"{value} is no value of {enumeration}.")),
            ScalarType scalar => scalar.ToLiteral(value),
            var other => throw new InvalidOperationException($"{other} cannot have a default."),
        };
    }
}
