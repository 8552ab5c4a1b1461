using GraphPlatform.Agent.Prepared;
using GraphPlatform.Docker;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Logging;

namespace GraphPlatform.Agent.Terminals;

/// <summary>Runs programs with a terminal in instances, and finds those again that a killed server has left.</summary>
internal sealed class TerminalOpener(DockerClient docker, StartFiles files, InstallationId installation, TimeProvider clock, ILogger<TerminalOpener> logger)
{
    /// <summary>In the environment of all that runs in a terminal: which, and of which installation.</summary>
    private const string Mark = "GRAPHPLATFORM_TERMINAL=";

    // Detaches: the engine keeps back a key that could begin it until the next comes. Its own is Ctrl+P, which shells know; this begins with Ctrl+Space.
    private const string DetachKeys = "ctrl-@,ctrl-^,ctrl-@,ctrl-^,ctrl-@,ctrl-^,ctrl-@,ctrl-^";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // No login shell: its profile would set a PATH of its own in place of the image's.
    private static readonly string[] Shell = ["/bin/sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash; exec /bin/sh"];

    /// <summary>Starts one.</summary>
    public async Task<ITerminalProcess> OpenAsync(string instanceId, TerminalCommand command, CancellationToken ct)
    {
        var mark = $"{Mark}{installation.Value}/{command.TerminalId}";
        var id = await docker.Exec.CreateAsync(Instance.EngineName(instanceId), new()
        {
            Cmd = command.Arguments.Count > 0 ? command.Arguments : Shell,
            Env = [.. files.EnvironmentOf(instanceId), "TERM=xterm-256color", "COLORTERM=truecolor", .. InstanceRequest.Assignments(command.Environment), mark],
            WorkingDir = command.WorkingDirectory,
            Tty = true,
            AttachStdin = true,
            DetachKeys = DetachKeys,
        }, ct);
        var terminal = new EngineTerminal(docker, instanceId, id, mark, await docker.Exec.StartAsync(id, tty: true, ct), clock, logger);
        try
        {
            await terminal.BeginAsync(command.Size, ct);
            return terminal;
        }
        catch
        {
            await terminal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends what runs in terminals of this installation that no server knows any more.</summary>
    public async Task<int> EndLostAsync(CancellationToken ct)
    {
        var containers = await docker.Containers.ListAsync(new() { Labels = [$"{InstanceRequest.InstallationLabel}={installation.Value}"] }, ct: ct);
        var lost = TerminalSession.Leaders(Mark).Where(l => l.Value.StartsWith(installation.Value + "/", StringComparison.Ordinal))
            .Select(l => (l.Leader, Container: containers.FirstOrDefault(c => TerminalSession.IsFromOutside(l.Leader, c.Id))?.Id)).Where(l => l.Container is not null).ToList();
        await Task.WhenAll(lost.Select(l => TerminalSession.EndAsync(l.Leader, l.Container!, Grace, clock)));
        return lost.Count;
    }
}
