using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>Each fragment is used by an operation. https://spec.graphql.org/September2025/#sec-Fragments-Must-Be-Used</summary>
internal sealed class UsedFragments(ValidationContext context) : ValidationRule(context)
{
    private readonly List<FragmentNode> fragments = [];
    private readonly List<OperationNode> operations = [];

    public override void Fragment(FragmentNode fragment) => fragments.Add(fragment);

    public override void Operation(OperationNode operation) => operations.Add(operation);

    public override void End()
    {
        if (fragments.Count == 0) return;
        var used = new HashSet<DefinitionNode>();
        foreach (var operation in operations) used.UnionWith(Context.Reach(operation));
        foreach (var fragment in fragments)
            if (!used.Contains(fragment) && Context.Fragments[fragment.Name] == fragment) Context.Report($"Fragment \"{fragment.Name}\" is never used.", fragment);
    }
}
