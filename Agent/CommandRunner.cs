using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using GraphPlatform.Agent.Prepared;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Agent;

/// <summary>Runs a command in an instance, with bounded time and output.</summary>
internal sealed partial class CommandRunner(DockerClient docker, StartFiles files, TimeProvider clock, ILogger<CommandRunner> logger)
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs it to its end, or ends it.</summary>
    public async Task<ExecResult> RunAsync(string instanceId, ExecCommand command, CancellationToken ct)
    {
        var id = await docker.Exec.CreateAsync(Instance.EngineName(instanceId), new()
        {
            Cmd = command.Arguments,
            Env = [.. files.EnvironmentOf(instanceId), .. InstanceRequest.Assignments(command.Environment)],
            WorkingDir = command.WorkingDirectory,
            AttachStdin = !command.Input.IsEmpty,
        }, ct);
        var (output, error) = (new BoundedOutput(command.OutputLimit), new BoundedOutput(command.OutputLimit));
        using var limit = new CancellationTokenSource(command.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            await using var stream = await docker.Exec.StartAsync(id, tty: false, either.Token);
            var input = WriteInputAsync(stream, command.Input, either.Token);
            await foreach (var frame in stream.ReadAsync(either.Token))
                (frame.Stream == LogStream.Stderr ? error : output).Write(frame.Payload.Span);
            await input;
        }
        catch (OperationCanceledException)
        {
            await EndAsync(instanceId, id);
            ct.ThrowIfCancellationRequested();
            return new ExecResult(null, output.Text, error.Text, output.IsTruncated || error.IsTruncated, TimedOut: true);
        }

        var end = await EndOfAsync(id, ct);

        // What never was a process has written nothing: the engine sends its own error as the command's standard output.
        if (end is { Pid: 0, ExitCode: not null, Running: false }) return ExecRefusal.Explain(command, output.Text);
        return new ExecResult(end.ExitCode, output.Text, error.Text, output.IsTruncated || error.IsTruncated, TimedOut: false);
    }

    /// <summary>The output ends a moment before the engine knows how the command has ended.</summary>
    private async Task<Docker.Exec.ExecDetails> EndOfAsync(string execId, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        while (true)
        {
            var details = await docker.Exec.InspectAsync(execId, ct);
            if (!details.Running || clock.GetElapsedTime(begun) > EndLimit) return details;
            await Task.Delay(Look, clock, ct);
        }
    }

    private static async Task WriteInputAsync(Docker.Exec.ExecStream stream, ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        try
        {
            if (!input.IsEmpty) await stream.WriteAsync(input, ct);
            await stream.CloseStdinAsync();
        }
        catch (DockerException error) when (error.Kind is DockerErrorKind.StreamBroken or DockerErrorKind.Unavailable)
        {
            // The command ended without reading all of its input, as `head` does.
        }
    }

    /// <summary>
    /// The engine has no call that ends an exec's process. On the engine's own machine it is a process like others, once it is certain that it is that one.
    /// </summary>
    private async Task EndAsync(string instanceId, string execId)
    {
        using var limit = new CancellationTokenSource(EndLimit, clock);
        try
        {
            if ((await docker.Exec.InspectAsync(execId, limit.Token)) is not { Running: true, Pid: > 0 and var pid }) return;
            var container = await docker.Containers.InspectAsync(Instance.EngineName(instanceId), ct: limit.Token);
            if (!LocalProcess.IsOf(pid, container.Id)) return;
            using var process = Process.GetProcessById(pid);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is ArgumentException or IOException or Win32Exception or AggregateException or DockerException or OperationCanceledException)
        {
            CannotEnd(logger, instanceId, error.Message);      // it ended at the same moment, or we may not end it
        }
    }

    [LoggerMessage(LogLevel.Warning, "A command in {InstanceId} could not be ended: {Reason}")]
    private static partial void CannotEnd(ILogger logger, string instanceId, string reason);

    private sealed class BoundedOutput(int limit)
    {
        private readonly ArrayBufferWriter<byte> kept = new();

        public bool IsTruncated { get; private set; }

        public string Text
        {
            get
            {
                // Cut inside of a character, it has none of it.
                var whole = kept.WrittenSpan;
                if (IsTruncated && Rune.DecodeLastFromUtf8(whole, out _, out var part) == OperationStatus.NeedMoreData) whole = whole[..^part];
                return Encoding.UTF8.GetString(whole);
            }
        }

        public void Write(ReadOnlySpan<byte> bytes)
        {
            var room = Math.Min(bytes.Length, limit - kept.WrittenCount);
            kept.Write(bytes[..room]);
            IsTruncated |= room < bytes.Length;
        }
    }
}
