using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace GraphPlatform.Docker.Http;

/// <summary>Mutual TLS as the docker command line does it: <c>ca.pem</c>, <c>cert.pem</c>, <c>key.pem</c> in one folder.</summary>
internal static class EngineTls
{
    public static SslClientAuthenticationOptions Options(string host, DockerClientOptions options)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = host };
        if (!options.VerifyServer) Accept(tls);
        if (options.CertificateFolder is not { } folder) return tls;

        var (authority, certificate, key) = (Path.Combine(folder, "ca.pem"), Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        if (File.Exists(certificate) && File.Exists(key))
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(
                X509Certificate2.CreateFromPemFile(certificate, key), additionalCertificates: null, offline: true);
        if (options.VerifyServer && File.Exists(authority))
        {
            tls.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
        }

        return tls;
    }

    public static async Task<Stream> AuthenticateAsync(Stream transport, SslClientAuthenticationOptions options, CancellationToken ct)
    {
        var stream = new SslStream(transport, leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(options, ct);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>The user turned verification off (DOCKER_TLS without DOCKER_TLS_VERIFY): encrypted, but not authenticated.</summary>
#pragma warning disable CA5359 // Only at the user's explicit request.
    private static void Accept(SslClientAuthenticationOptions tls) => tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
}
