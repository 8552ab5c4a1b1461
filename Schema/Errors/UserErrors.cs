using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Quotas;

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

/// <summary>A rule of security does not allow it.</summary>
/// <param name="Message">Why, and what helps.</param>
/// <param name="Code">FORBIDDEN.</param>
/// <param name="Path">The input field at fault.</param>
/// <param name="Rule">The rule's name.</param>
[ObjectType]
public sealed record SecurityViolationError(string Message, ErrorCode Code, IReadOnlyList<string>? Path, string Rule) : IUserError;

/// <summary>There is no such object, or the caller may not know that there is.</summary>
[ObjectType]
public sealed record NotFoundError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>The present state does not allow it.</summary>
[ObjectType]
public sealed record ConflictError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>A quota of the organization does not allow it. The figures are there when the refusal is told at once, not in an operation's record.</summary>
/// <param name="Message">What is wrong, and what helps.</param>
/// <param name="Code">QUOTA_EXCEEDED.</param>
/// <param name="Path">The input field at fault.</param>
/// <param name="Quota">Of what there is too little.</param>
/// <param name="Limit">How much there may be: containers, bytes, or thousandths of a core.</param>
/// <param name="Used">How much there is.</param>
/// <param name="Requested">How much more was asked for.</param>
/// <param name="DeniedBecause">Why, in a sentence.</param>
[ObjectType]
public sealed record QuotaExceededError(
    string Message, ErrorCode Code, IReadOnlyList<string>? Path, QuotaDimension? Quota, long? Limit, long? Used, long? Requested, string? DeniedBecause) : IUserError;

/// <summary>There is no room for it: on the disk, or in a pool of addresses.</summary>
[ObjectType]
public sealed record CapacityError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>Too many requests; try again later.</summary>
[ObjectType]
public sealed record RateLimitedError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>The container engine refused, or could not be reached.</summary>
[ObjectType]
public sealed record EngineError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>The store of backups refused, or could not be reached.</summary>
[ObjectType]
public sealed record StoreError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;

/// <summary>The database does not answer; try again in a moment.</summary>
[ObjectType]
public sealed record UnavailableError(string Message, ErrorCode Code, IReadOnlyList<string>? Path) : IUserError;
