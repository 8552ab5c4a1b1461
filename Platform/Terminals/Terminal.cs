using System.Runtime.CompilerServices;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Platform.Terminals;

/// <summary>A program that somebody has opened with a terminal. In memory: it ends with the server.</summary>
#pragma warning disable CA1001 // Neither its token nor its turn holds anything of the system, and late callers may still ask for them.
public sealed partial class Terminal : IOwned
#pragma warning restore CA1001
{
    private const int LargestPiece = 32 << 10;

    private readonly ITerminalProcess process;
    private readonly Action<string> ended;
    private readonly TerminalUse use;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private readonly TerminalRing ring;
    private readonly TerminalFlow flow;
    private readonly TerminalInput input;
    private TaskCompletionSource changed = NewSignal();
    private TerminalEnd? end;

    internal Terminal(NewTerminal wanted, LiveOwner owner, ITerminalProcess process, Action<string> ended, TerminalOptions options, ActivityTracker activity, TimeProvider clock, ILogger logger)
    {
        (this.process, this.ended, this.clock, this.logger) = (process, ended, clock, logger);
        (Id, ContainerId, Size) = (owner.TerminalId, wanted.ContainerId, wanted.Size);
        (InstanceId, OrganizationId, UserId, SessionId) = (owner.InstanceId, owner.OrganizationId, owner.UserId, owner.SessionId);
        OpenedAt = clock.GetUtcNow();
        use = new TerminalUse(ContainerId, activity, clock);
        ring = new TerminalRing(options.RingBytes);
        flow = new TerminalFlow(options, clock);
        input = new TerminalInput(process, clock, ending.Token);
    }

    /// <summary><c>trm_…</c></summary>
    public string Id { get; }

    /// <inheritdoc />
    public string OrganizationId { get; }

    /// <summary>The container.</summary>
    public string ContainerId { get; }

    /// <summary>The instance that it is in.</summary>
    public string InstanceId { get; }

    /// <summary>Who opened it, and alone may see it.</summary>
    public string UserId { get; }

    /// <summary>The session that it was opened in, and ends with.</summary>
    public string? SessionId { get; }

    /// <summary>When.</summary>
    public DateTimeOffset OpenedAt { get; }

    /// <summary>How large it is.</summary>
    public TerminalSize Size { get; private set; }

    /// <summary>How it ended; null while it is open.</summary>
    public TerminalEnd? End => Volatile.Read(ref end);

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How many bytes of input the program was given.</summary>
    public long InputPosition => input.Position;

    /// <summary>How many bytes of output it has written.</summary>
    public long OutputPosition
    {
        get
        {
            lock (gate) return ring.Head;
        }
    }

    /// <summary>Since when nobody watches it; null while somebody does.</summary>
    internal DateTimeOffset? UnwatchedSince => use.UnwatchedSince;

    /// <summary>Begins to read what the program writes.</summary>
    internal void Start() => _ = Task.Run(PumpAsync);

    /// <summary>Ends it, and with it the program.</summary>
    /// <returns>Ends when the program is gone.</returns>
    internal async Task EndAsync(string reason, int? exitCode = null)
    {
        if (!Finish(new TerminalEnd(reason, exitCode))) return;
        ended(Id);
        await ending.CancelAsync();
        try
        {
            await process.DisposeAsync();
        }
        catch (Exception error)
        {
            CannotEnd(logger, error, Id);
        }
    }

    /// <summary>A token that ends with the terminal too.</summary>
    internal CancellationTokenSource UntilEnd(CancellationToken ct) => CancellationTokenSource.CreateLinkedTokenSource(ending.Token, ct);

    internal async Task<long> TypeAsync(long offset, ReadOnlyMemory<byte> typed, CancellationToken ct)
    {
        use.Touch();
        return await OpenAsync(() => input.WriteAsync(offset, typed, ct), ct);
    }

    internal Task ResizeAsync(TerminalSize size, CancellationToken ct) => OpenAsync(async () =>
    {
        await process.ResizeAsync(size, ct);
        Size = size;
        return true;
    }, ct);

    /// <summary>The client has got all output up to a place.</summary>
    internal void Acknowledge(long place)
    {
        lock (gate) flow.Acknowledge(Math.Min(place, ring.Head));
        Signal();
    }

    /// <summary>Output after a place: what is kept, then what is written from now on, then the end.</summary>
    /// <param name="after">The place.</param>
    /// <param name="window">How many bytes may be on their way without having been acknowledged; null: as fast as they are taken.</param>
    /// <param name="ct">Ends the stream.</param>
    /// <exception cref="PlatformException">VALIDATION: there is no such place.</exception>
    internal IAsyncEnumerable<TerminalOutput> FollowAsync(long after, int? window, CancellationToken ct)
    {
        lock (gate)
        {
            if (after > ring.Head) throw new PlatformException(ErrorCode.Validation, "This is no place of this terminal. Pass a cursor that it gave.", "after");
            flow.Acknowledge(after);
        }

        return OutputAsync(after, window, ct);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async IAsyncEnumerable<TerminalOutput> OutputAsync(long position, int? window, [EnumeratorCancellation] CancellationToken ct)
    {
        use.Enter(isOpen: End is null);
        Attend();
        try
        {
            while (true)
            {
                var next = Volatile.Read(ref changed);
                var (output, place) = Next(position, window);
                if (output is null)
                {
                    await next.Task.WaitAsync(ct);
                    continue;
                }

                yield return output;
                if (output is TerminalEnd) yield break;

                // Asked for the next, so this one is on its way.
                position = place;
                if (window is not null) continue;
                lock (gate) flow.Acknowledge(position);
            }
        }
        finally
        {
            use.Leave();
            Attend();
        }
    }

    private (TerminalOutput?, long) Next(long position, int? window)
    {
        lock (gate)
        {
            var begin = ring.Begin(position);
            if (begin > position) return (new TerminalGap(position, begin), begin);
            var most = window is { } bytes ? flow.Allowed(position, bytes, LargestPiece) : LargestPiece;
            if (position < ring.Head && most > 0 && ring.Read(position, most, end is not null) is { Length: > 0 } text) return (new TerminalText(position + text.Length, text), position + text.Length);
            return (position == ring.Head ? end : null, position);
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            await foreach (var written in process.ReadAsync(ending.Token))
            {
                for (var rest = written; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, flow.Grain)..])
                {
                    var piece = rest[..Math.Min(rest.Length, flow.Grain)];
                    await RoomAsync(piece.Length);
                    lock (gate) ring.Append(piece.Span);
                    Signal();
                }

                use.Touch();
            }

            var exit = await process.ExitAsync(ending.Token);
            await EndAsync(exit.WithInstance ? "The instance that it was in has ended: its container was stopped, deleted or replaced by a new version." : TerminalWords.Ended(exit.ExitCode), exit.WithInstance ? null : exit.ExitCode);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Whoever ends it has said why.
        }
        catch (PlatformException error)
        {
            await EndAsync($"The connection to its program has broken: {error.Message}");
        }
        catch (Exception error)
        {
            Broken(logger, error, Id);
            await EndAsync("The connection to its program has broken.");
        }
    }

    /// <summary>Waits until output can be kept without losing what nobody has got yet, or for as long as the program is held up for that.</summary>
    private async ValueTask RoomAsync(int length)
    {
        while (true)
        {
            Task progress;
            TimeSpan patience;
            lock (gate)
            {
                if (flow.HasRoom(ring.Head, length)) return;
                (progress, patience) = (flow.Progress, flow.Patience);
            }

            if (patience <= TimeSpan.Zero) break;
            try
            {
                await progress.WaitAsync(patience, clock, ending.Token);
            }
            catch (TimeoutException)
            {
                break;
            }
        }

        await Task.Delay(flow.Pace(length), clock, ending.Token);
    }

    private bool Finish(TerminalEnd reason)
    {
        lock (gate)
        {
            if (end is not null) return false;
            EndedAt = clock.GetUtcNow();
            Volatile.Write(ref end, reason);
        }

        Signal();
        return true;
    }

    private void Signal() => Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();

    /// <summary>Somebody came or went: the program is held up anew.</summary>
    private void Attend()
    {
        lock (gate) flow.Attend();
    }

    /// <summary>Does something with the program while it runs; what is cut off by its end says so.</summary>
    private async Task<T> OpenAsync<T>(Func<Task<T>> act, CancellationToken ct)
    {
        if (End is { } over) throw TerminalWords.Over(over);
        try
        {
            return await act();
        }
        catch (Exception error) when (End is not null && !ct.IsCancellationRequested && error is OperationCanceledException or PlatformException or ObjectDisposedException)
        {
            throw TerminalWords.Over(End!);
        }
    }

    [LoggerMessage(LogLevel.Error, "The program of terminal {TerminalId} could not be ended")]
    private static partial void CannotEnd(ILogger logger, Exception error, string terminalId);

    [LoggerMessage(LogLevel.Error, "The output of terminal {TerminalId} could not be read")]
    private static partial void Broken(ILogger logger, Exception error, string terminalId);
}
