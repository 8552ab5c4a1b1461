using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation.Rules;

/// <summary>A fragment does not contain itself. https://spec.graphql.org/September2025/#sec-Fragment-Spreads-Must-Not-Form-Cycles</summary>
internal sealed class FragmentCycles(ValidationContext context) : ValidationRule(context)
{
    private readonly HashSet<string> done = [];
    private readonly HashSet<string> open = [];

    public override void End()
    {
        foreach (var fragment in Context.Fragments.Values) Visit(fragment);
    }

    private void Visit(FragmentNode fragment)
    {
        if (done.Contains(fragment.Name)) return;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        open.Add(fragment.Name);
        foreach (var spread in Context.Spreads[fragment])
        {
            if (open.Contains(spread.Name)) Context.Report($"Fragment \"{spread.Name}\" contains itself.", spread);
            else if (Context.Fragments.TryGetValue(spread.Name, out var next)) Visit(next);
        }

        open.Remove(fragment.Name);
        done.Add(fragment.Name);
    }
}
