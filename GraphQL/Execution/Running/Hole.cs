using GraphPlatform.GraphQL.Execution.Plans;

namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>
/// A place in the output whose value was not there when the walk passed. When it is, the value is written at the end of the same buffer,
/// as a range of its own, and put in its place when all is done.
/// </summary>
internal abstract class Hole(ExecutionRun run) : RunWork
{
    private readonly PathStep[] path = run.Path.Copy();

    /// <summary>Where in the output the value belongs.</summary>
    public int Position { get; } = run.Output.Length;

    /// <summary>What was written for it.</summary>
    public WriteRange Range { get; private set; }

    /// <summary>A non-null position got no value.</summary>
    public bool Failed { get; set; }

    /// <summary>The frame that became null and swallowed this hole, as an index into the run's frames; -1 for none.</summary>
    public int NulledBy { get; set; } = -1;

    /// <summary>The output around it was taken back: its value is awaited, but no longer wanted.</summary>
    public bool Abandoned { get; set; }

    protected ExecutionRun Owner { get; } = run;

    public abstract void Start();

    public override void Run()
    {
        if (!Abandoned)
        {
            Owner.Path.Restore(path);
            var start = Owner.Mark();
            try
            {
                Owner.CheckLimits();
                Failed = !Complete(start);
                Range = Owner.RangeFrom(start);
            }
            catch (AbortRunException e)
            {
                Observe();
                Owner.Abort(e);
            }

            Owner.Path.Depth = 0;
        }
        else
        {
            Observe();
        }

        Owner.HoleFilled();
    }

    protected abstract bool Complete(WriteMark start);

    /// <summary>Looks at a value that no one wants, so that its exception does not count as unobserved.</summary>
    protected abstract void Observe();
}

internal sealed class TaskHole<T>(ExecutionRun run, ResolvedFieldPlan<T> field, Task<T> task) : Hole(run)
{
    public override void Start() => task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => Owner.Enqueue(this));

    protected override bool Complete(WriteMark start)
    {
        T value;
        try
        {
            value = task.GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            return field.Fail(Owner, e, start);
        }

        return field.Complete(Owner, value);
    }

    protected override void Observe() => _ = task.Exception;
}
