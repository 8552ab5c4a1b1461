using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using GraphPlatform.GraphQL.Execution;
using GraphPlatform.GraphQL.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GraphPlatform.GraphQL.Sse;

/// <summary>
/// One response of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html. Nothing is queued: who writes waits until the client's side took it, and a
/// client that takes nothing is cut after <see cref="GraphQLHttpOptions.SendTimeout"/>.
/// </summary>
internal sealed class EventStream(HttpContext context, GraphQLHttpOptions options, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Bytes after which what is written goes out although more is there to write.</summary>
    private const int BatchBytes = 32 * 1024;

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly SearchValues<char> NoId = SearchValues.Create("\r\n\0");

    private readonly PipeWriter output = context.Response.BodyWriter;
    private readonly SemaphoreSlim sending = new(1, 1);
    private ITimer? heartbeat;
    private volatile bool spoke;

    /// <summary>Sends the head of the response at once, so that the client knows it is connected before there is an event.</summary>
    public async ValueTask StartAsync()
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        // nginx and those who learnt from it hold back what is not asked to be let through.
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {(long)options.ReconnectDelay.TotalMilliseconds}\n:\n\n")));
        await FlushAsync();
        if (options.HeartbeatInterval > TimeSpan.Zero) heartbeat = clock.CreateTimer(_ => _ = BeatAsync(), null, options.HeartbeatInterval, options.HeartbeatInterval);
    }

    /// <summary>Sends an event <c>next</c>; false when nobody takes it any more.</summary>
    public async ValueTask<bool> NextAsync(GraphQLResult result)
    {
        await sending.WaitAsync();
        try
        {
            WriteNext(result);
            return await FlushAsync();
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>
    /// Sends the results as they come: all that is there in one go, and no more is asked for before that was taken. Ends with the results, or when nobody takes them any more.
    /// </summary>
    public async ValueTask SendAsync(GraphQLResponseStream results)
    {
        while (await results.WaitToReadAsync())
        {
            await sending.WaitAsync();
            try
            {
                for (var written = 0; written < BatchBytes && results.TryRead(out var result);)
                {
                    using (result)
                    {
                        WriteNext(result);
                        written += result.Utf8Json.Length;
                    }
                }

                if (!await FlushAsync()) return;
            }
            finally
            {
                sending.Release();
            }
        }
    }

    /// <summary>Sends the event <c>complete</c>: the client does not come back. Its data is empty, because a browser passes over an event without any.</summary>
    public async ValueTask CompleteAsync()
    {
        await sending.WaitAsync();
        try
        {
            output.Write("event: complete\ndata:\n\n"u8);
            await FlushAsync();
        }
        finally
        {
            sending.Release();
        }
    }

    private void WriteNext(GraphQLResult result)
    {
        spoke = true;
        var json = result.Utf8Json.Span;
        // The client sends it as Last-Event-ID when it comes back. An event without one leaves the one before.
        if (result.Cursor is { } cursor && !cursor.AsSpan().ContainsAny(NoId))
        {
            output.Write("id: "u8);
            Encoding.UTF8.GetBytes(cursor, output);
            output.Write("\n"u8);
        }

        output.Write("event: next\ndata: "u8);
        // Strings escape their line ends. What may have some is white space in a JSON scalar's value, where a blank is as good.
        for (int end; (end = json.IndexOfAny(LineEnds)) >= 0; json = json[(end + 1)..])
        {
            output.Write(json[..end]);
            output.Write(" "u8);
        }

        output.Write(json);
        output.Write("\n\n"u8);
    }

    private async Task BeatAsync()
    {
        if (spoke)
        {
            spoke = false;
            return;
        }

        // Somebody is writing: that is a sign of life too, or the client takes nothing and is about to be cut.
        if (!sending.Wait(0)) return;
        try
        {
            output.Write(":\n\n"u8);
            await FlushAsync();
        }
        catch (Exception)
        {
            context.Abort();
        }
        finally
        {
            sending.Release();
        }
    }

    private ValueTask<bool> FlushAsync()
    {
        var flush = output.FlushAsync();
        return flush.IsCompletedSuccessfully ? ValueTask.FromResult(!flush.GetAwaiter().GetResult().IsCompleted) : WaitAsync(flush);
    }

    private async ValueTask<bool> WaitAsync(ValueTask<FlushResult> flush)
    {
        try
        {
            return !(await flush.AsTask().WaitAsync(options.SendTimeout, clock)).IsCompleted;
        }
        catch (TimeoutException)
        {
            context.Abort();
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (heartbeat is not null) await heartbeat.DisposeAsync();
        // A comment may be on its way. Nobody else writes after this.
        await sending.WaitAsync();
    }
}
