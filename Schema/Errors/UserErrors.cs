using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Schema.Errors;

/// <summary>What is wrong with a mutation, so that its caller can do something about it.</summary>
[InterfaceType("UserError")]
public interface IUserError
{
    /// <summary>A sentence or two: what is wrong, and what helps.</summary>
    string Message { get; }

    /// <summary>The kind of error, for programs.</summary>
    ErrorCode Code { get; }

    /// <summary>The input field at fault, from the outside in.</summary>
    IReadOnlyList<string>? Path { get; }
}

/// <summary>The input is wrong.</summary>
[ObjectType]
public sealed record ValidationError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>Nobody is signed in, or the e-mail address or password is wrong.</summary>
[ObjectType]
public sealed record UnauthenticatedError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>The caller may see the object, but not do this with it.</summary>
[ObjectType]
public sealed record ForbiddenError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>There is no such object, or the caller may not know that there is.</summary>
[ObjectType]
public sealed record NotFoundError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>The present state does not allow it.</summary>
[ObjectType]
public sealed record ConflictError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>There is no room for it: on the disk, or in a pool of addresses.</summary>
[ObjectType]
public sealed record CapacityError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>Too many requests; try again later.</summary>
[ObjectType]
public sealed record RateLimitedError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>The container engine refused, or could not be reached.</summary>
[ObjectType]
public sealed record EngineError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;
