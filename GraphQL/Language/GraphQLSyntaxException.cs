namespace GraphPlatform.GraphQL.Language;

/// <summary>The document is not GraphQL. <see cref="Exception.Message"/> says what was expected.</summary>
public sealed class GraphQLSyntaxException : Exception
{
    /// <summary>An error at a byte of the document.</summary>
    public GraphQLSyntaxException(string message, int position) : base(message) => Position = position;

    /// <summary>Byte offset of the offending token, from 0.</summary>
    public int Position { get; }
}
