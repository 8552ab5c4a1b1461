using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Plans;

/// <summary>A field with a resolver and a value of type <typeparamref name="T"/>.</summary>
internal abstract class ResolvedFieldPlan<T>(FieldSource source, Completer<T> completer) : FieldPlan(source)
{
    protected Completer<T> Completer { get; } = completer;

    /// <summary>Completes a value that is there; for holes, which have entered the field already.</summary>
    public bool Complete(ExecutionRun run, T value)
    {
        var mark = run.Mark();
        var depth = run.Path.Depth;
        try
        {
            return Completer.Complete(run, value);
        }
        catch (Exception e) when (e is not AbortRunException)
        {
            run.Path.Depth = depth;
            return Fail(run, e, mark);
        }
    }

    /// <summary>Records a field error: https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors</summary>
    public bool Fail(ExecutionRun run, Exception exception, WriteMark mark)
    {
        run.Rollback(mark);
        run.AddError(exception);
        if (!Completer.Nullable) return false;
        run.Output.Null();
        return true;
    }
}

internal sealed class SyncFieldPlan<T>(FieldSource source, Resolver<T> resolver, Completer<T> completer) : ResolvedFieldPlan<T>(source, completer)
{
    public override bool Execute(ExecutionRun run, object? parent)
    {
        var depth = run.Path.Push(this);
        var mark = run.Mark();
        bool written;
        try
        {
            written = Completer.Complete(run, resolver(parent, Arguments.ValuesFor(run), run));
        }
        catch (Exception e) when (e is not AbortRunException)
        {
            // A sequence may fail between two items: the error is the field's then.
            run.Path.Depth = depth + 1;
            written = Fail(run, e, mark);
        }

        run.Path.Depth = depth;
        return written;
    }
}

internal sealed class GetterFieldPlan<TParent, T>(FieldSource source, Func<TParent, T> getter, Completer<T> completer) : ResolvedFieldPlan<T>(source, completer)
    where TParent : class
{
    public override bool Execute(ExecutionRun run, object? parent)
    {
        var depth = run.Path.Push(this);
        var mark = run.Mark();
        bool written;
        try
        {
            written = Completer.Complete(run, getter((TParent)parent!));
        }
        catch (Exception e) when (e is not AbortRunException)
        {
            // A sequence may fail between two items: the error is the field's then.
            run.Path.Depth = depth + 1;
            written = Fail(run, e, mark);
        }

        run.Path.Depth = depth;
        return written;
    }
}

internal sealed class TaskFieldPlan<T>(FieldSource source, Resolver<Task<T>> resolver, Completer<T> completer) : ResolvedFieldPlan<T>(source, completer)
{
    public override bool Execute(ExecutionRun run, object? parent)
    {
        var depth = run.Path.Push(this);
        var mark = run.Mark();
        bool written;
        try
        {
            var task = resolver(parent, Arguments.ValuesFor(run), run);
            if (task.IsCompleted)
            {
                written = Completer.Complete(run, task.GetAwaiter().GetResult());
            }
            else
            {
                run.AddHole(new TaskHole<T>(run, this, task));
                written = true;
            }
        }
        catch (Exception e) when (e is not AbortRunException)
        {
            // A sequence may fail between two items: the error is the field's then.
            run.Path.Depth = depth + 1;
            written = Fail(run, e, mark);
        }

        run.Path.Depth = depth;
        return written;
    }
}

internal sealed class ValueTaskFieldPlan<T>(FieldSource source, Resolver<ValueTask<T>> resolver, Completer<T> completer) : ResolvedFieldPlan<T>(source, completer)
{
    public override bool Execute(ExecutionRun run, object? parent)
    {
        var depth = run.Path.Push(this);
        var mark = run.Mark();
        bool written;
        try
        {
            var task = resolver(parent, Arguments.ValuesFor(run), run);
            if (task.IsCompleted)
            {
                written = Completer.Complete(run, task.GetAwaiter().GetResult());
            }
            else
            {
                run.AddHole(new TaskHole<T>(run, this, task.AsTask()));
                written = true;
            }
        }
        catch (Exception e) when (e is not AbortRunException)
        {
            // A sequence may fail between two items: the error is the field's then.
            run.Path.Depth = depth + 1;
            written = Fail(run, e, mark);
        }

        run.Path.Depth = depth;
        return written;
    }
}
