namespace GraphPlatform.Platform.Access;

/// <summary>One thing that is wrong, said so that a person knows what to do.</summary>
/// <param name="Code">The kind of error.</param>
/// <param name="Message">A sentence or two: what is wrong, and what helps.</param>
/// <param name="Path">The input field at fault, from the outside in: <c>ports, 0, hostPort</c>.</param>
public sealed record Problem(ErrorCode Code, string Message, IReadOnlyList<string>? Path = null)
{
    /// <summary>What programs want to know of it, where its kind has more to say.</summary>
    public ProblemDetail? Detail { get; init; }
}

/// <summary>What programs want to know of a problem: each feature has its own.</summary>
public abstract record ProblemDetail;

/// <summary>The one exception for what a caller can do something about. Anything else is a bug, and is masked.</summary>
public sealed class PlatformException : Exception
{
    /// <summary>One problem.</summary>
    public PlatformException(ErrorCode code, string message, params string[] path)
        : this([new Problem(code, message, path.Length == 0 ? null : path)])
    {
    }

    /// <summary>Several problems of one input, all told at once.</summary>
    public PlatformException(IReadOnlyList<Problem> problems)
        : base(problems[0].Message) => Problems = problems;

    /// <summary>What is wrong; at least one.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>The kind of the first problem.</summary>
    public ErrorCode Code => Problems[0].Code;

    /// <summary>Whether the same may succeed later without anyone changing it: the engine was away, not unwilling.</summary>
    public bool Transient { get; init; }

    /// <summary>There is no such thing, or none that the caller may see: the two look the same.</summary>
    public static PlatformException NotFound(string what, string id) =>
        new(ErrorCode.NotFound, $"There is no {what} '{id}', or you may not see it.");
}
