
namespace GraphPlatform.Tests.Docker.Fakes;

/// <summary>Waits for something that has no event to wait for.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, "Not within 20 s: " + what);
            await Task.Delay(10, CancellationToken.None);
        }
    }

    /// <summary>How many sockets this process has open.</summary>
    public static int Sockets() => new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
        .Count(entry => Target(entry)?.StartsWith("socket:", StringComparison.Ordinal) == true);

    private static string? Target(FileSystemInfo entry)
    {
        try
        {
            return entry.LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
