using GraphPlatform.GraphQL.Execution.Cost;
using GraphPlatform.GraphQL.Execution.Incremental;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>An operation of a valid document, compiled for one schema. Shared by all its runs.</summary>
internal sealed class OperationPlan
{
    private readonly Dictionary<string, FragmentNode> fragments = [];
    private readonly Dictionary<string, int> variableIndexes = [];
    private readonly Lazy<bool> asksOfRequest;
    private readonly Lazy<TimeSpan> timeLimit;
    private CostTerm? cost;
    private int argumentSlots;

    public OperationPlan(GraphQLSchema schema, DocumentNode document, OperationNode operation, GraphQLOptions options, IncrementalChoice? choice = null)
    {
        (Schema, Document, Operation, Options, Choice) = (schema, document, operation, options, choice);
        foreach (var definition in document.Definitions)
            if (definition is FragmentNode fragment) fragments[fragment.Name] = fragment;
        Variables = new VariablePlan[operation.Variables.Length];
        for (var i = 0; i < Variables.Length; i++)
        {
            Variables[i] = new VariablePlan(schema, operation.Variables[i]);
            variableIndexes[Variables[i].Name] = i;
        }

        var root = RootType(schema, operation.Kind)!;
        asksOfRequest = new Lazy<bool>(() => AnyAsks(operation.SelectionSet, RootType(schema, operation.Kind)!, []));
        timeLimit = new Lazy<TimeSpan>(() => OperationTime.LimitOf(this));
        Root = new SelectionSource(this, [new SelectionOccurrence(operation.SelectionSet, [])]).For(root);
        IsIntrospection = operation.Kind == OperationKind.Query && Variables.Length == 0
            && Array.TrueForAll(Root.Fields, field => field.Source.Definition.Name.StartsWith("__", StringComparison.Ordinal));
    }

    public GraphQLSchema Schema { get; }
    public DocumentNode Document { get; }
    public OperationNode Operation { get; }
    public GraphQLOptions Options { get; }

    /// <summary>The document that it belongs to, as it is kept.</summary>
    public CachedDocument? Owner { get; init; }

    /// <summary>What is delivered later; null for a plan whose answer is one response.</summary>
    public IncrementalChoice? Choice { get; }
    public VariablePlan[] Variables { get; }
    public SelectionPlan Root { get; }

    /// <summary>Fields whose arguments depend on variables; grows while abstract types are still being met.</summary>
    public int ArgumentSlots => Volatile.Read(ref argumentSlots);

    /// <summary>Whether a resolver below the root field may ask who asks, so that a result for one subscriber is not one for another.</summary>
    public bool AsksOfRequest => asksOfRequest.Value;

    /// <summary>The answer, once it is known: to a query that asks for nothing but the schema it is always the same.</summary>
    public byte[]? Answer { get; set; }

    /// <summary>Whether the query asks for nothing but the schema, and not by variables.</summary>
    public bool IsIntrospection { get; }

    /// <summary>How long a run may take; zero or less: without end.</summary>
    public TimeSpan TimeLimit => timeLimit.Value;

    /// <summary>What a run may cost at most.</summary>
    public CostTerm Cost => cost ??= OperationCost.Of(this);

    public int NextArgumentSlot() => Interlocked.Increment(ref argumentSlots) - 1;

    public int VariableIndex(string name) => variableIndexes[name];

    public FragmentNode Fragment(string name) => fragments[name];

    /// <summary>Whether one of the fields selected below may ask. By syntax and not by plans: each selection is looked at once for each type, however they are nested.</summary>
    private bool AnyAsks(SelectionSetNode set, NamedType parent, HashSet<(SelectionSetNode, NamedType)> seen)
    {
        if (!seen.Add((set, parent))) return false;
        foreach (var selection in set.Selections)
        {
            var found = selection switch
            {
                InlineFragmentNode inline => AnyAsks(inline.SelectionSet, inline.TypeCondition is null ? parent : Schema.Find(inline.TypeCondition.Name)!, seen),
                FragmentSpreadNode spread => AnyAsks(Fragment(spread.Name).SelectionSet, Schema.Find(Fragment(spread.Name).TypeCondition.Name)!, seen),
                FieldNode field => (parent != Schema.Subscription && Schema.PossibleTypes(parent).Any(type => Schema.FindField(type, field.Name) is { AsksOfRequest: true }))
                    || (field.SelectionSet is not null && AnyAsks(field.SelectionSet, Schema.FindField(parent, field.Name)!.Type.Named, seen)),
                _ => false,
            };
            if (found) return true;
        }

        return false;
    }

    public static ObjectType? RootType(GraphQLSchema schema, OperationKind kind) => kind switch
    {
        OperationKind.Query => schema.Query,
        OperationKind.Mutation => schema.Mutation,
        _ => schema.Subscription,
    };
}
