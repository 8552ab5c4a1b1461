using GraphPlatform.Docker.Containers;
using GraphPlatform.Tests.Docker.Fakes;

namespace GraphPlatform.Tests.Docker;

public sealed class FrameTests
{
    private static readonly (LogStream, string)[] Some =
        [(LogStream.Stdout, "one\n"), (LogStream.Stderr, "zwei ✓\n"), (LogStream.Stdout, ""), (LogStream.Stdout, "a longer line, the last\n")];

    private static readonly byte[] Bytes = Frames.Of(Some);

    [Fact]
    public async Task Frames_are_the_same_wherever_a_read_ends()
    {
        for (var cut = 0; cut <= Bytes.Length; cut++)
        {
            var at = cut;
            await using var client = new DockerClient(FakeHandler.Streaming(() => new CutStream(Bytes, at)));
            Assert.Equal(Some, await Frames.CollectAsync(client.Containers.LogsAsync("c", new())));
        }
    }

    [Fact]
    public async Task Frames_are_the_same_when_bytes_come_one_by_one()
    {
        await using var client = new DockerClient(FakeHandler.Streaming(() => CutStream.Trickle(Bytes)));
        Assert.Equal(Some, await Frames.CollectAsync(client.Containers.LogsAsync("c", new())));
    }

    [Fact]
    public async Task A_connection_cut_at_any_byte_gives_the_whole_frames_before_it_and_then_an_error()
    {
        byte[] answer = [.. SocketEngine.ChunkedHead, .. Some.SelectMany(frame => SocketEngine.Chunk(Frames.Of(frame)).ToArray()), .. "0\r\n\r\n"u8];
        var cut = 0;
        await using var engine = new SocketEngine((_, stream) => stream.WriteAsync(answer.AsMemory(0, cut)).AsTask());
        await using var client = engine.Client();
        for (cut = 0; cut <= answer.Length; cut++)
        {
            var seen = new List<(LogStream, string)>();
            try
            {
                await foreach (var frame in client.Containers.LogsAsync("c", new()))
                    seen.Add((frame.Stream, System.Text.Encoding.UTF8.GetString(frame.Payload.Span)));
                Assert.Equal(answer.Length, cut);
            }
            catch (DockerException e)
            {
                Assert.Equal(cut < SocketEngine.ChunkedHead.Length ? DockerErrorKind.Unavailable : DockerErrorKind.StreamBroken, e.Kind);
                Assert.True(cut < answer.Length, e.ToString());
            }

            Assert.Equal(Some.Take(seen.Count), seen);
        }

        await Eventually.TrueAsync(() => engine.Open <= 1, "only the pooled connection of pings is left");
    }

    [Fact]
    public async Task An_end_inside_a_frame_is_an_error_even_when_the_answer_ends_well()
    {
        for (var length = 1; length < Bytes.Length; length++)
        {
            await using var client = new DockerClient(FakeHandler.Bytes(Bytes[..length]));
            var complete = BoundaryAt(length);
            if (complete) await Frames.CollectAsync(client.Containers.LogsAsync("c", new()));
            else
            {
                var e = await Assert.ThrowsAsync<DockerException>(() => Frames.CollectAsync(client.Containers.LogsAsync("c", new())));
                Assert.Equal(DockerErrorKind.StreamBroken, e.Kind);
            }
        }

        static bool BoundaryAt(int length) => Enumerable.Range(0, Some.Length + 1).Any(n => Frames.Of(Some[..n]).Length == length);
    }

    [Fact]
    public async Task A_frame_larger_than_the_buffer_comes_whole()
    {
        var large = new string('x', 300_000);
        await using var client = new DockerClient(FakeHandler.Bytes(Frames.Of((LogStream.Stdout, "a"), (LogStream.Stderr, large), (LogStream.Stdout, "b"))));
        Assert.Equal([(LogStream.Stdout, "a"), (LogStream.Stderr, large), (LogStream.Stdout, "b")],
            await Frames.CollectAsync(client.Containers.LogsAsync("c", new())));
    }

    [Fact]
    public async Task A_terminal_has_no_frames()
    {
        await using var client = new DockerClient(FakeHandler.Bytes("raw text\r\n"u8.ToArray()));
        Assert.Equal([(LogStream.Stdout, "raw text\r\n")], await Frames.CollectAsync(client.Containers.LogsAsync("c", new() { Tty = true })));
    }

    [Theory]
    [InlineData("application/vnd.docker.raw-stream", false)]
    [InlineData("application/vnd.docker.multiplexed-stream", true)]
    public async Task A_newer_engine_says_itself_whether_there_are_frames(string type, bool framed)
    {
        var bytes = framed ? Bytes : "raw text\r\n"u8.ToArray();
        var handler = new FakeHandler(_ => new(System.Net.HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(bytes) { Headers = { ContentType = new(type) } },
        }) { Version = "1.47" };
        await using var client = new DockerClient(handler);
        Assert.Equal(framed ? Some : [(LogStream.Stdout, "raw text\r\n")], await Frames.CollectAsync(client.Containers.LogsAsync("c", new() { Tty = framed })));
    }

    [Fact]
    public async Task Text_where_a_header_belongs_is_a_protocol_error_and_not_gigabytes_of_buffer()
    {
        await using var client = new DockerClient(FakeHandler.Bytes("this is raw text of a terminal"u8.ToArray()));
        var e = await Assert.ThrowsAsync<DockerException>(() => Frames.CollectAsync(client.Containers.LogsAsync("c", new())));
        Assert.Equal(DockerErrorKind.Protocol, e.Kind);
    }

    [Fact]
    public async Task An_error_frame_of_the_engine_is_an_exception_with_its_message()
    {
        await using var client = new DockerClient(FakeHandler.Bytes(Frames.Of((LogStream.Stdout, "fine\n"), ((LogStream)3, "log file is gone"))));
        var e = await Assert.ThrowsAsync<DockerException>(() => Frames.CollectAsync(client.Containers.LogsAsync("c", new())));
        Assert.Equal("log file is gone", e.EngineMessage);
    }

    [Fact]
    public async Task Frames_allocate_nothing_each()
    {
        const int Count = 200_000;
        var frame = Frames.Of(LogStream.Stdout, "2026-01-02T03:04:05.123456789Z a line of usual length, so to speak\n");
        var bytes = new byte[frame.Length * Count];
        for (var i = 0; i < Count; i++) frame.CopyTo(bytes, i * frame.Length);
        await using var client = new DockerClient(FakeHandler.Bytes(bytes));

        await ReadAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var seen = await ReadAsync();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Count, seen);
        Assert.InRange(allocated, 0, Count / 2);

        async Task<int> ReadAsync()
        {
            var n = 0;
            await foreach (var _ in client.Containers.LogsAsync("c", new())) n++;
            return n;
        }
    }
}
