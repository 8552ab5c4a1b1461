using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>One <c>@skip</c> or <c>@include</c> whose argument is a variable.</summary>
/// <param name="Variable">Index among the operation's variables.</param>
/// <param name="Expected">The value that includes.</param>
internal readonly record struct InclusionTest(int Variable, bool Expected);

/// <summary>
/// When a field is included: in one of its occurrences all directives around it agree. Looked at in each request, never compiled in.
/// https://spec.graphql.org/September2025/#sec--skip
/// </summary>
internal sealed class InclusionRule(InclusionTest[][] occurrences)
{
    public bool Holds(ExecutionRun run)
    {
        foreach (var tests in occurrences)
            if (Holds(run, tests)) return true;
        return false;
    }

    public static bool Holds(ExecutionRun run, InclusionTest[] tests)
    {
        foreach (var test in tests)
            if (run.Variables.IsTrue(test.Variable) != test.Expected) return false;
        return true;
    }

    /// <summary>Adds a selection's directives to those around it; null when a constant leaves it out for good.</summary>
    public static InclusionTest[]? Combine(InclusionTest[] around, DirectiveNode[] directives, OperationPlan operation)
    {
        var tests = around;
        foreach (var directive in directives)
        {
            if (directive.Name is not ("skip" or "include")) continue;
            var expected = directive.Name == "include";
            switch (directive.Argument("if")?.Value)
            {
                case BooleanNode constant when constant.Value != expected: return null;
                case VariableNode variable: tests = [.. tests, new InclusionTest(operation.VariableIndex(variable.Name), expected)]; break;
            }
        }

        return tests;
    }
}
