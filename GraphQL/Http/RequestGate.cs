using System.Security.Claims;
using GraphPlatform.GraphQL.Budgets;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Persisted;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.GraphQL.Http;

/// <summary>What every transport asks before it runs an operation: which document is meant, and whether whoever asks can afford it.</summary>
internal sealed class RequestGate(GraphQLHttpOptions options, GraphQLExecutor executor, IServiceProvider services)
{
    private readonly PersistedOperations persisted = new(options.Persisted, services.GetService<IPersistedDocumentStore>());
    private readonly IRequestBudget? budget = options.Budget;

    /// <summary>Whether a request needs no asking: it brings its document, any document is run, and nobody counts. So it is with most.</summary>
    public bool IsOpenFor(in RequestBody body) => body.HasDocument && body.PersistedHash is null && budget is null && !persisted.TrustedOnly;

    /// <summary>Either the document to run or the answer instead.</summary>
    public async ValueTask<GateDecision> EnterAsync(RequestBody body, HttpContext context, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            var (document, error) = await persisted.ResolveAsync(body, cancellationToken);
            if (budget is null || error is not null) return new GateDecision(document, error);
            var cost = executor.CostOf(new GraphQLRequest { Document = document, OperationName = body.OperationName, Variables = body.Variables });
            if (!budget.TryCharge(options.BudgetKey(context, user), cost, out var retryAfter)) return OverBudget(retryAfter);
            return new GateDecision(document, error);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The application's store or budget failed.
            return new GateDecision(default, executor.Describe(e, cancellationToken));
        }
    }

    private static GateDecision OverBudget(TimeSpan retryAfter)
    {
        var seconds = (int)Math.Max(1, Math.Ceiling(retryAfter.TotalSeconds));
        return new GateDecision(default, new GraphQLError($"The budget is spent. Try again in {seconds} s.", BudgetErrorCodes.Exceeded) { RetryAfter = seconds });
    }
}

/// <summary>The outcome: <see cref="Refusal"/> is null when the document may be run.</summary>
internal readonly record struct GateDecision(ReadOnlyMemory<byte> Document, GraphQLError? Refusal);
