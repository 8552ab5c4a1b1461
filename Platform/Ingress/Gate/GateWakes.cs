using System.Collections.Concurrent;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Scaling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Ingress.Gate;

/// <summary>Wakes containers for the gate: once, however many requests wait for it.</summary>
public sealed class GateWakes(PowerService power, StateDatabase database, IOptions<IngressOptions> options) : IDisposable
{
    private static readonly Caller Self = Caller.System("ingress");

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<GateRefusal?>>> running = new();

    /// <summary>Waits until an instance serves. It goes on when one of those who wait has left: others may still be there, and what has begun is written down.</summary>
    /// <returns>Null; or why none will.</returns>
    public Task<GateRefusal?> WakeAsync(string containerId) =>
        running.GetOrAdd(containerId, static (id, self) => new(() => self.RunAsync(id)), this).Value;

    /// <inheritdoc />
    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private async Task<GateRefusal?> RunAsync(string containerId)
    {
        var ct = stopping.Token;
        await Task.Yield();
        try
        {
            await power.UseAsync(Self, containerId, UseKind.Request, IngressGate.CanServe, options.Value.WakeLimit, ct);
            return null;
        }
        catch (PlatformException error)
        {
            return await ExplainAsync(error, containerId, ct);
        }
        finally
        {
            running.TryRemove(containerId, out _);
        }
    }

    /// <summary>The message of the error is for whom the container belongs to: it has its name, figures of the quota, or the end of its log.</summary>
    private async Task<GateRefusal> ExplainAsync(PlatformException error, string containerId, CancellationToken ct)
    {
        switch (error.Code)
        {
            case ErrorCode.QuotaExceeded: return new(GateRefusalKind.QuotaExceeded);
            case ErrorCode.NotFound: return new(GateRefusalKind.UnknownHost);
            case ErrorCode.Conflict: break;
            case ErrorCode.Capacity: return new(GateRefusalKind.Late);
            default: return new(GateRefusalKind.Away);
        }

        await using var db = await database.ReadAsync(ct);
        var all = db.As(Self);
        if (await all.Containers.SingleOrDefaultAsync(c => c.Id == containerId, ct) is not { Deleting: false } container) return new(GateRefusalKind.UnknownHost);
        if (container.Desired == DesiredState.Stop) return new(GateRefusalKind.Stopped);
        if (container.Holds != Holds.None) return new(container.Holds == Holds.Quota ? GateRefusalKind.QuotaExceeded : GateRefusalKind.Held);
        var shown = container.ServingDeploymentId ?? container.DeploymentId;
        var ended = await all.Instances.Where(i => i.ContainerId == containerId && i.DeploymentId == shown && (i.Status == InstanceStatus.Waiting || i.Status == InstanceStatus.Exited))
            .OrderBy(i => i.Index).FirstOrDefaultAsync(ct);
        return new(GateRefusalKind.Failed, EndOf(ended));
    }

    private static string EndOf(Instance? ended) => ended switch
    {
        null => "It could not be started.",
        { Health: InstanceHealth.Unhealthy } => "Its health check failed.",
        { OutOfMemory: true } => "It ran out of memory.",
        { ExitCode: 0 } => "It has finished.",
        _ => $"It ended with exit code {ended.ExitCode}.",
    };
}
