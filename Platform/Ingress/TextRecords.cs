using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace GraphPlatform.Platform.Ingress;

/// <summary>Asks the configured name servers, or those of the machine, for TXT records. .NET asks for addresses only.</summary>
public sealed class TextRecords(IOptions<IngressOptions> options)
{
    private const int DnsPort = 53;
    private const int NoSuchName = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The TXT records of a name; none when there is no such name.</summary>
    /// <exception cref="IOException">No server answered; the message says why.</exception>
    public async Task<IReadOnlyList<string>> LookUpAsync(string name, CancellationToken ct)
    {
        var problem = "no name server is configured";
        foreach (var server in Servers())
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Patience);
            try
            {
                var answer = await AskAsync(server, name, limit.Token);
                if (answer.Code is 0 or NoSuchName) return answer.Texts;
                problem = $"{server} answered with the error {answer.Code}";
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                problem = $"{server} did not answer within {Patience.TotalSeconds:0} s";
            }
            catch (Exception error) when (error is SocketException or IOException or FormatException)
            {
                problem = $"{server}: {error.Message}";
            }
        }

        throw new IOException(problem);
    }

    private static async Task<DnsAnswer> AskAsync(IPEndPoint server, string name, CancellationToken ct)
    {
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        var question = DnsMessage.Ask(id, name);
        using var udp = new UdpClient(server.AddressFamily);
        udp.Connect(server);        // what others send is not received
        await udp.SendAsync(question, ct);
        var answer = DnsMessage.Read((await udp.ReceiveAsync(ct)).Buffer, id);
        if (!answer.Truncated) return answer;

        using var tcp = new TcpClient(server.AddressFamily);
        await tcp.ConnectAsync(server, ct);
        var stream = tcp.GetStream();
        var head = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)question.Length);
        await stream.WriteAsync((byte[])[.. head, .. question], ct);
        await stream.ReadExactlyAsync(head, ct);
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(head)];
        await stream.ReadExactlyAsync(message, ct);
        return DnsMessage.Read(message, id);
    }

    private IReadOnlyList<IPEndPoint> Servers() => options.Value.DnsServer is { } configured
        ? [IPEndPoint.Parse(configured) is { Port: > 0 } endpoint ? endpoint : new IPEndPoint(IPAddress.Parse(configured), DnsPort)]
        : [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().DnsAddresses).Distinct().Select(a => new IPEndPoint(a, DnsPort))];
}
