using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>Writes values of one C# type at positions of one GraphQL type: https://spec.graphql.org/September2025/#sec-Value-Completion</summary>
internal abstract class Completer<T>(bool nullable)
{
    public bool Nullable { get; } = nullable;

    /// <summary>False: the position is non-null and got no value; nothing was written that counts.</summary>
    public bool Complete(ExecutionRun run, T value)
    {
        if (!Nullable)
        {
            if (!IsNull(value)) return Write(run, value);
            run.AddNullError();
            return false;
        }

        if (IsNull(value))
        {
            run.Output.Null();
            return true;
        }

        var mark = run.Mark();
        var depth = run.Path.Depth;
        if (Write(run, value))
        {
            run.AddFrame(mark);
        }
        else
        {
            run.Path.Depth = depth;
            run.Rollback(mark);
            run.Output.Null();
        }

        return true;
    }

    /// <summary>Writes a value that is not null; false when it contains a null that must not be.</summary>
    protected internal abstract bool Write(ExecutionRun run, T value);

    protected virtual bool IsNull(T value) => value is null;
}

/// <summary>Makes completers: leaves are made once for each field of the schema, others for each field of a plan.</summary>
internal abstract class CompleterFactory<T>
{
    public abstract Completer<T> Create(SelectionSource selections);
}

/// <summary>The completer does not depend on the selection.</summary>
internal sealed class LeafFactory<T>(Completer<T> completer) : CompleterFactory<T>
{
    public override Completer<T> Create(SelectionSource selections) => completer;
}
