using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>An operation of a valid document, compiled for one schema. Shared by all its runs.</summary>
internal sealed class OperationPlan
{
    private readonly Dictionary<string, FragmentNode> fragments = [];
    private readonly Dictionary<string, int> variableIndexes = [];
    private int argumentSlots;

    public OperationPlan(GraphQLSchema schema, DocumentNode document, OperationNode operation, GraphQLOptions options)
    {
        (Schema, Document, Operation, Options) = (schema, document, operation, options);
        foreach (var definition in document.Definitions)
            if (definition is FragmentNode fragment) fragments[fragment.Name] = fragment;
        Variables = new VariablePlan[operation.Variables.Length];
        for (var i = 0; i < Variables.Length; i++)
        {
            Variables[i] = new VariablePlan(schema, operation.Variables[i]);
            variableIndexes[Variables[i].Name] = i;
        }

        var root = RootType(schema, operation.Kind)!;
        Root = new SelectionSource(this, [new SelectionOccurrence(operation.SelectionSet, [])]).For(root);
    }

    public GraphQLSchema Schema { get; }
    public DocumentNode Document { get; }
    public OperationNode Operation { get; }
    public GraphQLOptions Options { get; }
    public VariablePlan[] Variables { get; }
    public SelectionPlan Root { get; }

    /// <summary>Fields whose arguments depend on variables; grows while abstract types are still being met.</summary>
    public int ArgumentSlots => Volatile.Read(ref argumentSlots);

    public int NextArgumentSlot() => Interlocked.Increment(ref argumentSlots) - 1;

    public int VariableIndex(string name) => variableIndexes[name];

    public FragmentNode Fragment(string name) => fragments[name];

    public static ObjectType? RootType(GraphQLSchema schema, OperationKind kind) => kind switch
    {
        OperationKind.Query => schema.Query,
        OperationKind.Mutation => schema.Mutation,
        _ => schema.Subscription,
    };
}
