using System.Buffers.Binary;
using System.Text;
using GraphPlatform.Docker.Containers;

namespace GraphPlatform.Tests.Docker.Fakes;

internal static class Frames
{
    public static byte[] Of(LogStream stream, string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        var frame = new byte[8 + payload.Length];
        frame[0] = (byte)stream;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)payload.Length);
        payload.CopyTo(frame, 8);
        return frame;
    }

    public static byte[] Of(params (LogStream Stream, string Text)[] frames) => [.. frames.SelectMany(frame => Of(frame.Stream, frame.Text))];

    /// <summary>Reads frames into text; they are not valid longer.</summary>
    public static async Task<List<(LogStream, string)>> CollectAsync(IAsyncEnumerable<LogFrame> frames)
    {
        var all = new List<(LogStream, string)>();
        await foreach (var frame in frames) all.Add((frame.Stream, Encoding.UTF8.GetString(frame.Payload.Span)));
        return all;
    }
}
