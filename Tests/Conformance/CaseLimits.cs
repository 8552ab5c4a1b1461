using GraphPlatform.GraphQL.Execution;

namespace GraphPlatform.Tests.Conformance;

/// <summary>Cases are trusted to be cases: no limit of the engine holds but those of the stack.</summary>
internal static class CaseLimits
{
    /// <summary>Room for <see cref="Nesting"/> levels wherever the engine recurses; pages that no one touches cost nothing.</summary>
    public const int StackBytes = 512 * 1024 * 1024;

    public const int Nesting = 10_000;

    /// <summary>Of a line: .NET reads JSON in time that grows with the square of its nesting.</summary>
    public const int JsonNesting = 2 * Nesting;

    /// <summary>A longer line is answered with an error.</summary>
    public const int LineBytes = 256 * 1024 * 1024;

    public static GraphQLOptions Options() => new()
    {
        MaxDocumentBytes = int.MaxValue,
        MaxTokens = int.MaxValue,
        MaxNesting = Nesting,
        MaxDepth = int.MaxValue,
        MaxFields = int.MaxValue,
        // Not off: there are documents of a kilobyte that would take hours.
        MaxMergedSelections = 20_000_000,
        MaxAliases = int.MaxValue,
        MaxDirectives = int.MaxValue,
        MaxListNesting = Nesting,
        MaxValidationErrors = 1_000,
        MaxIntrospectionLists = int.MaxValue,
        MaxResponseBytes = int.MaxValue,
        MaxCost = double.PositiveInfinity,
        MaxExecutionTime = TimeSpan.Zero,
        SlowOperationTime = TimeSpan.Zero,
        // Cases are seldom the same twice, and there are many schemas.
        DocumentCacheSize = 10,
        MaxDocumentCacheBytes = 1024 * 1024,
    };
}
