namespace GraphPlatform.GraphQL.Budgets;

/// <summary>Values of <c>extensions.code</c> for budgets.</summary>
public static class BudgetErrorCodes
{
    /// <summary>
    /// The identity has spent what it had. <c>extensions.retryAfter</c>, and over HTTP the header <c>Retry-After</c> with status 429, say in how many seconds to come back.
    /// </summary>
    public const string Exceeded = "BUDGET_EXCEEDED";
}
