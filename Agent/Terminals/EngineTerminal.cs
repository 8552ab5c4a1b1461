using System.Runtime.CompilerServices;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Exec;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Agent.Terminals;

/// <summary>A command of the engine with a terminal. Closing its connection ends nothing: it would wait for its next key for ever.</summary>
/// <param name="docker">The engine.</param>
/// <param name="instanceId">The instance.</param>
/// <param name="execId">The command.</param>
/// <param name="mark">The variable in the environment of all that runs in it.</param>
/// <param name="stream">Its connection.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">Hears what could not be ended.</param>
internal sealed partial class EngineTerminal(DockerClient docker, string instanceId, string execId, string mark, ExecStream stream, TimeProvider clock, ILogger logger) : ITerminalProcess
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortLook = TimeSpan.FromMilliseconds(20);

    // From inside, for engines on other machines and servers that may not end processes of this one: whatever has the mark.
    private const string EndMarked = """
        for s in HUP CONT KILL; do
          for p in /proc/[0-9]*; do grep -qs "$1" "$p/environ" && kill -$s "${p#/proc/}" 2>/dev/null; done
          if [ $s = CONT ]; then sleep 1; fi
        done
        """;

    // 128 + SIGKILL: so ends what was in a container whose first process has ended.
    private const int Killed = 137;

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var frame in EngineStreams.Explained(stream.ReadAsync(ct))) yield return frame.Payload;
    }

    public Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken ct) =>
        EngineProblems.TellAsync(ct, Timeout.InfiniteTimeSpan, ct => stream.WriteAsync(input, ct).AsTask());

    public Task ResizeAsync(TerminalSize size, CancellationToken ct) =>
        EngineProblems.TellAsync(ct, ct => docker.Exec.ResizeAsync(execId, size.Columns, size.Rows, ct));

    /// <summary>Its terminal has its first size only when it runs; the answer to its start comes earlier.</summary>
    public async Task BeginAsync(TerminalSize size, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await docker.Exec.ResizeAsync(execId, size.Columns, size.Rows, ct);
                return;
            }
            catch (DockerException) when (clock.GetElapsedTime(begun) < EndLimit)
            {
                if ((await docker.Exec.InspectAsync(execId, ct)).ExitCode is not null) return;      // its output says why
                await Task.Delay(ShortLook, clock, ct);
            }
        }
    }

    public Task<TerminalExit> ExitAsync(CancellationToken ct) => EngineProblems.AskAsync(ct, async ct =>
    {
        try
        {
            // The output ends a moment before the engine knows how.
            var details = await LookAsync(() => docker.Exec.InspectAsync(execId, ct), static d => !d.Running, ct);
            if (details.ExitCode is not Killed and not null) return new TerminalExit(details.ExitCode, await IsOverAsync(ct));
            await LookAsync(() => IsOverAsync(ct), static over => over, ct);
            return new TerminalExit(details.ExitCode, await IsOverAsync(ct));
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.NotFound)
        {
            return new TerminalExit(null, WithInstance: true);
        }
    });

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(EndLimit, clock);
        try
        {
            if (await docker.Exec.InspectAsync(execId, limit.Token) is not { Running: true, Pid: > 0 and var leader, ContainerId: var container }) return;
            if (LocalProcess.IsOf(leader, container) && await TerminalSession.EndAsync(leader, container, Grace, clock)) return;
            await EndInsideAsync(container, limit.Token);
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.NotFound)
        {
            // Its container is gone, and it with it.
        }
        catch (Exception error) when (error is DockerException or OperationCanceledException)
        {
            CannotEnd(logger, instanceId, error.Message);
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private async Task EndInsideAsync(string container, CancellationToken ct)
    {
        await docker.Exec.StartDetachedAsync(await docker.Exec.CreateAsync(container, new() { Cmd = ["/bin/sh", "-c", EndMarked, "sh", mark] }, ct), ct);
        if ((await LookAsync(() => docker.Exec.InspectAsync(execId, ct), static d => !d.Running, ct)).Running) CannotEnd(logger, instanceId, "it does not end");
    }

    private async Task<bool> IsOverAsync(CancellationToken ct)
    {
        try
        {
            return !(await docker.Containers.InspectAsync(Instance.EngineName(instanceId), ct: ct)).State.Running;
        }
        catch (DockerException error) when (error.Kind == DockerErrorKind.NotFound)
        {
            return true;
        }
    }

    /// <summary>Looks until it is so, for a short while.</summary>
    private async Task<T> LookAsync<T>(Func<Task<T>> look, Func<T, bool> isSo, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isSo(seen) || clock.GetElapsedTime(begun) > 2 * Grace) return seen;
            await Task.Delay(ShortLook, clock, ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The program of a terminal in {InstanceId} could not be ended: {Reason}")]
    private static partial void CannotEnd(ILogger logger, string instanceId, string reason);
}
