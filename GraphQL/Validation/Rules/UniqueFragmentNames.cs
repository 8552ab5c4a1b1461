using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Names of fragments are unique. https://spec.graphql.org/September2025/#sec-Fragment-Name-Uniqueness</summary>
internal sealed class UniqueFragmentNames(ValidationContext context) : ValidationRule(context)
{
    private readonly Dictionary<string, FragmentNode> names = [];

    public override void Fragment(FragmentNode fragment)
    {
        if (!names.TryAdd(fragment.Name, fragment))
            Context.Report($"There are two fragments called \"{fragment.Name}\".", names[fragment.Name], fragment);
    }
}
