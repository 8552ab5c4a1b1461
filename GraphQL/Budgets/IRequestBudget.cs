namespace GraphPlatform.GraphQL.Budgets;

/// <summary>What each identity may spend. <see cref="RequestBudget"/> counts on this server; a budget that several servers share implements this.</summary>
public interface IRequestBudget
{
    /// <summary>Takes the cost of an operation from an identity's budget, or nothing when there is not enough left. Called from many threads at once.</summary>
    /// <param name="key">Who pays, as <c>GraphQLHttpOptions.BudgetKey</c> says.</param>
    /// <param name="cost">Of the operation; 1 at least.</param>
    /// <param name="retryAfter">When refused: how long until there is enough.</param>
    bool TryCharge(string key, double cost, out TimeSpan retryAfter);
}
