using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>What a resolver of a schema from definitions gets.</summary>
public sealed class SdlFieldContext
{
    private readonly RunServices services;

    internal SdlFieldContext(object? parent, IReadOnlyDictionary<string, object?> arguments, ExecutionRun run)
    {
        (Parent, Arguments, services) = (parent, arguments, run.Services);
    }

    /// <summary>The object that the field is of; <see cref="GraphQLRequest.RootValue"/> for a root field.</summary>
    public object? Parent { get; }

    /// <summary>
    /// Coerced arguments by name; one that was not given and has no default is not there. Enum values are their names, lists <c>object?[]</c>,
    /// input objects dictionaries like this one, scalars that the definitions name <see cref="System.Text.Json.JsonElement"/>.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Arguments { get; }

    /// <summary>The request: who asks, its services, and what the host passed along.</summary>
    public GraphQLRequestContext Request => services.Context;

    /// <summary>Ends when the client is gone.</summary>
    public CancellationToken CancellationToken => services.CancellationToken;
}
