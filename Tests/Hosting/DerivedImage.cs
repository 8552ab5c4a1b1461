using System.Diagnostics;

namespace GraphPlatform.Tests.Hosting;

/// <summary>An image for one test, made of the test image by the lines of a Dockerfile, and gone with the test.</summary>
public sealed class DerivedImage : IAsyncDisposable
{
    private DerivedImage(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Builds one.</summary>
    /// <param name="lines">Lines that follow FROM.</param>
    public static async Task<DerivedImage> BuildAsync(params string[] lines)
    {
        var image = new DerivedImage("graphplatform-test-derived:" + Guid.CreateVersion7().ToString("N"));
        var start = new ProcessStartInfo("docker", ["build", "-q", "-t", image.Name, "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOCKER_BUILDKIT"] = "0";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync($"FROM {DockerEngine.Image}\n{string.Join('\n', lines)}\n");
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        await output;
        return process.ExitCode == 0 ? image : throw new InvalidOperationException($"docker build: {await error}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await DockerEngine.RunAsync("rmi", "-f", Name);
}
