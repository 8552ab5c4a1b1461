using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Language;

namespace GraphPlatform.Tests.Conformance;

/// <summary>Answers each line of the input with one line, in their order.</summary>
internal sealed class ConformanceRun(LineReader lines, Stream output)
{
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = CaseLimits.JsonNesting };

    private readonly SchemaCache schemas = new();
    private readonly ArrayBufferWriter<byte> answer = new();

    public void Run()
    {
        while (lines.Next(out var tooLong) is { } line)
        {
            answer.ResetWrittenCount();
            if (tooLong) Answer.Refuse(answer, "The line is too long.");
            else if (line.Span.ContainsAnyExcept((byte)' ', (byte)'\r', (byte)'\t')) RunCase(line);
            output.Write(answer.WrittenSpan);
            if (!lines.HasLine) output.Flush();
        }
    }

    /// <summary>Whatever happens, a line is answered with a line.</summary>
    private void RunCase(ReadOnlyMemory<byte> line)
    {
        try
        {
            RunLine(line);
        }
        catch (Exception e)
        {
            answer.ResetWrittenCount();
            Answer.Refuse(answer, $"The engine failed: {e.GetType().Name}: {e.Message}");
        }
    }

    private void RunLine(ReadOnlyMemory<byte> line)
    {
        if (!Utf8.IsValid(line.Span))
        {
            Answer.Refuse(answer, "The line is not UTF-8.");
            return;
        }

        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(line, JsonOptions);
        }
        catch (JsonException e)
        {
            Answer.Refuse(answer, $"The line is not JSON: {e.Message}");
            return;
        }

        using (json)
        {
            if (ConformanceCase.Read(json.RootElement, out var problem) is not { } each)
            {
                Answer.Refuse(answer, problem!, json.RootElement);
                return;
            }

            var (executor, problems) = schemas.For(each.Sdl);
            if (executor is null)
            {
                Answer.Write(answer, each.Id, valid: false, [.. problems!.Select(message => new GraphQLError(message, GraphQLErrorCodes.BadRequest))]);
                return;
            }

            using var result = Execute(executor, each.Request);
            // What parsing and validation refuse is invalid; what variables and the choice of an operation refuse is a valid document.
            var valid = result.HasData || !result.Errors.Any(error => error.Code is GraphQLErrorCodes.ParseFailed or GraphQLErrorCodes.ValidationFailed);
            Answer.Write(answer, each.Id, valid, result.Errors, result.HasData ? result.Utf8Json : default(ReadOnlyMemory<byte>?));
        }
    }

    /// <summary>A subscription gives its first event: the root value is what happened. Nothing here is ever waited for: every field answers at once.</summary>
    private static GraphQLResult Execute(IGraphQLExecutor executor, GraphQLRequest request)
    {
        // Whatever is no subscription has one answer, also where the schema defines @defer.
        if (((GraphQLExecutor)executor).KindOf(request) != OperationKind.Subscription) return executor.ExecuteAsync(request).AsTask().GetAwaiter().GetResult();
        var started = executor.SubscribeAsync(request).AsTask().GetAwaiter().GetResult();
        if (started.Single is { } single) return single;
        var events = started.Events!.GetAsyncEnumerator();
        try
        {
            events.MoveNextAsync().AsTask().GetAwaiter().GetResult();
            return events.Current;
        }
        finally
        {
            events.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
