using System.Text;
using GraphPlatform.GraphQL.Execution.Running;
using GraphPlatform.GraphQL.Language;
using GraphPlatform.GraphQL.Types;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>What a field plan is made from: the merged field of one selection set.</summary>
internal sealed record FieldSource(
    OperationPlan Operation, FieldsType Parent, FieldDefinition Definition, FieldNode Node, InclusionRule? Inclusion, SelectionSource Selections);

/// <summary>
/// One field of a compiled selection set: it resolves, completes and writes its value. A subclass exists for each way a resolver answers.
/// https://spec.graphql.org/September2025/#sec-Executing-Fields
/// </summary>
internal abstract class FieldPlan(FieldSource source)
{
    private Lazy<SourceLocation>? location;

    public FieldSource Source { get; } = source;
    public string ResponseName { get; } = source.Node.ResponseName;

    /// <summary><c>,"name":</c>; the first field of an object leaves the comma out.</summary>
    public byte[] NameJson { get; } = Encoding.UTF8.GetBytes($",\"{source.Node.ResponseName}\":");

    public ArgumentPlan Arguments { get; } = ArgumentPlan.For(source);

    /// <summary>Where errors point to; found when first needed, as most fields never fail.</summary>
    public SourceLocation Location => (location ??= new Lazy<SourceLocation>(() => Source.Operation.Document.LocationOf(Source.Node.Start))).Value;

    /// <summary>Null: always included.</summary>
    public InclusionRule? Inclusion { get; } = source.Inclusion;

    /// <summary>
    /// Writes the value, a null, or leaves a hole for a value that is not there yet.
    /// False: a non-null position got none, and the null belongs to the parent.
    /// </summary>
    public abstract bool Execute(ExecutionRun run, object? parent);
}

/// <summary><c>__typename</c>: the answer is known when the plan is made.</summary>
internal sealed class TypeNamePlan(FieldSource source) : FieldPlan(source)
{
    private readonly byte[] json = ((ObjectType)source.Parent).NameJson;

    public override bool Execute(ExecutionRun run, object? parent)
    {
        run.Output.Raw(json);
        return true;
    }
}
