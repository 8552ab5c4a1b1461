using System.Buffers;
using System.IO.Pipelines;

namespace GraphPlatform.Bench.Peers.Limit;

/// <summary>Reads a body, picks the answer that was made for it, writes it.</summary>
public static class QueryEndpoint
{
    /// <summary>Answers one POST.</summary>
    public static async Task ServeAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        ReadResult read;
        while (true)
        {
            read = await body.ReadAsync();
            if (read.IsCompleted || read.Buffer.Length >= (context.Request.ContentLength ?? long.MaxValue)) break;
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        var answers = context.RequestServices.GetRequiredService<Answers>();
        var answer = answers.Pick(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
        body.AdvanceTo(read.Buffer.End);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        context.Response.BodyWriter.Write(answer);
    }
}
