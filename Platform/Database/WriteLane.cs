namespace GraphPlatform.Platform.Database;

/// <summary>SQLite has one writer at a time. Waiting here, in order, beats being told "busy" there. PostgreSQL needs no lane.</summary>
public sealed class WriteLane(bool single) : IDisposable
{
    private readonly SemaphoreSlim lane = new(1, 1);

    /// <summary>Waits for the turn; disposing what it returns ends the turn.</summary>
    public async ValueTask<IDisposable?> EnterAsync(CancellationToken ct)
    {
        if (!single) return null;
        await lane.WaitAsync(ct);
        return new Turn(lane);
    }

    /// <inheritdoc />
    public void Dispose() => lane.Dispose();

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        private SemaphoreSlim? held = lane;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
