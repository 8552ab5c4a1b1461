using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;
using GraphPlatform.GraphQL.Types.Rules;

namespace GraphPlatform.GraphQL.Sdl;

/// <summary>Directives on definitions follow the rules that they follow in documents: https://spec.graphql.org/September2025/#sec-Validation.Directives</summary>
internal sealed class AppliedDirectives(GraphQLSchema schema, SdlProblems problems)
{
    public void Check(SdlDocument document)
    {
        if (document.Schema is { } schemaDefinition) Place("schema", schemaDefinition.Directives, "SCHEMA");
        foreach (var type in document.Types.Values) Type(type);
        foreach (var directive in document.Directives.Values)
        {
            Inputs($"@{directive.Name}", directive.Inputs, "ARGUMENT_DEFINITION");
            if (Reaches(directive, directive.Name, document, [])) problems.Add($"@{directive.Name} uses itself.", directive.Start);
        }
    }

    private void Type(SdlDefinition type)
    {
        Place(type.Name, type.Directives, type.Kind switch
        {
            TypeSystemKind.Scalar => "SCALAR",
            TypeSystemKind.Object => "OBJECT",
            TypeSystemKind.Interface => "INTERFACE",
            TypeSystemKind.Union => "UNION",
            TypeSystemKind.Enum => "ENUM",
            _ => "INPUT_OBJECT",
        });
        foreach (var field in type.Fields)
        {
            Place($"{type.Name}.{field.Name}", field.Directives, "FIELD_DEFINITION");
            Inputs($"{type.Name}.{field.Name}", field.Arguments, "ARGUMENT_DEFINITION");
        }

        Inputs(type.Name, type.Inputs, "INPUT_FIELD_DEFINITION");
        foreach (var value in type.Values) Place($"{type.Name}.{value.Name}", value.Directives, "ENUM_VALUE");
    }

    private void Inputs(string owner, IEnumerable<InputValueNode> inputs, string location)
    {
        foreach (var input in inputs) Place($"{owner}({input.Name}:)", input.Directives, location);
    }

    private void Place(string place, IEnumerable<DirectiveNode> directives, string location)
    {
        var seen = new HashSet<string>();
        foreach (var node in directives)
        {
            if (schema.FindDirective(node.Name) is not { } directive)
            {
                problems.Add($"{place}: there is no directive @{node.Name}.{Suggestion.For(node.Name, schema.Directives.Select(each => each.Name))}", node.Start);
                continue;
            }

            if (!directive.Locations.Contains(location)) problems.Add($"{place}: @{node.Name} cannot be used on {location}.", node.Start);
            if (!directive.IsRepeatable && !seen.Add(node.Name)) problems.Add($"{place}: @{node.Name} is used twice.", node.Start);
            Arguments(place, node, directive);
        }
    }

    private void Arguments(string place, DirectiveNode node, DirectiveDefinition directive)
    {
        foreach (var argument in problems.Unique(node.Arguments, argument => argument.Name, $"{place}: @{node.Name} is given"))
        {
            if (Array.Find(directive.Arguments, known => known.Name == argument.Name) is { } definition)
                LiteralRules.Check(definition.Type, argument.Value, $"{place}: @{node.Name}({argument.Name}:)", problems.List);
            else
                problems.Add($"{place}: @{node.Name} has no argument {argument.Name}.{Suggestion.For(argument.Name, directive.Arguments.Select(each => each.Name))}", argument.Start);
        }

        foreach (var definition in directive.Arguments)
        {
            if (definition.IsRequired && node.Argument(definition.Name) is null)
                problems.Add($"{place}: @{node.Name} needs the argument {definition.Name} of type {definition.Type}.", node.Start);
        }
    }

    /// <summary>A directive must not be applied to its own arguments, nor to the types of them: https://spec.graphql.org/September2025/#sec-Type-System.Directives.Type-Validation</summary>
    private static bool Reaches(TypeSystemNode from, string wanted, SdlDocument document, HashSet<string> seen)
    {
        if (!seen.Add("@" + from.Name)) return false;
        return InputsReach(from.Inputs, wanted, document, seen);
    }

    private static bool InputsReach(IEnumerable<InputValueNode> inputs, string wanted, SdlDocument document, HashSet<string> seen) =>
        inputs.Any(input => Uses(input.Directives, wanted, document, seen) || TypeReaches(input.Type, wanted, document, seen));

    private static bool TypeReaches(TypeNode node, string wanted, SdlDocument document, HashSet<string> seen)
    {
        while (node is not NamedTypeNode) node = node is NonNullTypeNode nonNull ? nonNull.Type : ((ListTypeNode)node).Item;
        if (!document.Types.TryGetValue(((NamedTypeNode)node).Name, out var type) || !seen.Add(type.Name)) return false;
        return Uses(type.Directives, wanted, document, seen) || InputsReach(type.Inputs, wanted, document, seen)
            || type.Values.Any(value => Uses(value.Directives, wanted, document, seen));
    }

    private static bool Uses(IEnumerable<DirectiveNode> directives, string wanted, SdlDocument document, HashSet<string> seen) =>
        directives.Any(used => used.Name == wanted || document.Directives.TryGetValue(used.Name, out var other) && Reaches(other, wanted, document, seen));
}
