using GraphPlatform.GraphQL.Execution.Diagnostics;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>What is done before anything is resolved: document → plan (both kept) → variables → cost. https://spec.graphql.org/September2025/#sec-Executing-Requests</summary>
internal sealed class OperationPreparation(GraphQLSchema schema, GraphQLOptions options, ErrorReporter reporter)
{
    private readonly DocumentCache cache = new(options.DocumentCacheSize, options.MaxDocumentCacheBytes);

    /// <summary>The plan with its variables, or null with the answer to a request that is refused.</summary>
    public OperationPlan? Prepare(GraphQLRequest request, out VariableValues? variables, out GraphQLResult? refused)
    {
        variables = null;
        refused = null;
        if (Find(request, out var errors) is { } plan)
        {
            try
            {
                variables = VariableValues.Coerce(plan, request.Variables, out errors);
                if (variables is not null && !double.IsPositiveInfinity(options.MaxCost)) errors = CheckCost(plan.Cost.Of(variables));
                if (errors is null) return plan;
            }
            catch (Exception e)
            {
                // A constructor of the application's input objects threw.
                errors = [Describe(e)];
            }
        }

        refused = GraphQLResult.RequestError(errors!);
        GraphQLDiagnostics.Failed(refused.Errors);
        return null;
    }

    /// <summary>The plan of the operation that is asked for, or null with the reasons why it cannot be run.</summary>
    public OperationPlan? Find(GraphQLRequest request, out IReadOnlyList<GraphQLError>? errors)
    {
        try
        {
            var document = Document(request.Document.Utf8);
            errors = document.Errors;
            if (errors is not null) return null;
            var plan = document.Plan(request.OperationName, out var error);
            if (error is not null) errors = [error];
            return plan;
        }
        catch (Exception e)
        {
            // A plan that cannot be made: the default of a variable whose input object refuses it, for example.
            errors = [Describe(e)];
            return null;
        }
    }

    /// <summary>The plan that delivers later what the document defers, or the same plan.</summary>
    public OperationPlan Incremental(OperationPlan plan, VariableValues variables) => plan.Owner!.Incremental(plan, variables, cache);

    /// <summary>Keeps the answer to a query that always has the same, as long as its document is kept.</summary>
    public void KeepAnswer(OperationPlan plan, GraphQLResult result)
    {
        if (!result.HasErrors && cache.TryGrow(plan.Owner!, result.Utf8Json.Length)) plan.Answer = result.Utf8Json.ToArray();
    }

    private IReadOnlyList<GraphQLError>? CheckCost(double cost) => cost <= options.MaxCost ? null
        : [new GraphQLError($"The operation may cost {cost:0}, and at most {options.MaxCost:0} is allowed: ask for fewer items at a time, or for less of each.", GraphQLErrorCodes.CostExceeded) { Cost = cost }];

    private GraphQLError Describe(Exception exception)
    {
        var (code, message) = reporter.Describe(exception, null, default);
        return new GraphQLError(message, code);
    }

    private CachedDocument Document(ReadOnlyMemory<byte> bytes)
    {
        if (cache.Find(bytes.Span) is { } known)
        {
            GraphQLDiagnostics.DocumentLooked(known: true);
            return known;
        }

        GraphQLDiagnostics.DocumentLooked(known: false);
        var copy = bytes.ToArray();
        var prepared = CachedDocument.Prepare(schema, options, copy);
        return copy.Length <= options.MaxCachedDocumentBytes ? cache.Add(copy, prepared, prepared.ComesAgain) : prepared;
    }
}
