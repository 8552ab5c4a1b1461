using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>An argument is given once. https://spec.graphql.org/September2025/#sec-Argument-Uniqueness</summary>
internal sealed class UniqueArguments(ValidationContext context) : ValidationRule(context)
{
    public override void Arguments(SyntaxNode owner, string ownerName, ArgumentNode[] arguments, InputValueDefinition[]? known)
    {
        if (arguments.Length < 2) return;
        var seen = new Dictionary<string, ArgumentNode>();
        foreach (var argument in arguments)
            if (!seen.TryAdd(argument.Name, argument)) Context.Report($"Argument \"{argument.Name}\" is given twice.", seen[argument.Name], argument);
    }
}
