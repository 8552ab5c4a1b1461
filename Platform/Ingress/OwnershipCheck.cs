using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Ingress;

/// <summary>Looks whether whoever added a domain owns it: its TXT record shows the token, or the host itself does over HTTP.</summary>
public sealed class OwnershipCheck(TextRecords records, IOptions<IngressOptions> options) : IDisposable
{
    private const int HttpPort = 80;
    private const int MaxAnswer = 256;

    // Other names are not followed: who redirects has not shown the token.
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = MaxAnswer,
    };

    /// <summary>Looks for the token.</summary>
    /// <returns>Null when it was found; otherwise what was found instead, and what to do.</returns>
    public async Task<string?> ExplainAsync(Domain domain, CancellationToken ct)
    {
        var record = await InRecordAsync(domain, ct);
        if (record is null) return null;
        var answer = await OverHttpAsync(domain, ct);
        return answer is null
            ? null
            : $"{domain.Host} does not show the token yet. TXT record {domain.RecordName}: {record}. {Url(domain)}: {answer}. Add the TXT record with the token, or let the host point here, then verify again.";
    }

    /// <summary>Where the host itself would show the token.</summary>
    public string Url(Domain domain)
    {
        // Certificates come after the verification, so it is plain HTTP: on its own port, or where the installation has no other.
        var port = options.Value.Scheme == "http" ? options.Value.PublicPort : HttpPort;
        return $"http://{domain.Host}{(port == HttpPort ? "" : ":" + port)}{Domain.ChallengePath}{domain.Id}";
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private static bool Same(string shown, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown.Trim()), Encoding.UTF8.GetBytes(token));

    private async Task<string?> InRecordAsync(Domain domain, CancellationToken ct)
    {
        try
        {
            var texts = await records.LookUpAsync(domain.RecordName, ct);
            return texts.Any(text => Same(text, domain.Token)) ? null : texts.Count == 0 ? "there is none" : "it has another value";
        }
        catch (IOException error)
        {
            return $"it could not be looked up ({error.Message})";
        }
    }

    private async Task<string?> OverHttpAsync(Domain domain, CancellationToken ct)
    {
        try
        {
            using var response = await http.GetAsync(Url(domain), ct);
            return response.IsSuccessStatusCode && Same(await response.Content.ReadAsStringAsync(ct), domain.Token) ? null : "it answers something else";
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            // Not why: whoever adds a domain must not learn what listens where.
            return "it answers nothing of ours";
        }
    }
}
