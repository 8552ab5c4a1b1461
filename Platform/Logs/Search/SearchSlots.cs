namespace GraphPlatform.Platform.Logs.Search;

/// <summary>
/// Searches take a processor each, and anybody who may see a log may search it: so many go on at a time, and others wait. A slot is held while something is looked at, and never while a client
/// takes what was found.
/// </summary>
internal sealed class SearchSlots : IDisposable
{
    private const int AtOnce = 2;

    private readonly SemaphoreSlim slots = new(AtOnce, AtOnce);

    /// <summary>Looks at something on a thread of the pool.</summary>
    public Task<T> RunAsync<T>(Func<T> look, CancellationToken ct) => RunAsync(() => Task.Run(look, ct), ct);

    /// <summary>Looks at something.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> look, CancellationToken ct)
    {
        await slots.WaitAsync(ct);
        try
        {
            return await look();
        }
        finally
        {
            slots.Release();
        }
    }

    public void Dispose() => slots.Dispose();
}
