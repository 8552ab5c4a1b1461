namespace GraphPlatform.Platform.Runtime;

/// <summary>Few containers speak to the engine at once: it serializes much of what it is asked. What waits for something else (a pull, a polite end) holds no slot.</summary>
internal sealed class ReconcileSlots : IDisposable
{
    private const int AtOnce = 8;

    private readonly SemaphoreSlim slots = new(AtOnce);

    /// <summary>Waits for a slot; disposing what it returns gives it back.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken ct)
    {
        await slots.WaitAsync(ct);
        return new Slot(slots);
    }

    /// <inheritdoc />
    public void Dispose() => slots.Dispose();

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        private SemaphoreSlim? held = slots;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
