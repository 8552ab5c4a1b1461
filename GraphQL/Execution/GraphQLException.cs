namespace GraphPlatform.GraphQL.Execution;

/// <summary>Thrown by a resolver whose message the client may see. Every other exception is masked unless the application maps it.</summary>
public sealed class GraphQLException : Exception
{
    /// <summary>A field error with this message and <c>extensions.code</c>.</summary>
    public GraphQLException(string message, string code = GraphQLErrorCodes.BadUserInput) : base(message) => Code = code;

    /// <summary>The value of <c>extensions.code</c>.</summary>
    public string Code { get; }
}
