using System.Buffers;
using System.Diagnostics;
using System.Text;
using GraphPlatform.Docker;
using GraphPlatform.Docker.Containers;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent;

/// <summary>Runs a command in an instance, with bounded time and output.</summary>
internal sealed class CommandRunner(DockerClient docker, TimeProvider clock)
{
    /// <summary>Runs it to its end, or ends it.</summary>
    public async Task<ExecResult> RunAsync(string instanceId, ExecCommand command, CancellationToken ct)
    {
        var id = await docker.Exec.CreateAsync(Instance.EngineName(instanceId), new()
        {
            Cmd = command.Arguments,
            Env = command.Environment,
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
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            await EndAsync(id, ct);
            return new ExecResult(null, output.Text, error.Text, output.IsTruncated || error.IsTruncated, TimedOut: true);
        }

        var details = await docker.Exec.InspectAsync(id, ct);
        return new ExecResult(details.ExitCode, output.Text, error.Text, output.IsTruncated || error.IsTruncated, TimedOut: false);
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

    /// <summary>The engine has no call that ends an exec's process; on the engine's own machine it is a process like others.</summary>
    private async Task EndAsync(string execId, CancellationToken ct)
    {
        if ((await docker.Exec.InspectAsync(execId, ct)) is not { Running: true, Pid: > 0 and var pid }) return;
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill(entireProcessTree: true);
        }
        catch (ArgumentException)
        {
            // It ended at the same moment.
        }
    }

    private sealed class BoundedOutput(int limit)
    {
        private readonly ArrayBufferWriter<byte> kept = new();

        public bool IsTruncated { get; private set; }

        public string Text => Encoding.UTF8.GetString(kept.WrittenSpan);

        public void Write(ReadOnlySpan<byte> bytes)
        {
            var room = Math.Min(bytes.Length, limit - kept.WrittenCount);
            kept.Write(bytes[..room]);
            IsTruncated |= room < bytes.Length;
        }
    }
}
