using GraphPlatform.GraphQL.Execution.Incremental;

namespace GraphPlatform.GraphQL.Execution.Running;

/// <summary>Errors, and the response once all is written.</summary>
internal sealed partial class ExecutionRun
{
    private const int DataStart = 8; // {"data":

    public void AddError(Exception exception)
    {
        var (code, message) = Services.Errors.Describe(exception, Path.CurrentField?.Source, CancellationToken);
        AddError(message, code);
    }

    public void AddNullError()
    {
        var field = Path.CurrentField!.Source;
        AddError($"Cannot return null for the non-nullable field {field.Parent}.{field.Definition.Name}.", GraphQLErrorCodes.Internal);
    }

    private void AddError(string message, string code)
    {
        (errors ??= []).Add(new GraphQLError(message, code) { Locations = Path.CurrentField is { } field ? [field.Location] : [], Path = Path.ToArray() });
        errorBytes += message.Length + ErrorOverhead;
    }

    /// <summary>The one result that ends a stream which failed at its start or midway.</summary>
    public GraphQLResult StreamError(Plans.FieldPlan field, Exception exception)
    {
        var (code, message) = Services.Errors.Describe(exception, field.Source, CancellationToken);
        return GraphQLResult.RequestError(new GraphQLError(message, code) { Locations = [field.Location], Path = [field.ResponseName] });
    }

    private GraphQLResult BuildResult()
    {
        if (aborted is null && Size > Operation.Options.MaxResponseBytes) aborted = AbortRunException.TooLarge(Operation.Options);
        if (aborted is not null)
        {
            Output.Dispose();
            return GraphQLResult.RequestError(DroppedJobs(), aborted.Error);
        }

        foreach (var range in rootRanges)
            if (!rootFailed && !ResultAssembly.Settle(range, holes, frames)) rootFailed = true;

        var output = Output;
        if (rootFailed)
        {
            output.Truncate(DataStart);
            output.Null();
        }
        else if (isSerial || holes.Count > 0)
        {
            output = new Utf8Output(Output.Length + 64);
            output.Raw("{\"data\":"u8);
            if (isSerial) AssembleSerial(output);
            else ResultAssembly.Write(output, Output.Written, rootRanges[0], holes, frames);
            Output.Dispose();
        }

        if (errors is not null)
        {
            output.Byte((byte)',');
            GraphQLError.WriteList(output, errors);
        }

        if (Services.Request.ReportsCost) WriteCost(output);
        output.Byte((byte)'}');
        return new GraphQLResult(output, errors ?? (IReadOnlyList<GraphQLError>)[], hasData: true) { Jobs = LiveJobs(), DroppedJobs = DroppedJobs(), DataIsNull = rootFailed };
    }

    private void WriteCost(Utf8Output output)
    {
        output.Raw(",\"extensions\":{\"cost\":{\"operation\":"u8);
        output.Number(Operation.Cost.Of(Variables));
        if (double.IsFinite(Operation.Options.MaxCost))
        {
            output.Raw(",\"limit\":"u8);
            output.Number(Operation.Options.MaxCost);
        }

        output.Raw("}}"u8);
    }

    /// <summary>What is still to be delivered: not what belongs to an object that became null.</summary>
    private List<IncrementalJob>? LiveJobs()
    {
        if (jobs is null) return null;
        DropDeadJobs(jobs);
        var left = jobs.FindAll(job => !job.IsDropped);
        return left.Count > 0 ? left : null;
    }

    private List<IncrementalJob>? DroppedJobs() => jobs?.FindAll(job => job.IsDropped);

    private void DropDeadJobs(List<IncrementalJob> all)
    {
        if (rootFailed) all.ForEach(job => job.IsDropped = true);
        if (rootFailed || holes.Count == 0) return;
        var live = new List<(int Start, int End)>();
        foreach (var range in rootRanges) ResultAssembly.AddSegments(live, range, holes, frames);
        live.Sort();
        foreach (var job in all)
        {
            var at = live.BinarySearch((job.Position, int.MaxValue));
            var before = (at < 0 ? ~at : at) - 1;
            if (before < 0 || job.Position > live[before].End) job.IsDropped = true;
        }
    }

    /// <summary>Each root field of a mutation is a range of its own: the values that the field before it waited for lie between them.</summary>
    private void AssembleSerial(Utf8Output output)
    {
        output.Byte((byte)'{');
        var first = true;
        foreach (var range in rootRanges)
        {
            if (range.Start.Length == range.End.Length) continue;
            var skipComma = first ? 1 : 0;
            first = false;
            var start = range.Start with { Length = range.Start.Length + skipComma };
            ResultAssembly.Write(output, Output.Written, range with { Start = start }, holes, frames);
        }

        output.Byte((byte)'}');
    }
}
