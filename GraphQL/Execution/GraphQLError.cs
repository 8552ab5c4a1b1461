using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>An entry of the <c>errors</c> list: https://spec.graphql.org/September2025/#sec-Errors</summary>
public sealed class GraphQLError
{
    /// <summary>An error with its message for people and its code (<c>extensions.code</c>) for programs.</summary>
    public GraphQLError(string message, string code) => (Message, Code) = (message, code);

    /// <summary>What went wrong and what to do about it.</summary>
    public string Message { get; }

    /// <summary>One of <see cref="GraphQLErrorCodes"/> or a code of the application.</summary>
    public string Code { get; }

    /// <summary>Places in the document; empty when there is none.</summary>
    public IReadOnlyList<SourceLocation> Locations { get; init; } = [];

    /// <summary>The response position: field names (string) and list indexes (int). Null for a request error.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    /// <summary><c>extensions.retryAfter</c>, in whole seconds, for what is refused only for now.</summary>
    internal int? RetryAfter { get; init; }

    /// <summary>What the operation may cost, where that is the reason.</summary>
    internal double? Cost { get; init; }

    internal static void WritePath(Utf8Output output, IReadOnlyList<object> path)
    {
        output.Byte((byte)'[');
        for (var i = 0; i < path.Count; i++)
        {
            if (i > 0) output.Byte((byte)',');
            if (path[i] is int index) output.Number(index);
            else output.String((string)path[i]);
        }

        output.Byte((byte)']');
    }

    internal void Write(Utf8Output output)
    {
        output.Raw("{\"message\":"u8);
        output.String(Message);
        if (Locations.Count > 0)
        {
            output.Raw(",\"locations\":["u8);
            for (var i = 0; i < Locations.Count; i++)
            {
                output.Raw(i == 0 ? "{\"line\":"u8 : ",{\"line\":"u8);
                output.Number(Locations[i].Line);
                output.Raw(",\"column\":"u8);
                output.Number(Locations[i].Column);
                output.Byte((byte)'}');
            }

            output.Byte((byte)']');
        }

        if (Path is not null)
        {
            output.Raw(",\"path\":"u8);
            WritePath(output, Path);
        }

        output.Raw(",\"extensions\":{\"code\":"u8);
        output.String(Code);
        if (Cost is { } cost)
        {
            output.Raw(",\"cost\":"u8);
            output.Number(cost);
        }

        if (RetryAfter is { } seconds)
        {
            output.Raw(",\"retryAfter\":"u8);
            output.Number(seconds);
        }

        output.Raw("}}"u8);
    }

    internal static void WriteList(Utf8Output output, IReadOnlyList<GraphQLError> errors)
    {
        output.Raw("\"errors\":["u8);
        for (var i = 0; i < errors.Count; i++)
        {
            if (i > 0) output.Byte((byte)',');
            errors[i].Write(output);
        }

        output.Byte((byte)']');
    }
}

/// <summary>The engine's own values of <c>extensions.code</c>.</summary>
public static class GraphQLErrorCodes
{
    /// <summary>The document is not GraphQL, or breaks a parsing limit.</summary>
    public const string ParseFailed = "GRAPHQL_PARSE_FAILED";

    /// <summary>The document breaks a rule of chapter 5, or a limit of the server.</summary>
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";

    /// <summary>A variable or argument has a value that its type does not take.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";

    /// <summary>The request itself is malformed: no such operation, no document, not JSON.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>The response would be larger than the server sends: ask for less at a time.</summary>
    public const string ResponseTooLarge = "RESPONSE_TOO_LARGE";

    /// <summary>A resolver failed in a way the server does not explain; the message has the id under which it was logged.</summary>
    public const string Internal = "INTERNAL";

    /// <summary>The operation may cost more than is allowed.</summary>
    public const string CostExceeded = "COST_LIMIT_EXCEEDED";

    /// <summary>The operation took longer than is allowed.</summary>
    public const string TimedOut = "TIMED_OUT";
}
