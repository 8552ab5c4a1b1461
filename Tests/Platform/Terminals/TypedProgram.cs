using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Tests.Platform.Terminals;

/// <summary>A program in memory: it writes what a test says, and keeps what was typed.</summary>
internal sealed class TypedProgram : ITerminalProcess
{
    private readonly Channel<byte[]> output = Channel.CreateBounded<byte[]>(1);
    private readonly StringBuilder typed = new();

    public string Typed => typed.ToString();

    public bool IsEnded { get; private set; }

    public int? ExitCode { get; set; }

    /// <summary>Writes, and waits until it is taken: false when it was not within a moment.</summary>
    public async Task<bool> WriteAsync(byte[] text, TimeSpan limit)
    {
        using var moment = new CancellationTokenSource(limit);
        try
        {
            await output.Writer.WriteAsync(text, moment.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void End() => output.Writer.Complete();

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var piece in output.Reader.ReadAllAsync(ct)) yield return piece;
    }

    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        typed.Append(Encoding.UTF8.GetString(input.Span));
        return Task.CompletedTask;
    }

    public Task ResizeAsync(TerminalSize size, CancellationToken ct) => Task.CompletedTask;

    public Task<TerminalExit> ExitAsync(CancellationToken ct) => Task.FromResult(new TerminalExit(ExitCode, false));

    public ValueTask DisposeAsync()
    {
        IsEnded = true;
        return ValueTask.CompletedTask;
    }
}
