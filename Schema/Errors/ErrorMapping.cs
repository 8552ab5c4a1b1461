using System.Text.RegularExpressions;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Quotas;
using GraphPlatform.Platform.Security.Policies;

namespace GraphPlatform.Schema.Errors;

/// <summary>The one place where the platform's errors become the API's.</summary>
internal static partial class ErrorMapping
{
    /// <summary>Errors of a mutation's payload; null for what is a bug.</summary>
    public static IReadOnlyList<object>? Payload(Exception error) =>
        DatabaseErrors.Explain(error) is { } known ? [.. known.Problems.Select(Of)] : null;

    /// <summary>A top-level error outside of payloads; null for what is a bug.</summary>
    public static (string Code, string Message)? TopLevel(Exception error) =>
        DatabaseErrors.Explain(error) is { } known ? (Code(known.Code), known.Message) : null;

    /// <summary>One problem as the type that its kind has.</summary>
    public static IUserError Of(Problem problem) => problem.Code switch
    {
        _ when problem.Detail is SecurityViolation violation => new SecurityViolationError(problem.Message, problem.Code, problem.Path, violation.Rule),
        ErrorCode.Unauthenticated => new UnauthenticatedError(problem.Message, problem.Code, problem.Path),
        ErrorCode.Forbidden => new ForbiddenError(problem.Message, problem.Code, problem.Path),
        ErrorCode.NotFound => new NotFoundError(problem.Message, problem.Code, problem.Path),
        ErrorCode.Conflict => new ConflictError(problem.Message, problem.Code, problem.Path),
        ErrorCode.QuotaExceeded => Quota(problem, problem.Detail as QuotaRefusal),
        ErrorCode.Capacity => new CapacityError(problem.Message, problem.Code, problem.Path),
        ErrorCode.RateLimited => new RateLimitedError(problem.Message, problem.Code, problem.Path),
        ErrorCode.Unavailable => new UnavailableError(problem.Message, problem.Code, problem.Path),
        ErrorCode.Store => new StoreError(problem.Message, problem.Code, problem.Path),
        ErrorCode.Engine or ErrorCode.Internal => new EngineError(problem.Message, problem.Code, problem.Path),
        _ => new ValidationError(problem.Message, problem.Code, problem.Path),
    };

    private static QuotaExceededError Quota(Problem problem, QuotaRefusal? refusal) => new(
        problem.Message, problem.Code, problem.Path, refusal?.Quota, refusal?.Limit, refusal?.Used, refusal?.Requested, refusal?.DeniedBecause);

    private static string Code(ErrorCode code) => WordStart().Replace(code.ToString(), "_$0").ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
