using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Terminals;

/// <summary>
/// Brings what was typed to the program, in the order in which it was typed and each byte once, however requests overtake each other or are sent again: each says how many
/// bytes were typed before it.
/// </summary>
#pragma warning disable CA1001 // The turn holds nothing of the system, and late callers may still ask for it.
internal sealed class TerminalInput(ITerminalProcess process, TimeProvider clock, CancellationToken ended)
#pragma warning restore CA1001
{
    /// <summary>The most that one request may carry.</summary>
    public const int Largest = 64 << 10;

    private const int MostWaiting = 200;
    private static readonly TimeSpan MissingLimit = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim writing = new(1, 1);
    private TaskCompletionSource moved = NewSignal();
    private long position;
    private int waiting;

    /// <summary>How many bytes the program was given.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>Writes what was not written before. What comes before its predecessor waits for it.</summary>
    /// <param name="offset">How many bytes were typed before these.</param>
    /// <param name="typed">The bytes.</param>
    /// <param name="ct">Ends the wait. What has begun to be written is written whole.</param>
    /// <returns>How many bytes the program has now.</returns>
    /// <exception cref="PlatformException">CONFLICT: what was typed before is missing. RATE_LIMITED: too much waits.</exception>
    public async Task<long> WriteAsync(long offset, ReadOnlyMemory<byte> typed, CancellationToken ct)
    {
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw new PlatformException(ErrorCode.RateLimited, "The program does not read, and much is typed already. Wait for what was sent before.");
        }

        // Not cancelled with the request: half of it written would be typed twice when it is sent again.
        var all = InOrderAsync(offset, typed);
        return await all.WaitAsync(ct);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<long> InOrderAsync(long offset, ReadOnlyMemory<byte> typed)
    {
        try
        {
            while (true)
            {
                var next = Volatile.Read(ref moved);
                if (offset <= Position) return await WriteAsync(offset, typed);
                await next.Task.WaitAsync(MissingLimit, clock, ended);
            }
        }
        catch (TimeoutException)
        {
            throw new PlatformException(ErrorCode.Conflict, $"What was typed before this has not come: the terminal has {Position} bytes. Send again from there.", "offset");
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private async Task<long> WriteAsync(long offset, ReadOnlyMemory<byte> typed)
    {
        await writing.WaitAsync(ended);
        try
        {
            var rest = typed[(int)Math.Min(typed.Length, Position - offset)..];
            if (rest.IsEmpty) return Position;
            await process.WriteAsync(rest, ended);
            Volatile.Write(ref position, position + rest.Length);
            Interlocked.Exchange(ref moved, NewSignal()).TrySetResult();
            return Position;
        }
        finally
        {
            writing.Release();
        }
    }
}
