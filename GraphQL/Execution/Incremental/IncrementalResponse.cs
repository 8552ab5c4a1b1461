using System.Threading.Channels;
using GraphPlatform.GraphQL.Execution.Plans;
using GraphPlatform.GraphQL.Execution.Running;

namespace GraphPlatform.GraphQL.Execution.Incremental;

/// <summary>
/// A response in several payloads: the first with what is <c>pending</c>, the others with what is <c>incremental</c> and <c>completed</c>.
/// What is deferred begins when the first payload is made, so that the first is not slowed by it. https://github.com/graphql/graphql-spec/pull/1110
/// </summary>
internal sealed class IncrementalResponse : GraphQLResponseStream
{
    /// <summary>Jobs that run at a time; each may have one piece that was not read yet.</summary>
    private const int MaxRunning = 32;

    private readonly OperationPlan plan;
    private readonly VariableValues variables;
    private readonly RunServices services;
    private readonly CancellationTokenSource cancelling;
    private readonly Channel<Piece> pieces = Channel.CreateBounded<Piece>(MaxRunning);
    private readonly Queue<(int Id, IncrementalJob Job)> waiting = [];
    private readonly List<Task> running = [];
    private GraphQLResult? first;
    private int lastId = -1;
    private int unfinished;
    private int active;

    /// <param name="first">What was executed at once.</param>
    /// <param name="plan">The operation.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="services">Owned by this from now on.</param>
    /// <param name="cancelling">Ends the resolvers; owned by this too.</param>
    public IncrementalResponse(GraphQLResult first, OperationPlan plan, VariableValues variables, RunServices services, CancellationTokenSource cancelling) =>
        (this.first, this.plan, this.variables, this.services, this.cancelling) = (first, plan, variables, services, cancelling);

    private sealed record Piece(int Id, IncrementalJob Job, GraphQLResult? Result, IReadOnlyList<GraphQLError>? Failure, bool IsLast);

    public override ValueTask<bool> WaitToReadAsync()
    {
        if (first is not null) return ValueTask.FromResult(true);
        return unfinished == 0 || cancelling.IsCancellationRequested ? ValueTask.FromResult(false) : WaitAsync();
    }

    public override bool TryRead(out GraphQLResult result)
    {
        result = null!;
        if (first is { } initial)
        {
            first = null;
            result = First(initial);
            return true;
        }

        if (!pieces.Reader.TryRead(out var piece)) return false;
        result = Next(piece);
        return true;
    }

    private protected override void Cancel() => cancelling.Cancel();

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await cancelling.CancelAsync();
        }
        catch (AggregateException e)
        {
            services.Errors.Log(e, "cancelling what was deferred");
        }

        await GiveUpAsync(first);
        // Whoever waits to write a piece is let go.
        pieces.Writer.TryComplete();
        await Task.WhenAll(running);
        while (pieces.Reader.TryRead(out var piece)) await GiveUpAsync(piece.Result);
        foreach (var (_, job) in waiting) await job.DisposeAsync();
        await services.DisposeAsync();
        cancelling.Dispose();
    }

    private async ValueTask<bool> WaitAsync()
    {
        try
        {
            return await pieces.Reader.WaitToReadAsync(cancelling.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private GraphQLResult First(GraphQLResult initial)
    {
        var output = new Utf8Output(initial.Utf8Json.Length + 256);
        output.Raw(initial.Utf8Json.Span[..^1]);
        WritePending(output, initial.Jobs!);
        output.Raw(",\"hasNext\":true}"u8);
        var result = new GraphQLResult(output, initial.Errors, hasData: true);
        initial.Dispose();
        StartWaiting();
        return result;
    }

    /// <summary>All pieces that are there now, as one payload.</summary>
    private GraphQLResult Next(Piece next)
    {
        var all = new List<Piece> { next };
        while (pieces.Reader.TryRead(out var more)) all.Add(more);
        var jobs = all.SelectMany(piece => piece.Result?.Jobs ?? []).ToList();
        var output = new Utf8Output(all.Sum(piece => piece.Result?.Utf8Json.Length ?? 0) + 256);
        output.Byte((byte)'{');
        if (jobs.Count > 0) WritePending(output, jobs);
        WriteIncremental(output, all);
        WriteCompleted(output, all);
        var ended = all.Count(piece => piece.IsLast);
        unfinished -= ended;
        active -= ended;
        StartWaiting();
        if (output.Length > 1) output.Byte((byte)',');
        output.Raw(unfinished > 0 ? "\"hasNext\":true}"u8 : "\"hasNext\":false}"u8);
        var errors = all.SelectMany(piece => piece.Failure ?? piece.Result?.Errors ?? []).ToList();
        foreach (var piece in all) piece.Result?.Dispose();
        return new GraphQLResult(output, errors, hasData: true);
    }

    private void WritePending(Utf8Output output, List<IncrementalJob> jobs)
    {
        if (output.Length > 1) output.Byte((byte)',');
        output.Raw("\"pending\":["u8);
        for (var i = 0; i < jobs.Count; i++)
        {
            var job = jobs[i];
            waiting.Enqueue((++lastId, job));
            unfinished++;
            output.Raw(i == 0 ? "{\"id\":\""u8 : ",{\"id\":\""u8);
            output.Number(lastId);
            output.Raw("\",\"path\":"u8);
            var path = new ResultPath();
            path.Restore(job.Place);
            GraphQLError.WritePath(output, path.ToArray());
            if (job.Label is not null)
            {
                output.Raw(",\"label\":"u8);
                output.String(job.Label);
            }

            output.Byte((byte)'}');
        }

        output.Byte((byte)']');
    }

    private static void WriteIncremental(Utf8Output output, List<Piece> all)
    {
        var any = false;
        foreach (var piece in all)
        {
            if (piece.Result is null) continue;
            if (!any && output.Length > 1) output.Byte((byte)',');
            output.Raw(any ? ",{\"id\":\""u8 : "\"incremental\":[{\"id\":\""u8);
            any = true;
            output.Number(piece.Id);
            output.Raw(piece.Job.GivesItems ? "\",\"items\":"u8 : "\",\"data\":"u8);
            output.Raw(piece.Result.Utf8Json.Span["{\"data\":".Length..]);
        }

        if (any) output.Byte((byte)']');
    }

    private static void WriteCompleted(Utf8Output output, List<Piece> all)
    {
        var any = false;
        foreach (var piece in all)
        {
            if (!piece.IsLast) continue;
            if (!any && output.Length > 1) output.Byte((byte)',');
            output.Raw(any ? ",{\"id\":\""u8 : "\"completed\":[{\"id\":\""u8);
            any = true;
            output.Number(piece.Id);
            output.Byte((byte)'"');
            if (piece.Failure is not null)
            {
                output.Byte((byte)',');
                GraphQLError.WriteList(output, piece.Failure);
            }

            output.Byte((byte)'}');
        }

        if (any) output.Byte((byte)']');
    }

    private void StartWaiting()
    {
        running.RemoveAll(task => task.IsCompleted);
        // Counted by what was read of them: the task of a job that has said its last may still be about to end.
        for (; active < MaxRunning && waiting.TryDequeue(out var next); active++) running.Add(Task.Run(() => RunAsync(next.Id, next.Job)));
    }

    /// <summary>A result that nobody reads, with what would have come after it.</summary>
    private static async ValueTask GiveUpAsync(GraphQLResult? result)
    {
        foreach (var job in result?.Jobs ?? []) await job.DisposeAsync();
        result?.Dispose();
    }

    private async Task RunAsync(int id, IncrementalJob job)
    {
        IReadOnlyList<GraphQLError>? failure = null;
        try
        {
            await using (job)
            {
                while (failure is null && await job.MoveNextAsync())
                {
                    var own = services.Fork();
                    var executing = new ExecutionRun(plan, variables, own).ExecutePieceAsync(job).AsTask();
                    var result = await own.InTimeAsync(executing);
                    // What hangs keeps its services; everybody else goes on.
                    if (executing.IsCompleted) await own.DisposeAsync();
                    foreach (var dropped in result.DroppedJobs ?? []) await dropped.DisposeAsync();
                    if (result.HasData && !result.DataIsNull)
                    {
                        if (await TryWriteAsync(new Piece(id, job, result, null, IsLast: false))) continue;
                        await GiveUpAsync(result);
                        return;
                    }

                    failure = result.Errors;
                    result.Dispose();
                }
            }
        }
        catch (OperationCanceledException) when (cancelling.IsCancellationRequested)
        {
            // Nobody reads any more.
            return;
        }
        catch (Exception e)
        {
            // A list's source that failed.
            failure = [services.ErrorAt(e, job.Place)];
        }

        await TryWriteAsync(new Piece(id, job, null, failure, IsLast: true));
    }

    /// <summary>False: nobody reads any more.</summary>
    private async ValueTask<bool> TryWriteAsync(Piece piece)
    {
        try
        {
            await pieces.Writer.WriteAsync(piece, cancelling.Token);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }
    }
}
