using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation;

/// <summary>Visits every node once with its types, for all rules at the same time.</summary>
internal sealed class DocumentWalker(ValidationContext context, ValidationRule[] rules)
{
    private readonly GraphQLSchema schema = context.Schema;
    private List<VariableUsage> usages = [];
    private List<FragmentSpreadNode> spreads = [];

    public void Walk()
    {
        foreach (var definition in context.Document.Definitions)
        {
            context.Usages[definition] = usages = [];
            context.Spreads[definition] = spreads = [];
            switch (definition)
            {
                case OperationNode operation: Operation(operation); break;
                case FragmentNode fragment: Fragment(fragment); break;
                default:
                    foreach (var rule in rules) rule.Other(definition);
                    break;
            }

            if (context.IsFull) return;
        }

        foreach (var rule in rules) rule.End();
    }

    private void Operation(OperationNode operation)
    {
        foreach (var rule in rules) rule.Operation(operation);
        foreach (var variable in operation.Variables)
        {
            var type = VariablePlan.Resolve(schema, variable.Type);
            foreach (var rule in rules) rule.Variable(variable, type);
            if (variable.DefaultValue is not null) Value(variable.DefaultValue, type is { IsInput: true } ? type : null, false, false);
            Directives(variable.Directives, "VARIABLE_DEFINITION");
        }

        Directives(operation.Directives, operation.Kind switch
        {
            OperationKind.Query => "QUERY",
            OperationKind.Mutation => "MUTATION",
            _ => "SUBSCRIPTION",
        });
        Selections(operation.SelectionSet, OperationPlan.RootType(schema, operation.Kind));
    }

    private void Fragment(FragmentNode fragment)
    {
        foreach (var rule in rules) rule.Fragment(fragment);
        Directives(fragment.Directives, "FRAGMENT_DEFINITION");
        Selections(fragment.SelectionSet, Composite(fragment.TypeCondition));
    }

    private NamedType? Composite(NamedTypeNode node) => schema.Find(node.Name) is { IsComposite: true } type ? type : null;

    private void Selections(SelectionSetNode set, NamedType? parent)
    {
        foreach (var selection in set.Selections)
        {
            if (context.IsFull) return;
            switch (selection)
            {
                case FieldNode field:
                    Field(field, parent);
                    break;
                case InlineFragmentNode inline:
                    foreach (var rule in rules) rule.InlineFragment(inline, parent);
                    Directives(inline.Directives, "INLINE_FRAGMENT");
                    Selections(inline.SelectionSet, inline.TypeCondition is null ? parent : Composite(inline.TypeCondition));
                    break;
                case FragmentSpreadNode spread:
                    spreads.Add(spread);
                    foreach (var rule in rules) rule.Spread(spread, parent);
                    Directives(spread.Directives, "FRAGMENT_SPREAD");
                    break;
            }
        }
    }

    private void Field(FieldNode field, NamedType? parent)
    {
        var definition = parent is null ? null : schema.FindField(parent, field.Name);
        foreach (var rule in rules) rule.Field(field, parent, definition);
        Arguments(field, $"{parent?.Name}.{field.Name}", field.Arguments, definition?.Arguments);
        Directives(field.Directives, "FIELD");
        if (field.SelectionSet is not null) Selections(field.SelectionSet, definition?.Type.Named is { IsComposite: true } type ? type : null);
    }

    private void Directives(DirectiveNode[] directives, string location)
    {
        if (directives.Length == 0) return;
        foreach (var rule in rules) rule.Directives(directives, location);
        foreach (var directive in directives) Arguments(directive, $"@{directive.Name}", directive.Arguments, schema.FindDirective(directive.Name)?.Arguments);
    }

    private void Arguments(SyntaxNode owner, string ownerName, ArgumentNode[] arguments, InputValueDefinition[]? known)
    {
        foreach (var rule in rules) rule.Arguments(owner, ownerName, arguments, known);
        foreach (var argument in arguments)
        {
            if (context.IsFull) return;
            var definition = known is null ? null : Array.Find(known, candidate => candidate.Name == argument.Name);
            Value(argument.Value, definition?.Type, definition?.HasDefault ?? false, false);
        }
    }

    private void Value(ValueNode value, GraphQLType? type, bool hasDefault, bool inOneOf)
    {
        if (context.IsFull) return;
        if (value is VariableNode variable) usages.Add(new VariableUsage(variable, type, hasDefault, inOneOf));
        foreach (var rule in rules) rule.Value(value, type);
        switch (value)
        {
            case ListNode list:
                var itemType = type?.Nullable is ListType listType ? listType.Of : null;
                foreach (var item in list.Items) Value(item, itemType, false, false);
                break;
            case ObjectNode literal:
                var input = type?.Named as InputObjectType;
                foreach (var field in literal.Fields)
                {
                    InputValueDefinition? definition = null;
                    input?.Fields.TryGetValue(field.Name, out definition);
                    Value(field.Value, definition?.Type, definition?.HasDefault ?? false, input?.IsOneOf ?? false);
                }

                break;
        }
    }
}
