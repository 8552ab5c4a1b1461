using System.Collections.Concurrent;

namespace GraphPlatform.GraphQL.Types;

/// <summary>A schema, complete and found valid: https://spec.graphql.org/September2025/#sec-Schema. Never changes once built.</summary>
public sealed class GraphQLSchema
{
    private readonly Dictionary<string, NamedType> types;
    private readonly Dictionary<NamedType, HashSet<ObjectType>> possibleTypes = [];
    private readonly IReadOnlyDictionary<Type, ObjectType> runtimeTypes;
    private readonly ConcurrentDictionary<Type, ObjectType?> runtimeLookup = new();

    internal GraphQLSchema(
        ObjectType query, ObjectType? mutation, ObjectType? subscription, IEnumerable<NamedType> types,
        DirectiveDefinition[] directives, IReadOnlyDictionary<Type, ObjectType> runtimeTypes)
    {
        (Query, Mutation, Subscription, Directives) = (query, mutation, subscription, directives);
        this.types = TypeOrder.Of(types, directives).ToDictionary(type => type.Name, StringComparer.Ordinal);
        this.runtimeTypes = runtimeTypes;
        foreach (var type in this.types.Values)
        {
            if (type is UnionType union) possibleTypes[union] = [.. union.Members];
            if (type is InterfaceType) possibleTypes.TryAdd(type, []);
            if (type is not ObjectType member) continue;
            foreach (var implemented in member.Interfaces)
            {
                if (!possibleTypes.TryGetValue(implemented, out var members)) possibleTypes[implemented] = members = [];
                members.Add(member);
            }
        }

        foreach (var field in Introspection.IntrospectionFields.Root(this)) QueryMetaFields[field.Name] = field;
    }

    internal ObjectType Query { get; }
    internal ObjectType? Mutation { get; }
    internal ObjectType? Subscription { get; }

    /// <summary>All named types, introspection's own included.</summary>
    internal IEnumerable<NamedType> Types => InOrder(types.Values);

    /// <summary>What the whole API is for; null when nobody says.</summary>
    public string? Description { get; init; }

    /// <summary>The specification's directives and the schema's own.</summary>
    internal DirectiveDefinition[] Directives { get; }

    /// <summary>Whether introspection shows types in the order of their definitions; else it sorts them by name, as C# has no order of types.</summary>
    internal bool KeepsOrder { get; init; }

    /// <summary><c>__schema</c> and <c>__type</c>.</summary>
    internal Dictionary<string, FieldDefinition> QueryMetaFields { get; } = [];

    internal IEnumerable<T> InOrder<T>(IEnumerable<T> named) where T : NamedType => KeepsOrder ? named : named.OrderBy(type => type.Name, StringComparer.Ordinal);

    internal NamedType? Find(string name) => types.GetValueOrDefault(name);

    internal IReadOnlyCollection<ObjectType> PossibleTypes(NamedType type) => type is ObjectType self ? [self] : possibleTypes[type];

    internal bool IsPossible(NamedType abstractType, ObjectType type) =>
        abstractType == type || possibleTypes.TryGetValue(abstractType, out var members) && members.Contains(type);

    internal DirectiveDefinition? FindDirective(string name) => Array.Find(Directives, directive => directive.Name == name);

    /// <summary>The field as a selection sees it, meta fields included: https://spec.graphql.org/September2025/#sec-Type-Name-Introspection</summary>
    internal FieldDefinition? FindField(NamedType parent, string name)
    {
        if (name == "__typename" && parent.IsComposite) return Introspection.IntrospectionFields.TypeName;
        if (parent is FieldsType fields && fields.Fields.TryGetValue(name, out var field)) return field;
        return parent == Query && QueryMetaFields.TryGetValue(name, out var meta) ? meta : null;
    }

    /// <summary>The object type for an object that a resolver gave where an abstract type was declared.</summary>
    internal ObjectType? FindRuntime(Type runtime) => runtimeLookup.GetOrAdd(runtime, static (type, known) =>
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
            if (known.TryGetValue(candidate, out var found)) return found;
        return null;
    }, runtimeTypes);
}

/// <summary>The schema breaks rules of the specification or of the binding. The message lists every problem.</summary>
public sealed class GraphQLSchemaException : Exception
{
    /// <summary>All problems found, one sentence each.</summary>
    public GraphQLSchemaException(IReadOnlyList<string> problems)
        : base($"The GraphQL schema has {problems.Count} problem(s):\n- {string.Join("\n- ", problems)}") => Problems = problems;

    /// <summary>The problems, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }
}
