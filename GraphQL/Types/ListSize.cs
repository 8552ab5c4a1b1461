using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Types;

/// <summary><c>@listSize</c>: https://ibm.github.io/graphql-specs/cost-spec.html#sec-The-List-Size-Directive</summary>
internal sealed record ListSize(int? AssumedSize, string[] SlicingArguments, string[] SizedFields, bool RequireOneSlicingArgument)
{
    /// <summary>Somebody said it; else it comes from how the field pages.</summary>
    public bool IsDeclared { get; init; } = true;

    /// <summary>From the directive on a definition; null when it is not there.</summary>
    public static ListSize? Of(DirectiveNode[] directives)
    {
        if (Array.Find(directives, each => each.Name == "listSize") is not { } directive) return null;
        return new ListSize(
            directive.Argument("assumedSize")?.Value is IntNode size && int.TryParse(size.Text, out var assumed) ? assumed : null,
            Names(directive.Argument("slicingArguments")?.Value), Names(directive.Argument("sizedFields")?.Value),
            directive.Argument("requireOneSlicingArgument")?.Value is not BooleanNode { Value: false } && directive.Argument("slicingArguments") is not null);
    }

    /// <summary>The weight of <c>@cost</c> on a definition; null when it is not there.</summary>
    public static double? WeightOf(DirectiveNode[] directives) => Array.Find(directives, each => each.Name == "cost")?.Argument("weight")?.Value switch
    {
        StringNode text when Number(text.Value) is { } weight => weight,
        IntNode number => Number(number.Text),
        FloatNode number => Number(number.Text),
        _ => null,
    };

    public DirectiveNode ToDirective()
    {
        var arguments = new List<ArgumentNode>();
        if (AssumedSize is { } size) arguments.Add(new ArgumentNode(0, "assumedSize", new IntNode(0, $"{size}")));
        if (SlicingArguments.Length > 0) arguments.Add(new ArgumentNode(0, "slicingArguments", List(SlicingArguments)));
        if (SizedFields.Length > 0) arguments.Add(new ArgumentNode(0, "sizedFields", List(SizedFields)));
        if (SlicingArguments.Length > 0) arguments.Add(new ArgumentNode(0, "requireOneSlicingArgument", new BooleanNode(0, RequireOneSlicingArgument)));
        return new DirectiveNode(0, "listSize", [.. arguments]);
    }

    public static DirectiveNode CostDirective(double weight) =>
        new(0, "cost", [new ArgumentNode(0, "weight", new StringNode(0, weight.ToString(System.Globalization.CultureInfo.InvariantCulture), false))]);

    private static ListNode List(string[] names) => new(0, [.. names.Select(name => new StringNode(0, name, false))]);

    private static double? Number(string text) =>
        double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= 0 ? value : null;

    private static string[] Names(ValueNode? value) => value switch
    {
        ListNode list => [.. list.Items.OfType<StringNode>().Select(item => item.Value)],
        StringNode one => [one.Value],
        _ => [],
    };
}
