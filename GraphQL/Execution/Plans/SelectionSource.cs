using System.Collections.Concurrent;
using GraphPlatform.GraphQL.Execution.Incremental;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>A selection set as it occurs in the document, with the directives around it.</summary>
internal readonly record struct SelectionOccurrence(SelectionSetNode Set, InclusionTest[] Tests);

/// <summary>
/// All selection sets of one merged field. Compiled for each object type that turns up: for an interface with many types most never do.
/// https://spec.graphql.org/September2025/#sec-Field-Collection
/// </summary>
internal sealed class SelectionSource(OperationPlan operation, SelectionOccurrence[] occurrences, StreamUsage? stream = null)
{
    // Made when first needed: leaves, which are most fields, never do.
    private ConcurrentDictionary<ObjectType, SelectionPlan>? plans;

    /// <summary>How the list of the field is delivered piece by piece; null when it is not.</summary>
    public StreamUsage? Stream => stream;

    /// <summary>The same selections for the list's items, which may be lists themselves.</summary>
    public SelectionSource OfItems() => new(operation, occurrences);

    public SelectionPlan For(ObjectType type)
    {
        var known = plans ?? LazyInitializer.EnsureInitialized(ref plans, static () => new ConcurrentDictionary<ObjectType, SelectionPlan>(concurrencyLevel: 1, capacity: 1));
        return known.TryGetValue(type, out var plan) ? plan : known.GetOrAdd(type, new FieldCollector(operation, type).Collect(occurrences));
    }
}
