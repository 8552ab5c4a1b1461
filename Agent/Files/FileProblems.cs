namespace GraphPlatform.Agent.Files;

/// <summary>Tells what Linux refused as a user understands it.</summary>
internal static class FileProblems
{
    /// <summary>Does something that may wait for the disk.</summary>
    /// <param name="path">What it is about.</param>
    /// <param name="action">Is run where waiting holds nobody up.</param>
    /// <param name="ct">Cancels before it begins.</param>
    public static Task<T> DoAsync<T>(string path, Func<T> action, CancellationToken ct) => ExplainAsync(path, () => Task.Run(action, ct));

    /// <summary>The same for what has no result.</summary>
    public static Task DoAsync(string path, Action action, CancellationToken ct) => ExplainAsync(path, async () =>
    {
        await Task.Run(action, ct);
        return true;
    });

    /// <summary>The same for what has no result.</summary>
    public static Task ExplainAsync(string path, Func<Task> action) => ExplainAsync(path, async () =>
    {
        await action();
        return true;
    });

    /// <summary>Awaits something; what Linux refuses is explained.</summary>
    public static async Task<T> ExplainAsync<T>(string path, Func<Task<T>> action)
    {
        var shown = path.Length == 0 ? "the volume" : path;
        try
        {
            return await action();
        }
        catch (LinuxException error)
        {
            throw error.Explain(shown);
        }
        catch (IOException error) when (error.HResult is LinuxError.NoSpace or LinuxError.QuotaReached or LinuxError.ReadOnly or LinuxError.TooLarge)
        {
            throw new LinuxException(error.HResult, shown).Explain(shown);      // .NET gives the number of Linux
        }
    }
}
