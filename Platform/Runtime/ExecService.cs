using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Runtime;

/// <summary>Runs commands in containers.</summary>
public sealed class ExecService(StateDatabase database, WorkerRegistry workers, AuditTrail audit)
{
    /// <summary>The longest a command may run.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    /// <summary>Runs a command in a container's first running instance.</summary>
    /// <exception cref="PlatformException">CONFLICT: it does not run. ENGINE: the command could not be started.</exception>
    public async Task<ExecResult> ExecAsync(Caller caller, string containerId, ExecCommand command, CancellationToken ct)
    {
        new Problems()
            .Require(command.Arguments.Count > 0 && command.Arguments[0].Length > 0, "Name a program to run: [\"ls\", \"-l\"].", "command")
            .Require(command.Timeout > TimeSpan.Zero && command.Timeout <= MaxTimeout, "The time limit is more than 0 and at most one hour.", "timeout")
            .ThrowIfAny();
        var instance = await audit.WatchAsync(caller, "execInContainer", containerId, () => FindAsync(caller, containerId, ct), ct);

        // The program alone: its arguments may hold secrets.
        await audit.NoteAsync(caller, "execInContainer", instance.OrganizationId, containerId, command.Arguments[0], ct);
        return await workers.Get(instance.WorkerId).ExecAsync(instance.Id, command, ct);
    }

    private async Task<Instance> FindAsync(Caller caller, string containerId, CancellationToken ct)
    {
        await using var db = await database.ReadAsync(ct);
        var container = await db.As(caller).Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct);
        caller.Demand(Right.Execute, container, "container", containerId);
        return await db.As(caller).Instances
            .Where(i => i.ContainerId == containerId && i.Status == InstanceStatus.Running).OrderBy(i => i.Index).FirstOrDefaultAsync(ct)
            ?? throw new PlatformException(ErrorCode.Conflict, $"Container '{container.Name}' is not running. Start it first.");
    }
}
