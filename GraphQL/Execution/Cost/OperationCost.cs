using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Cost;

/// <summary>
/// Reckons what an operation may cost at most, before it runs: a field costs its weight, those of the arguments that are given, and for each object that it may give the weight of
/// the object's type and what is selected of it. Of fragments that exclude each other the dearest counts. https://ibm.github.io/graphql-specs/cost-spec.html
/// </summary>
internal sealed class OperationCost(GraphQLSchema schema, GraphQLOptions options, Func<string, FragmentNode> fragment)
{
    public static CostTerm Of(OperationPlan plan) =>
        new OperationCost(plan.Schema, plan.Options, plan.Fragment).Selections(plan.Operation.SelectionSet, OperationPlan.RootType(plan.Schema, plan.Operation.Kind)!, null, null);

    private CostTerm Selections(SelectionSetNode set, NamedType parent, string[]? sizedFields, CostTerm? size)
    {
        var always = new List<CostTerm>();
        var sometimes = new List<(NamedType Condition, CostTerm Cost)>();
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field when schema.FindField(parent, field.Name) is { } definition:
                    always.Add(Field(field, definition, sizedFields is not null && sizedFields.Contains(field.Name) ? size : null));
                    break;
                case InlineFragmentNode inline: Add(inline.SelectionSet, inline.TypeCondition is null ? parent : schema.Find(inline.TypeCondition.Name)!); break;
                case FragmentSpreadNode spread when fragment(spread.Name) is { } found: Add(found.SelectionSet, schema.Find(found.TypeCondition.Name)!); break;
            }
        }

        if (sometimes.Count > 0)
            always.Add(CostTerm.Largest([.. schema.PossibleTypes(parent).Select(type => CostTerm.Sum([.. sometimes.Where(each => schema.IsPossible(each.Condition, type)).Select(each => each.Cost)]))]));
        return CostTerm.Sum(always);

        void Add(SelectionSetNode inner, NamedType condition)
        {
            var cost = Selections(inner, condition, sizedFields, size);
            if (condition == parent || !parent.IsAbstract) always.Add(cost);
            else sometimes.Add((condition, cost));
        }
    }

    private CostTerm Field(FieldNode field, FieldDefinition definition, CostTerm? givenSize)
    {
        var type = definition.Type.Named;
        var isList = definition.Type.Nullable is ListType;
        var sized = definition.ListSize;
        var own = sized is null ? null : Size(field, definition, sized);
        var each = new List<CostTerm> { CostTerm.Constant(type.Weight ?? (type.IsComposite ? 1 : 0)) };
        if (field.SelectionSet is not null)
            each.Add(sized is { SizedFields.Length: > 0 } ? Selections(field.SelectionSet, type, sized.SizedFields, own) : Selections(field.SelectionSet, type, null, null));
        var count = !isList ? CostTerm.Constant(1)
            : givenSize ?? (sized is { SizedFields.Length: 0 } ? own! : CostTerm.Constant(options.AssumedListSize));
        var weight = definition.Weight ?? 0;
        foreach (var argument in field.Arguments) weight += definition.Argument(argument.Name)?.Weight ?? 0;
        var whole = CostTerm.Product(count, CostTerm.Sum(each));
        return weight == 0 ? whole : CostTerm.Sum([CostTerm.Constant(weight), whole]);
    }

    private CostTerm Size(FieldNode field, FieldDefinition definition, ListSize sized)
    {
        var sizes = new List<CostTerm>();
        foreach (var name in sized.SlicingArguments)
        {
            if (definition.Argument(name) is not { } argument) continue;
            var otherwise = argument.HasDefault && argument.Default is int given ? given : -1.0;
            switch (Array.Find(field.Arguments, each => each.Name == name)?.Value)
            {
                case IntNode literal: sizes.Add(CostTerm.Constant(int.TryParse(literal.Text, out var value) ? Math.Max(0, value) : int.MaxValue)); break;
                case VariableNode variable: sizes.Add(new SizeTerm(variable.Name, otherwise >= 0 ? otherwise : sized.AssumedSize ?? options.AssumedListSize)); break;
                case null when otherwise >= 0: sizes.Add(CostTerm.Constant(otherwise)); break;
            }
        }

        return sizes.Count > 0 ? CostTerm.Largest(sizes) : CostTerm.Constant(sized.AssumedSize ?? options.AssumedListSize);
    }
}
