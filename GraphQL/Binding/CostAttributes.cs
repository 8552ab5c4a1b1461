namespace GraphPlatform.GraphQL.Binding;

/// <summary>
/// What a field, an argument that is given, or each object of a type adds to an operation's cost: <c>@cost(weight:)</c> of https://ibm.github.io/graphql-specs/cost-spec.html.
/// Without it a field and an argument add 0, an object 1, a scalar 0.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class CostAttribute : Attribute
{
    /// <summary>Sets the weight, 0 or more.</summary>
    public CostAttribute(double weight) => Weight = weight;

    /// <summary>The weight.</summary>
    public double Weight { get; }
}

/// <summary>
/// How long a list is taken to be when an operation's cost is reckoned: <c>@listSize</c> of https://ibm.github.io/graphql-specs/cost-spec.html.
/// Connections need none: their page arguments are known. Without it a list has <c>GraphQLOptions.AssumedListSize</c> items.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ListSizeAttribute : Attribute
{
    /// <summary>The size when no slicing argument says it; 0 for the option's.</summary>
    public int AssumedSize { get; set; }

    /// <summary>Arguments that say the size; the largest counts.</summary>
    public string[] SlicingArguments { get; set; } = [];

    /// <summary>The size is that of these fields of the returned object, and not of the field itself.</summary>
    public string[] SizedFields { get; set; } = [];

    /// <summary>A document that gives none of the slicing arguments, or several, is refused.</summary>
    public bool RequireOneSlicingArgument { get; set; }
}
