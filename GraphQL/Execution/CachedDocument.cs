using System.Collections.Concurrent;
using GraphPlatform.GraphQL.Execution.Diagnostics;
using GraphPlatform.GraphQL.Execution.Incremental;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;
using GraphPlatform.GraphQL.Validation;

namespace GraphPlatform.GraphQL.Execution;

/// <summary>A document that was parsed and validated once: either its errors, or its operations with their plans.</summary>
internal sealed class CachedDocument
{
    private readonly GraphQLSchema schema;
    private readonly GraphQLOptions options;
    private readonly DocumentNode? document;
    private readonly ConcurrentDictionary<string, OperationPlan> plans = new(concurrencyLevel: 1, capacity: 1);
    private readonly ConcurrentDictionary<(OperationNode, int), OperationPlan> incremental = new(concurrencyLevel: 1, capacity: 1);
    private OperationPlan? only;
    private long fields;

    private CachedDocument(GraphQLSchema schema, GraphQLOptions options, DocumentNode? document, IReadOnlyList<GraphQLError>? errors) =>
        (this.schema, this.options, this.document, Errors) = (schema, options, document, errors);

    /// <summary>Why the document cannot be executed; null when it can.</summary>
    public IReadOnlyList<GraphQLError>? Errors { get; }

    /// <summary>Whether others are likely to send it: a subscription, whose subscribers share what is made of it.</summary>
    public bool ComesAgain => document is not null && Array.Exists(document.Definitions, each => each is OperationNode { Kind: OperationKind.Subscription });

    /// <summary>Its place in the cache; null until it has one.</summary>
    public DocumentCache.Entry? Entry { get; set; }

    /// <summary>About how many bytes it keeps besides its text: a field is a node, a plan and what belongs to them.</summary>
    public long Weight => 300 * fields + (Errors?.Sum(error => 300L + 2 * error.Message.Length) ?? 0);

    public static CachedDocument Prepare(GraphQLSchema schema, GraphQLOptions options, byte[] bytes)
    {
        if (bytes.Length > options.MaxDocumentBytes)
        {
            return new CachedDocument(schema, options, null,
                [new GraphQLError($"The document has {bytes.Length} bytes; at most {options.MaxDocumentBytes} are allowed.", GraphQLErrorCodes.ParseFailed)]);
        }

        DocumentNode document;
        try
        {
            using var parsing = GraphQLDiagnostics.Measure("parse");
            document = Parser.Parse(bytes, new ParserLimits(options.MaxTokens, options.MaxNesting));
        }
        catch (GraphQLSyntaxException e)
        {
            return new CachedDocument(schema, options, null, [new GraphQLError(e.Message, GraphQLErrorCodes.ParseFailed)
            {
                Locations = [SourceLocation.Of(bytes, e.Position)],
            }]);
        }

        using var validating = GraphQLDiagnostics.Measure("validate");
        var errors = DocumentValidator.Validate(schema, document, options, out var fields);
        // A refused document needs no tree: it is never executed.
        return errors.Count > 0 ? new CachedDocument(schema, options, null, errors) : new CachedDocument(schema, options, document, null) { fields = fields };
    }

    /// <summary>GetOperation(): https://spec.graphql.org/September2025/#GetOperation(). Null with an error when there is no such operation.</summary>
    public OperationPlan? Plan(string? operationName, out GraphQLError? error)
    {
        error = null;
        if (operationName is null && only is not null) return only;
        if (operationName is not null && plans.TryGetValue(operationName, out var known)) return known;
        OperationNode? found = null;
        var count = 0;
        foreach (var definition in document!.Definitions)
        {
            if (definition is not OperationNode operation) continue;
            count++;
            if (operationName is null || operation.Name == operationName) found = operation;
        }

        if (found is null || (operationName is null && count > 1))
        {
            error = new GraphQLError(
                operationName is not null ? $"The document has no operation called \"{operationName}\"."
                : count == 0 ? "The document has no operation." : "The document has several operations: say which one by \"operationName\".",
                GraphQLErrorCodes.BadRequest);
            return null;
        }

        using var planning = GraphQLDiagnostics.Measure("plan");
        var plan = new OperationPlan(schema, document, found, options) { Owner = this };
        // Whoever comes first: plans are compared by identity.
        if (operationName is null) return Interlocked.CompareExchange(ref only, plan, null) ?? plan;
        return plans.GetOrAdd(operationName, plan);
    }

    /// <summary>The plan that delivers in several payloads what the document defers; the same plan when it defers nothing, or not with these variables.</summary>
    public OperationPlan Incremental(OperationPlan plan, VariableValues values, DocumentCache cache)
    {
        if (schema.FindDirective("defer") is null && schema.FindDirective("stream") is null) return plan;
        if (IncrementalChoice.VariablesOf(document!, plan.Operation) is not { } variables) return plan;
        var mask = IncrementalChoice.MaskOf(variables, values);
        if (incremental.TryGetValue((plan.Operation, mask), out var known)) return known;
        var made = new OperationPlan(schema, document!, plan.Operation, options, new IncrementalChoice(mask, variables)) { Owner = this };
        return cache.TryGrow(this, 300 * fields) ? incremental.GetOrAdd((plan.Operation, mask), made) : made;
    }
}
