using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Required arguments are given. https://spec.graphql.org/September2025/#sec-Required-Arguments</summary>
internal sealed class RequiredArguments(ValidationContext context) : ValidationRule(context)
{
    public override void Arguments(SyntaxNode owner, string ownerName, ArgumentNode[] arguments, InputValueDefinition[]? known)
    {
        foreach (var definition in known ?? [])
        {
            if (definition.IsRequired && !Array.Exists(arguments, argument => argument.Name == definition.Name))
                Context.Report($"{ownerName} needs the argument \"{definition.Name}\" of type {definition.Type}.", owner);
        }
    }
}
