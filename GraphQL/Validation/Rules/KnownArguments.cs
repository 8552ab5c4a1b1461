using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Arguments are defined by their field or directive. https://spec.graphql.org/September2025/#sec-Argument-Names</summary>
internal sealed class KnownArguments(ValidationContext context) : ValidationRule(context)
{
    public override void Arguments(SyntaxNode owner, string ownerName, ArgumentNode[] arguments, InputValueDefinition[]? known)
    {
        if (known is null) return;
        foreach (var argument in arguments)
        {
            if (!Array.Exists(known, candidate => candidate.Name == argument.Name))
                Context.Report($"{ownerName} has no argument \"{argument.Name}\".{Suggestion.For(argument.Name, known.Select(each => each.Name))}", argument);
        }
    }
}
