using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Projects;
using GraphPlatform.Platform.Workers;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Platform.Networks;

/// <summary>Sees to it that a project's network is on a machine, on addresses that nothing else there has.</summary>
internal sealed class ProjectNetworks(StateDatabase database, SubnetPool subnets)
{
    private const int Attempts = 3;

    /// <summary>Makes the network unless it is there. Where the engine has something else at its addresses, the project moves to others.</summary>
    /// <returns>The network's name on the engine.</returns>
    public async Task<string> EnsureAsync(Caller caller, IWorker worker, Project project, CancellationToken ct)
    {
        for (var attempt = 0; !await worker.EnsureNetworkAsync(project.NetworkName, project.Subnet, ct); attempt++)
        {
            if (attempt == Attempts)
                throw new PlatformException(ErrorCode.Engine, $"No free addresses for the project's network were found in {Attempts} attempts.") { Transient = true };
            project = await MoveAsync(caller, worker, project.Id, ct);
        }

        return project.NetworkName;
    }

    private async Task<Project> MoveAsync(Caller caller, IWorker worker, string projectId, CancellationToken ct)
    {
        var foreign = await worker.ListSubnetsAsync(ct);
        await using var work = await database.BeginAsync(ct);
        var project = await work.As(caller).Projects.SingleAsync(p => p.Id == projectId, ct);
        var ours = await work.As(caller).Projects.Select(p => p.Subnet).ToListAsync(ct);
        project.MoveTo(subnets.Allocate(ours.Concat(foreign)));
        await work.CommitAsync(ct, () => new(ErrorCode.Conflict, "Somebody took the same subnet at the same moment.") { Transient = true });
        return project;
    }
}
