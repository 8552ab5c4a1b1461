using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.GraphQL.Binding.Connections;

/// <summary>
/// The arguments of a connection: a parameter of this type becomes <c>first: Int after: Cursor last: Int before: Cursor</c>.
/// The engine has validated them: exactly one of <see cref="First"/> and <see cref="Last"/> has a value.
/// </summary>
/// <param name="First">Items from the start (or after <see cref="After"/>).</param>
/// <param name="After">Only what follows this cursor.</param>
/// <param name="Last">Items from the end (or before <see cref="Before"/>).</param>
/// <param name="Before">Only what precedes this cursor.</param>
public sealed record PageArguments(int? First = null, string? After = null, int? Last = null, string? Before = null)
{
    /// <summary>Items asked for.</summary>
    public int Size => First ?? Last ?? 0;

    /// <summary>Whether the page is counted from the end.</summary>
    public bool Backward => Last is not null;

    /// <summary>Fills in the default size and refuses sizes out of range, both directions at once, and negative numbers (<see cref="GraphQLException"/>).</summary>
    public PageArguments Validate(int max = 100, int @default = 20)
    {
        if (First is not null && Last is not null)
            throw new GraphQLException("Give either \"first\" or \"last\", not both.");
        if ((First ?? Last) is not { } size) return this with { First = @default };
        if (size < 0 || size > max)
            throw new GraphQLException($"\"{(First is null ? "last" : "first")}\" is {size}, but must be between 0 and {max}.");
        return this;
    }
}
