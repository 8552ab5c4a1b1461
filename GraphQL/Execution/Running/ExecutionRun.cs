using GraphPlatform.GraphQL.Execution.Incremental;
using GraphPlatform.GraphQL.Execution.Plans;

namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>
/// One execution of a plan: the output with its holes, the place of the walk, and what resolvers can ask for.
/// Used by one thread at a time; <see cref="RunQueue"/> sees to it.
/// </summary>
internal sealed partial class ExecutionRun
{
    private readonly List<Hole> holes = [];
    private readonly List<NullableFrame> frames = [];
    private readonly List<WriteRange> rootRanges = [];
    private readonly RunQueue queue;
    private List<GraphQLError>? errors;
    private List<IncrementalJob>? jobs;
    private bool isSerial;
    private bool hasWaited;
    private object?[]?[] arguments;
    private int pending;
    private int nextRootField;
    private bool rootFailed;
    private bool finished;
    private Exception? broken;
    private TaskCompletionSource<GraphQLResult>? completion;
    private GraphQLResult? result;
    public ResultPath Path = new();

    public ExecutionRun(OperationPlan operation, VariableValues variables, RunServices services)
    {
        (Operation, Variables, Services) = (operation, variables, services);
        arguments = operation.ArgumentSlots == 0 ? [] : new object?[operation.ArgumentSlots][];
        queue = new RunQueue(WhenDrained, Break);
    }

    public OperationPlan Operation { get; }
    public VariableValues Variables { get; }
    public RunServices Services { get; }
    public Utf8Output Output { get; } = new();
    public CancellationToken CancellationToken => Services.CancellationToken;

    /// <summary>Runs a query's or mutation's root.</summary>
    public ValueTask<GraphQLResult> ExecuteAsync()
    {
        Output.Raw("{\"data\":"u8);
        isSerial = Operation.Operation.Kind == Language.OperationKind.Mutation;
        if (!isSerial)
        {
            var start = Mark();
            try
            {
                rootFailed = !Operation.Root.Execute(this, Services.RootValue);
                rootRanges.Add(RangeFrom(start));
            }
            catch (Exception e)
            {
                Stop(e);
            }

            nextRootField = Operation.Root.Fields.Length;
        }

        return Start();
    }

    /// <summary>Completes one event of a subscription's only root field.</summary>
    public ValueTask<GraphQLResult> ExecuteEventAsync<T>(StreamFieldPlan<T> field, T value)
    {
        Output.Raw("{\"data\":"u8);
        var start = Mark();
        Output.Byte((byte)'{');
        Output.Raw(field.NameJson.AsSpan(1));
        Path.Push(field);
        try
        {
            rootFailed = !field.Complete(this, value);
            Path.Depth = 0;
            Output.Byte((byte)'}');
            rootRanges.Add(RangeFrom(start));
        }
        catch (Exception e)
        {
            Stop(e);
        }

        nextRootField = Operation.Root.Fields.Length;
        return Start();
    }

    /// <summary>Writes a piece of what was to be delivered later, as <c>{"data":…}</c> whatever it is.</summary>
    public ValueTask<GraphQLResult> ExecutePieceAsync(IncrementalJob job)
    {
        Output.Raw("{\"data\":"u8);
        var start = Mark();
        Path.Restore(job.Path);
        try
        {
            rootFailed = !job.Write(this);
            Path.Depth = 0;
            rootRanges.Add(RangeFrom(start));
        }
        catch (Exception e)
        {
            Stop(e);
        }

        nextRootField = Operation.Root.Fields.Length;
        return Start();
    }

    /// <summary>Remembers what is to be delivered later.</summary>
    public void AddJob(IncrementalJob job) => (jobs ??= []).Add(job);

    public WriteMark Mark() => new(Output.Length, holes.Count, frames.Count);

    public WriteRange RangeFrom(WriteMark start) => new(start, Mark());

    public void Rollback(WriteMark mark)
    {
        Output.Truncate(mark.Length);
        for (var i = mark.Holes; i < holes.Count; i++) holes[i].Abandoned = true;
        holes.RemoveRange(mark.Holes, holes.Count - mark.Holes);
        frames.RemoveRange(mark.Frames, frames.Count - mark.Frames);
        foreach (var job in jobs ?? [])
            if (job.Position >= mark.Length) job.IsDropped = true;
    }

    public void AddFrame(WriteMark start)
    {
        if (holes.Count > start.Holes) frames.Add(new NullableFrame(start.Length, Output.Length, start.Holes, holes.Count));
    }

    public void AddHole(Hole hole)
    {
        queue.CaptureContext();
        hasWaited = true;
        holes.Add(hole);
        pending++;
        hole.Start();
    }

    public void HoleFilled() => pending--;

    public void Enqueue(RunWork work) => queue.Enqueue(work);

    public void Schedule(Binding.DataLoader loader) => queue.Schedule(loader);

    /// <summary>Where a field keeps its arguments for this run.</summary>
    public ref object?[]? ArgumentSlot(int slot)
    {
        if (slot >= arguments.Length) Array.Resize(ref arguments, Math.Max(slot + 1, Operation.ArgumentSlots));
        return ref arguments[slot];
    }

    private ValueTask<GraphQLResult> Start()
    {
        try
        {
            if (broken is null) queue.Drain();
        }
        catch (Exception e)
        {
            Break(e);
        }

        lock (queue)
        {
            if (broken is not null) return ValueTask.FromException<GraphQLResult>(broken);
            if (finished) return ValueTask.FromResult(result!);
            completion = new TaskCompletionSource<GraphQLResult>();
            return new ValueTask<GraphQLResult>(completion.Task);
        }
    }

    /// <summary>True: there is more to do at once, the next field of a mutation. https://spec.graphql.org/September2025/#sec-Serial-Execution</summary>
    private bool WhenDrained()
    {
        if (pending > 0 || finished) return false;
        if (!rootFailed && nextRootField < Operation.Root.FieldsFor(this).Length)
        {
            if (nextRootField > 0) Services.ForgetLoaders();
            var start = Mark();
            try
            {
                rootFailed = !ExecuteRootField(Operation.Root.FieldsFor(this)[nextRootField++]);
                rootRanges.Add(RangeFrom(start));
            }
            catch (AbortRunException e)
            {
                Abort(e);
            }

            return true;
        }

        Finish();
        return false;
    }

    private bool ExecuteRootField(FieldPlan field)
    {
        if (field.Inclusion is { } rule && !rule.Holds(this)) return true;
        Output.Raw(field.NameJson);
        return field.Execute(this, Services.RootValue);
    }

    private void Finish()
    {
        TaskCompletionSource<GraphQLResult>? waiter;
        lock (queue)
        {
            result = BuildResult();
            finished = true;
            waiter = completion;
        }

        // Not under the lock: whoever waits goes on from here.
        waiter?.SetResult(result);
    }
}
