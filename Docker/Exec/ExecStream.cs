using System.Runtime.CompilerServices;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Docker.Http;
using GraphPlatform.Docker.Streams;

namespace GraphPlatform.Docker.Exec;

/// <summary>
/// A started command's input and output over a connection of its own. One may write while one reads. Disposing it closes the connection;
/// the command may go on, and sees its input end.
/// </summary>
public sealed class ExecStream : IAsyncDisposable
{
    private readonly EngineDuplex duplex;
    private readonly FrameReader frames;
    private int disposed;
    private int users = 1;

    internal ExecStream(EngineDuplex duplex, bool tty)
    {
        this.duplex = duplex;
        Tty = tty;
        frames = new(duplex.Stream, tty);
    }

    /// <summary>Whether it has a terminal: all its output is stdout, in pieces as they come.</summary>
    public bool Tty { get; }

    /// <summary>Writes to its standard input and waits until the engine took it.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct = default)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        return duplex.WriteAsync(bytes, ct);
    }

    /// <summary>Ends its standard input; its output still comes.</summary>
    public ValueTask CloseStdinAsync() => disposed != 0 ? ValueTask.CompletedTask : duplex.CloseWriteAsync();

    /// <summary>
    /// Its output until it ends. Only one loop at a time; a loop may be left and another begun where it stood. Cancelling a wait for
    /// output ends the connection. A payload is valid until the next MoveNext.
    /// </summary>
    public async IAsyncEnumerable<LogFrame> ReadAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        ObjectDisposedException.ThrowIf(disposed != 0, this);
        Interlocked.Increment(ref users);
        try
        {
            do
            {
                while (frames.TryRead(out var frame)) yield return frame;
            }
            while (await frames.FillAsync(ct));
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Closes the connection. A read under way ends with <see cref="DockerErrorKind.StreamBroken"/>.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return ValueTask.CompletedTask;
        duplex.Dispose();
        Release();
        return ValueTask.CompletedTask;
    }

    /// <summary>The buffer goes back to its pool only when no read can still write into it.</summary>
    private void Release()
    {
        if (Interlocked.Decrement(ref users) == 0) frames.Dispose();
    }
}
