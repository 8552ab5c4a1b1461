using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Runs commands in containers; one that is asleep is woken for it.</summary>
public sealed class ExecService(PowerService power, ActivityTracker activity, WorkerRegistry workers, AuditTrail audit)
{
    /// <summary>The longest a command may run.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    private static readonly TimeSpan WakeLimit = TimeSpan.FromSeconds(30);

    /// <summary>Runs a command in a container's first running instance.</summary>
    /// <exception cref="PlatformException">CONFLICT: it does not run. ENGINE: the command could not be started.</exception>
    public async Task<ExecResult> ExecAsync(Caller caller, string containerId, ExecCommand command, CancellationToken ct)
    {
        var problems = new Problems()
            .Require(command.Arguments.Count > 0 && command.Arguments[0].Length > 0, "Name a program to run: [\"ls\", \"-l\"].", "command")
            .Require(command.Timeout > TimeSpan.Zero && command.Timeout <= MaxTimeout, "The time limit is more than 0 and at most one hour.", "timeout");
        ProcessRules.Arguments(command.Arguments, problems, "command");
        ProcessRules.Variables(command.Environment, problems);
        problems.ThrowIfAny();
        var instance = await audit.WatchAsync(
            caller, "execInContainer", containerId, () => power.UseAsync(caller, containerId, UseKind.Exec, static _ => true, WakeLimit, ct), ct);
        using var use = activity.Hold(containerId, UseKind.Exec);

        // The program alone: its arguments may hold secrets.
        await audit.NoteAsync(caller, "execInContainer", instance.OrganizationId, containerId, command.Arguments[0], ct);
        return await workers.Get(instance.WorkerId).ExecAsync(instance.InstanceId, command, ct);
    }
}
