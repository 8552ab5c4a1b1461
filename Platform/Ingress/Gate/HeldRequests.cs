using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Ingress.Gate;

/// <summary>Counts the requests that wait for a container to wake: so many in all, and so many for one, that nobody takes all the room.</summary>
public sealed class HeldRequests(IOptions<IngressOptions> options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> byContainer = [];
    private int total;

    /// <summary>How many wait now.</summary>
    public int Count
    {
        get
        {
            lock (gate) return total;
        }
    }

    /// <summary>Lets one more wait, until what is returned is disposed; null when there is no room.</summary>
    public IDisposable? TryHold(string containerId)
    {
        lock (gate)
        {
            var own = byContainer.GetValueOrDefault(containerId);
            if (total >= options.Value.MaxHeldRequests || own >= options.Value.MaxHeldPerContainer) return null;
            total++;
            byContainer[containerId] = own + 1;
        }

        return new Held(this, containerId);
    }

    private void Release(string containerId)
    {
        lock (gate)
        {
            total--;
            if (--byContainer[containerId] == 0) byContainer.Remove(containerId);
        }
    }

    private sealed class Held(HeldRequests all, string containerId) : IDisposable
    {
        private int ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0) all.Release(containerId);
        }
    }
}
