using System.Net.Http.Headers;
using System.Net.Sockets;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent;

/// <summary>Checks the health of instances from the machine that they are on.</summary>
internal sealed class InstanceProbes(CommandRunner commands)
{
    private const int OutputLimit = 2000;

    private static readonly ProductInfoHeaderValue Product = new("GraphPlatform-Health-Check", typeof(InstanceProbes).Assembly.GetName().Version?.ToString(2));

    // One connection a check: that an old one still stands says little.
    private static readonly HttpMessageInvoker Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });

    /// <summary>Checks once.</summary>
    /// <returns>What is wrong; null when it is well.</returns>
    public async Task<string?> RunAsync(string instanceId, string address, HealthCheck check, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (check.Kind != HealthCheckKind.Command) limit.CancelAfter(check.Timeout);
        try
        {
            return check.Kind switch
            {
                HealthCheckKind.Command => await CommandAsync(instanceId, check, ct),
                HealthCheckKind.Http => await HttpAsync(address, check, limit.Token),
                _ => await TcpAsync(address, check, limit.Token),
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"no answer within {check.Timeout.TotalSeconds:0.#} s";
        }
    }

    private async Task<string?> CommandAsync(string instanceId, HealthCheck check, CancellationToken ct)
    {
        var command = new ExecCommand(check.Command!, null, [], ReadOnlyMemory<byte>.Empty, check.Timeout, OutputLimit);
        var result = await EngineProblems.AskAsync(ct, ct => commands.RunAsync(instanceId, command, ct), check.Timeout + EngineProblems.AnswerLimit);
        if (result.TimedOut) return $"no answer within {check.Timeout.TotalSeconds:0.#} s";
        if (result.ExitCode == 0) return null;
        var said = (result.Error.Length > 0 ? result.Error : result.Output).Trim();
        return $"exit code {result.ExitCode}{(said.Length > 0 ? ": " + said.Split('\n')[^1] : "")}";
    }

    private static async Task<string?> HttpAsync(string address, HealthCheck check, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{address}:{check.Port}{check.Path}"));
        request.Headers.Host = check.Host ?? HealthCheck.DefaultHost;
        request.Headers.UserAgent.Add(Product);
        try
        {
            using var answer = await Http.SendAsync(request, ct);
            return (int)answer.StatusCode is >= 200 and < 400 ? null : $"{check.Path} answers with status {(int)answer.StatusCode}";
        }
        catch (HttpRequestException error)
        {
            return $"{check.Path} does not answer: {error.GetBaseException().Message}";
        }
    }

    private static async Task<string?> TcpAsync(string address, HealthCheck check, CancellationToken ct)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, check.Port!.Value, ct);
            return null;
        }
        catch (SocketException error)
        {
            return $"port {check.Port} takes no connections: {error.Message}";
        }
    }
}
