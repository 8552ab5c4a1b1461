using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GraphPlatform.Tests.Docker;

public sealed class EndpointTests
{
    [Theory]
    [InlineData(null, "unix:///var/run/docker.sock")]
    [InlineData("", "unix:///var/run/docker.sock")]
    [InlineData("unix:///run/other.sock", "unix:///run/other.sock")]
    [InlineData("tcp://10.0.0.1:2375", "tcp://10.0.0.1:2375/")]
    public async Task The_environment_names_the_engine(string? host, string address)
    {
        await using var client = DockerClient.FromEnvironment(name => name == "DOCKER_HOST" ? host : null);
        Assert.Equal(address, client.Endpoint.ToString());
    }

    [Theory]
    [InlineData("ssh://host")]
    [InlineData("not an address")]
    public void Other_endpoints_are_refused_with_a_reason(string host) =>
        Assert.Contains(host, Assert.Throws<ArgumentException>(() => DockerClient.FromEnvironment(name => name == "DOCKER_HOST" ? host : null)).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task Tls_shows_our_certificate_and_trusts_only_the_given_authority()
    {
        var folder = Directory.CreateTempSubdirectory("gp-tls").FullName;
        try
        {
            using var authority = Authority("CN=test authority");
            using var server = Issue(authority, "CN=127.0.0.1");
            using var user = Issue(authority, "CN=user");
            await WriteAsync(folder, authority, user);
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var seen = new List<string?>();
            var serving = ServeAsync(listener, server, authority, seen);
            var host = $"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

            await using var client = DockerClient.FromEnvironment(Variables(host, folder));
            Assert.Equal("1.47", (await client.System.PingAsync()).ApiVersion);
            Assert.Equal("CN=user", Assert.Single(seen));

            using var stranger = Authority("CN=stranger");
            await WriteAsync(folder, stranger, user);
            await using var wary = DockerClient.FromEnvironment(Variables(host, folder));
            var e = await Assert.ThrowsAsync<DockerException>(() => wary.System.PingAsync());
            Assert.Equal(DockerErrorKind.Unavailable, e.Kind);
            Assert.Contains("DOCKER_CERT_PATH", e.Message, StringComparison.Ordinal);
            listener.Stop();
            await serving;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Func<string, string?> Variables(string host, string folder) =>
        name => name switch { "DOCKER_HOST" => host, "DOCKER_TLS_VERIFY" => "1", "DOCKER_CERT_PATH" => folder, _ => null };

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate, X509Certificate2 authority, List<string?> seen)
    {
        while (true)
        {
            try
            {
                using var socket = await listener.AcceptSocketAsync();
                await using var tls = new SslStream(new NetworkStream(socket), false);
                await tls.AuthenticateAsServerAsync(Trusting(certificate, authority));
                if (await tls.ReadAsync(new byte[1024]) == 0) continue;
                seen.Add(tls.RemoteCertificate?.Subject);
                await tls.WriteAsync("HTTP/1.1 200 OK\r\nApi-Version: 1.47\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"u8.ToArray());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client did not trust us.
            }
        }
    }

    private static SslServerAuthenticationOptions Trusting(X509Certificate2 own, X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        return new() { ServerCertificate = own, ClientCertificateRequired = true, CertificateChainPolicy = policy };
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    private static async Task WriteAsync(string folder, X509Certificate2 authority, X509Certificate2 user)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.pem"), authority.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), user.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), user.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }
}
