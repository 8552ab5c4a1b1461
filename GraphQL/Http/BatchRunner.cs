using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Language;
using Microsoft.AspNetCore.Http;

namespace GraphPlatform.GraphQL.Http;

/// <summary>
/// Runs a batch: queries side by side, each in a scope of its own because they may share nothing; a mutation alone, when what stands before it is done. The answer is an array
/// in the order of the requests.
/// </summary>
internal sealed class BatchRunner(GraphQLExecutor executor, RequestGate gate, ResponseWriter writer)
{
    public async Task RunAsync(HttpContext context, IReadOnlyList<BatchEntry> entries, string mediaType)
    {
        var requests = new GraphQLRequest?[entries.Count];
        var results = new GraphQLResult?[entries.Count];
        try
        {
            for (var i = 0; i < entries.Count; i++)
            {
                if (entries[i].Problem is { } problem)
                {
                    results[i] = GraphQLResult.RequestError(new GraphQLError(problem, GraphQLErrorCodes.BadRequest));
                    continue;
                }

                var decision = await gate.EnterAsync(entries[i].Body, context, context.User, context.RequestAborted);
                if (decision.Refusal is { RetryAfter: not null } spent)
                {
                    await writer.RefuseAsync(context, 429, spent, mediaType);
                    return;
                }

                if (decision.Refusal is { } refusal) results[i] = GraphQLResult.RequestError(refusal);
                else requests[i] = RequestReader.Make(context, entries[i].Body, decision.Document, services: null);
            }

            await ExecuteAsync(requests, results, context.RequestAborted);
            await WriteAsync(context, results, mediaType);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // No one is left to be answered.
        }
        finally
        {
            foreach (var result in results) result?.Dispose();
        }
    }

    private async Task ExecuteAsync(GraphQLRequest?[] requests, GraphQLResult?[] results, CancellationToken cancellationToken)
    {
        var running = new List<Task>(requests.Length);
        try
        {
            for (var i = 0; i < requests.Length; i++)
            {
                if (requests[i] is not { } request) continue;
                var isMutation = executor.KindOf(request) == OperationKind.Mutation;
                if (isMutation) await Task.WhenAll(running);
                running.Add(OneAsync(i, request));
                if (isMutation) await running[^1];
            }
        }
        finally
        {
            // Whatever happens: nothing writes into results that were given back.
            await Task.WhenAll(running);
        }

        async Task OneAsync(int index, GraphQLRequest request) => results[index] = await executor.ExecuteAsync(request, cancellationToken);
    }

    private async Task WriteAsync(HttpContext context, GraphQLResult?[] results, string mediaType)
    {
        using var output = new Execution.Running.Utf8Output(results.Sum(result => result!.Utf8Json.Length + 1) + 2);
        output.Byte((byte)'[');
        for (var i = 0; i < results.Length; i++)
        {
            if (i > 0) output.Byte((byte)',');
            output.Raw(results[i]!.Utf8Json.Span);
        }

        output.Byte((byte)']');
        // One that was run is a success: each entry says for itself how it went.
        var status = mediaType == MediaTypes.Json || Array.Exists(results, result => result!.HasData) ? 200 : 400;
        await writer.WriteAsync(context, status, output.WrittenMemory, mediaType);
    }
}
