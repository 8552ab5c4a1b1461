using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A list whose size must be said is told it once. https://ibm.github.io/graphql-specs/cost-spec.html#sec-requireOneSlicingArgument</summary>
internal sealed class SlicingArguments(ValidationContext context) : ValidationRule(context)
{
    public override void Field(FieldNode field, NamedType? parent, FieldDefinition? definition)
    {
        if (definition?.ListSize is not { RequireOneSlicingArgument: true } size) return;
        var given = field.Arguments.Count(argument => size.SlicingArguments.Contains(argument.Name) && argument.Value is not NullNode);
        if (given != 1) Context.Report($"{parent!.Name}.{field.Name} needs exactly one of its arguments {string.Join(", ", size.SlicingArguments)}.", field);
    }
}
