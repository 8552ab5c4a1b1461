using System.Net;
using System.Text;
using GraphPlatform.Platform.Ingress;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Health;

/// <summary>Whether requests for containers' names arrive: at the gate, and through the proxy before it.</summary>
internal sealed class IngressHealth(GateMark mark, IOptions<IngressOptions> options) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = Limit, MaxResponseContentBufferSize = 4096 };

    public string Name => "ingress";

    public bool IsVital => false;

    public async Task<(HealthState, string)> LookAsync(CancellationToken ct)
    {
        var ingress = options.Value;
        if (await AskAsync(ingress.Gate, CaddyConfig.ChallengePath, ct) is not { } gate || gate != mark.Token)
            return (HealthState.Down, $"The gate at {ingress.Gate} does not answer, so no name under {ingress.Domain} leads to its container. Restart the server.");
        return await AskAsync(ingress.HttpListen, GateMark.Path, ct) switch
        {
            null => (HealthState.Degraded, $"No proxy answers at {ingress.HttpListen}, so names under {ingress.Domain} lead nowhere; published ports are still reached. Start Caddy with what 'graphplatform ingress-config' prints."),
            var proxy when proxy == mark.Token => (HealthState.Ok, $"Names under {ingress.Domain} lead to their containers."),
            _ => (HealthState.Degraded, $"What answers at {ingress.HttpListen} does not pass requests on to this server, so names under {ingress.Domain} lead elsewhere. Start Caddy with what 'graphplatform ingress-config' prints."),
        };
    }

    public void Dispose() => http.Dispose();

    /// <summary>What is answered at a listener; null when nothing is.</summary>
    private async Task<string?> AskAsync(string listener, string path, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Reachable(IPEndPoint.Parse(listener))}{path}");
            request.Headers.Add("X-Forwarded-Uri", GateMark.Path);      // a proxy says its own
            using var answer = await http.SendAsync(request, ct);
            return Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(ct));       // whatever another program says of its own encoding
        }
        catch (Exception away) when (away is HttpRequestException || (away is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Who listens everywhere listens on the loopback too.</summary>
    private static IPEndPoint Reachable(IPEndPoint listener) =>
        listener.Address.Equals(IPAddress.Any) ? new(IPAddress.Loopback, listener.Port) : listener.Address.Equals(IPAddress.IPv6Any) ? new(IPAddress.IPv6Loopback, listener.Port) : listener;
}
