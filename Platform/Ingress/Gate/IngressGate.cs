using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Runtime;
using GraphPlatform.Platform.Scaling;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Ingress.Gate;

/// <summary>
/// Tells the proxy, for each request, which instance answers it; wakes the container if need be, and holds the request until it is awake. For one that runs
/// this is a few looks into memory.
/// </summary>
public sealed class IngressGate(
    RoutingTable routes, LiveInstances live, ActivityTracker activity, GateWakes wakes, HeldRequests held, WorkerRegistry workers, IOptions<IngressOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Where a request for a host goes.</summary>
    /// <param name="host">The host that its client asked for, without a port.</param>
    /// <param name="ct">The client has gone: it is not held any longer.</param>
    public async ValueTask<GateAnswer> EnterAsync(string host, CancellationToken ct)
    {
        if (!routes.Loaded.IsCompletedSuccessfully && !await LoadedAsync(ct)) return GateAnswer.No(GateRefusalKind.Away);
        if (routes.Find(host) is not { } route) return GateAnswer.No(GateRefusalKind.UnknownHost);
        if (route.HttpPort is null && !live.Of(route.ContainerId).Any(i => i.HttpPort is not null)) return GateAnswer.No(GateRefusalKind.NoHttpPort);

        // Before the look: who is about to freeze it hides it, then looks at the last use.
        activity.Touch(route.ContainerId, UseKind.Request);
        if (Choose(route) is { Listens: true } ready) return new($"{ready.Address}:{ready.HttpPort}", null, null);
        return await HoldAsync(route, ct);
    }

    internal static bool CanServe(LiveInstance instance) => instance is { Serves: true, Address: not null, HttpPort: not null };

    private async Task<GateAnswer> HoldAsync(Route route, CancellationToken ct)
    {
        using var room = held.TryHold(route.ContainerId);
        if (room is null) return GateAnswer.No(GateRefusalKind.Busy);
        using var use = activity.Hold(route.ContainerId, UseKind.Request);
        var since = clock.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Value.WakeLimit);
        try
        {
            while (true)
            {
                if (Choose(route) is not { } instance)
                {
                    if (await wakes.WakeAsync(route.ContainerId).WaitAsync(limit.Token) is { } refusal) return new(null, null, refusal);
                }
                else if (instance.Listens || await ConnectsAsync(route, instance, limit.Token))
                {
                    return new($"{instance.Address}:{instance.HttpPort}", clock.GetElapsedTime(since), null);
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return GateAnswer.No(GateRefusalKind.Late);
        }
    }

    /// <summary>The next of those that serve; one that is known to take connections before one that is not.</summary>
    private LiveInstance? Choose(Route route)
    {
        var all = live.Of(route.ContainerId);
        if (all.Count == 0) return null;
        var turn = route.Next(all.Count);
        LiveInstance? found = null;
        for (var i = 0; i < all.Count; i++)
        {
            var instance = all[(turn + i) % all.Count];
            if (!CanServe(instance)) continue;
            if (instance.Listens) return instance;
            found ??= instance;
        }

        return found;
    }

    /// <summary>Waits until the port of one that was just started takes connections. Nothing tells when it does, so it is tried.</summary>
    /// <returns>Whether it does; false when it is not to be used any more.</returns>
    private async Task<bool> ConnectsAsync(Route route, LiveInstance instance, CancellationToken ct)
    {
        var (check, pause) = (HealthCheck.Listens(instance.HttpPort!.Value) with { Timeout = TimeSpan.FromSeconds(1) }, FirstPause);
        while (live.Of(route.ContainerId).Any(i => i.InstanceId == instance.InstanceId && i.Address == instance.Address))
        {
            try
            {
                if (await workers.Get(instance.WorkerId).ProbeAsync(instance.InstanceId, instance.Address!, check, ct) is null) return true;
            }
            catch (PlatformException)
            {
                // Its engine is away, or it has just ended: either is said by who sees to it, and this looks again.
            }

            await Task.Delay(pause, clock, ct);
            pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
        }

        return false;
    }

    /// <summary>Right after the start the names are still being read.</summary>
    private async Task<bool> LoadedAsync(CancellationToken ct)
    {
        try
        {
            await routes.Loaded.WaitAsync(options.Value.WakeLimit, clock, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
