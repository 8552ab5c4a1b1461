using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation;

/// <summary>Where a variable is used: the type that is wanted there, and whether the place has a default or is a field of a oneOf input.</summary>
internal readonly record struct VariableUsage(VariableNode Node, GraphQLType? Type, bool HasDefault, bool InOneOf);

/// <summary>What the rules share: the schema, the document, what the walk found so far, and the errors.</summary>
internal sealed class ValidationContext
{
    /// <summary>Of a name that is used a thousand times, a few places are enough.</summary>
    private const int MaxLocations = 4;

    private readonly List<GraphQLError> errors = [];
    private readonly Dictionary<DefinitionNode, List<DefinitionNode>> reaches = [];

    public ValidationContext(GraphQLSchema schema, DocumentNode document, GraphQLOptions options)
    {
        (Schema, Document, Options) = (schema, document, options);
        foreach (var definition in document.Definitions)
            if (definition is FragmentNode fragment) Fragments.TryAdd(fragment.Name, fragment);
    }

    public GraphQLSchema Schema { get; }
    public DocumentNode Document { get; }
    public GraphQLOptions Options { get; }
    public Dictionary<string, FragmentNode> Fragments { get; } = [];

    /// <summary>Variables used directly in an operation or fragment.</summary>
    public Dictionary<DefinitionNode, List<VariableUsage>> Usages { get; } = [];

    /// <summary>Fragments spread directly in an operation or fragment.</summary>
    public Dictionary<DefinitionNode, List<FragmentSpreadNode>> Spreads { get; } = [];

    public IReadOnlyList<GraphQLError> Errors => errors;

    /// <summary>Fields of all operations once fragments are written out; set by the limits.</summary>
    public long ExpandedFields { get; set; }

    public bool IsFull => errors.Count >= Options.MaxValidationErrors;

    public void Report(string message, params ReadOnlySpan<SyntaxNode> nodes)
    {
        if (IsFull) return;
        var locations = new SourceLocation[Math.Min(nodes.Length, MaxLocations)];
        for (var i = 0; i < locations.Length; i++) locations[i] = Document.LocationOf(nodes[i].Start);
        errors.Add(new GraphQLError(message, GraphQLErrorCodes.ValidationFailed) { Locations = locations });
    }

    /// <summary>An operation or fragment with all fragments that it reaches, each once. For rules that come after the walk.</summary>
    public IReadOnlyList<DefinitionNode> Reach(DefinitionNode start)
    {
        if (reaches.TryGetValue(start, out var known)) return known;
        var reached = new List<DefinitionNode> { start };
        var seen = new HashSet<string>();
        for (var i = 0; i < reached.Count; i++)
        {
            if (!Spreads.TryGetValue(reached[i], out var spreads)) continue;
            foreach (var spread in spreads)
                if (seen.Add(spread.Name) && Fragments.TryGetValue(spread.Name, out var fragment)) reached.Add(fragment);
        }

        return reaches[start] = reached;
    }
}
