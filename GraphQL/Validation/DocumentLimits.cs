using GraphPlatform.GraphQL.Execution;
using System.Runtime.CompilerServices;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.GraphQL.Validation;

/// <summary>
/// Depth, aliases and the number of fields once fragments are written out, found without writing them out: each fragment is measured once.
/// Everything that comes after may then recurse, and write fragments out, within these numbers.
/// </summary>
internal sealed class DocumentLimits
{
    private const int TooManyLists = int.MaxValue / 2;

    private readonly ValidationContext context;
    private readonly Dictionary<string, Measure> fragments = [];
    private int aliases;
    private int directives;
    private int listNesting;
    private bool introspects;

    private DocumentLimits(ValidationContext context) => this.context = context;

    /// <summary>Fields, nesting, and nesting of introspection's list fields (each multiplies the answer).</summary>
    private readonly record struct Measure(long Fields, long Selections, int Depth, int Lists);

    public static void Check(ValidationContext context)
    {
        var limits = new DocumentLimits(context);
        foreach (var definition in context.Document.Definitions)
        {
            switch (definition)
            {
                case OperationNode operation:
                    limits.Count(operation.Directives);
                    foreach (var variable in operation.Variables) limits.Count(variable);
                    limits.CheckOperation(operation);
                    break;
                case FragmentNode fragment:
                    limits.Count(fragment.Directives);
                    limits.Of(fragment.Name);
                    break;
            }

            if (context.Errors.Count > 0) return;
        }

        if (limits.aliases > context.Options.MaxAliases) context.Report($"The document has {limits.aliases} aliases; at most {context.Options.MaxAliases} are allowed.");
        if (limits.directives > context.Options.MaxDirectives)
            context.Report($"The document has {limits.directives} directives; at most {context.Options.MaxDirectives} are allowed.");
        if (limits.listNesting > context.Options.MaxListNesting)
            context.Report($"The document nests {limits.listNesting} lists and objects in a value; at most {context.Options.MaxListNesting} are allowed.");
        if (limits.introspects && !context.Options.AllowIntrospection) context.Report("Introspection is not allowed here.");
    }

    private void CheckOperation(OperationNode operation)
    {
        var measure = Of(operation.SelectionSet);
        context.ExpandedFields += measure.Fields;
        var options = context.Options;
        if (measure.Depth > options.MaxDepth) context.Report($"The operation is {measure.Depth} fields deep; at most {options.MaxDepth} are allowed.", operation);
        if (measure.Fields > options.MaxFields) context.Report($"The operation has more than {options.MaxFields} fields once its fragments are written out.", operation);
        else if (measure.Selections > MostSelections(options)) context.Report($"The operation writes out fragments more than {MostSelections(options)} times: use fewer inside each other.", operation);
        if (measure.Lists >= TooManyLists) context.Report($"The operation nests more than {options.MaxIntrospectionLists} lists of the introspection schema.", operation);
    }

    /// <summary>Fields, and as many fragments around them as anyone has use for.</summary>
    private static long MostSelections(GraphQLOptions options) => 4L * options.MaxFields;

    private Measure Of(string fragment)
    {
        if (fragments.TryGetValue(fragment, out var known)) return known;
        // A chain of fragments is bounded by the tokens of the document only; whoever allows millions must not lose the process.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        // While it is being measured it counts as nothing: a cycle ends here, and FragmentCycles reports it.
        fragments[fragment] = default;
        if (!context.Fragments.TryGetValue(fragment, out var node)) return default;
        return fragments[fragment] = Of(node.SelectionSet);
    }

    private Measure Of(SelectionSetNode set)
    {
        long fields = 0, selections = 0;
        int depth = 0, lists = 0;
        foreach (var selection in set.Selections)
        {
            Count(selection.Directives);
            var measure = selection switch
            {
                FieldNode field => Of(field),
                InlineFragmentNode inline => Of(inline.SelectionSet),
                FragmentSpreadNode spread => Of(spread.Name),
                _ => default,
            };
            // Held back from overflowing: fragments can multiply up to 2^n.
            fields = Math.Min(fields + measure.Fields, int.MaxValue);
            // Fragments are walked as often as fields are, though nothing comes of them.
            selections = Math.Min(selections + measure.Selections + 1, int.MaxValue);
            depth = Math.Max(depth, measure.Depth);
            lists = Math.Max(lists, measure.Lists);
        }

        return new Measure(fields, selections, depth, lists);
    }

    private Measure Of(FieldNode field)
    {
        if (field.Alias is not null) aliases++;
        Count(field.Arguments);
        if (field.Name is "__schema" or "__type") introspects = true;
        if (field.SelectionSet is null) return new Measure(1, 0, 1, 0);
        var inner = Of(field.SelectionSet);
        var isRoot = field.Name is "__schema" or "__type";
        var isList = field.Name is "types" or "fields" or "args" or "enumValues" or "directives" or "interfaces" or "possibleTypes" or "inputFields";
        var lists = isRoot ? (inner.Lists > context.Options.MaxIntrospectionLists ? TooManyLists : 0) : inner.Lists + (isList ? 1 : 0);
        return new Measure(inner.Fields + 1, inner.Selections, inner.Depth + 1, lists);
    }

    private void Count(DirectiveNode[] of)
    {
        directives += of.Length;
        foreach (var directive in of) Count(directive.Arguments);
    }

    private void Count(VariableDefinitionNode variable)
    {
        Count(variable.Directives);
        if (variable.DefaultValue is not null) listNesting = Math.Max(listNesting, Nesting(variable.DefaultValue));
    }

    private void Count(ArgumentNode[] arguments)
    {
        foreach (var argument in arguments) listNesting = Math.Max(listNesting, Nesting(argument.Value));
    }

    /// <summary>Lists and objects inside each other; the parser has bounded them already.</summary>
    private static int Nesting(ValueNode value)
    {
        var inside = 0;
        switch (value)
        {
            case ListNode list:
                foreach (var item in list.Items) inside = Math.Max(inside, Nesting(item));
                return inside + 1;
            case ObjectNode literal:
                foreach (var field in literal.Fields) inside = Math.Max(inside, Nesting(field.Value));
                return inside + 1;
            default:
                return 0;
        }
    }
}
