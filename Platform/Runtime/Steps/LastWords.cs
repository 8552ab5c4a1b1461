using System.Text;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Runtime.Plans;

namespace GraphPlatform.Platform.Runtime.Steps;

/// <summary>What a user wants to know of an instance that ended: what it said last is in the log.</summary>
internal sealed class LastWords(InstanceFollowers followers, LogStore logs)
{
    // What shells and init programs answer: POSIX, Shell and Utilities, 2.8.2.
    private const int NotExecutable = 126;
    private const int NotFound = 127;
    private const int Lines = 3;
    private const int MaxLength = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Its last lines as a sentence that follows another; empty when it said nothing.</summary>
    public async Task<string> OfAsync(ReconcileState state, Instance instance, CancellationToken ct)
    {
        if (instance.StartedAt is null) return "";
        if (!instance.IsAlive) await followers.DrainAsync(state.Followed(instance), instance.StartedAt, Limit, ct);
        var log = logs.Get(instance.ContainerId);
        var last = logs.Read(instance.ContainerId, Math.Max(log.First - 1, log.Head - Lines), log.Head, Lines)
            .Where(l => l.InstanceId == instance.Id && l.Text.Length > 0)
            .Select(l => Plain(l.Text.Span))
            .ToList();
        return last.Count switch
        {
            0 => "",
            1 => $" Its last line: {last[0]}",
            _ => $" Its last lines:\n{string.Join('\n', last)}",
        };
    }

    /// <summary>A line without colours, cut between two characters.</summary>
    internal static string Plain(ReadOnlySpan<byte> line)
    {
        var plain = new byte[line.Length];
        var text = plain.AsSpan(0, AnsiText.Strip(line, plain));
        return Encoding.UTF8.GetString(text.Length <= MaxLength ? text : text[..Utf8Text.WholeLength(text[..MaxLength])]).Trim();
    }

    /// <summary>Why a start ended at once, and what helps.</summary>
    public async Task<Problem> ExplainAsync(ReconcileState state, Instance ended, CancellationToken ct)
    {
        var what = ended.ExitCode switch
        {
            _ when ended.Health == InstanceHealth.Unhealthy => Readiness.EndOf(state.Container, ended) + ".",
            NotFound => "The program was not found in the image. Check entrypoint and command.",
            NotExecutable => "The program cannot be executed. Check entrypoint and command, and the file's mode.",
            _ when ended.OutOfMemory => $"{Readiness.EndOf(state.Container, ended)} right after its start. Give it more.",
            _ => $"{Readiness.EndOf(state.Container, ended)} right after its start.",
        };
        return new Problem(ErrorCode.Engine, what + await OfAsync(state, ended, ct));
    }
}
