using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GraphPlatform.Tests.Platform.Ingress;

/// <summary>A name server of the loopback that knows some TXT records: over UDP, and over TCP what it says is too long.</summary>
internal sealed class DnsResponder : IAsyncDisposable
{
    private readonly TcpListener tcp = new(IPAddress.Loopback, 0);
    private readonly UdpClient udp;
    private readonly Task answering;

    public DnsResponder()
    {
        tcp.Start();
        udp = new UdpClient((IPEndPoint)tcp.LocalEndpoint);
        answering = Task.WhenAll(AnswerDatagramsAsync(), AnswerConnectionsAsync());
    }

    public string Address => tcp.LocalEndpoint.ToString()!;

    /// <summary>Records by name.</summary>
    public Dictionary<string, List<string>> Records { get; } = [];

    /// <summary>Whether answers over UDP are cut off.</summary>
    public bool Truncates { get; set; }

    /// <summary>Whether it fails.</summary>
    public bool Fails { get; set; }

    /// <summary>What it was asked for.</summary>
    public List<string> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        udp.Dispose();
        tcp.Stop();
        await answering;
    }

    private async Task AnswerDatagramsAsync()
    {
        try
        {
            while (true)
            {
                var received = await udp.ReceiveAsync();
                await udp.SendAsync(Answer(received.Buffer, Truncates), received.RemoteEndPoint);
            }
        }
        catch (Exception error) when (error is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task AnswerConnectionsAsync()
    {
        try
        {
            while (true)
            {
                using var client = await tcp.AcceptTcpClientAsync();
                var head = new byte[2];
                await client.GetStream().ReadExactlyAsync(head);
                var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(head)];
                await client.GetStream().ReadExactlyAsync(question);
                var answer = Answer(question, truncated: false);
                BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)answer.Length);
                await client.GetStream().WriteAsync((byte[])[.. head, .. answer]);
            }
        }
        catch (Exception error) when (error is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private byte[] Answer(byte[] question, bool truncated)
    {
        var labels = new List<string>();
        var at = 12;
        for (; question[at] != 0; at += question[at] + 1) labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        var end = at + 5;
        var name = string.Join('.', labels);
        Asked.Add(name);
        var texts = Records.GetValueOrDefault(name);
        var message = new List<byte>([question[0], question[1], (byte)(0x81 | (truncated ? 0x02 : 0)), (byte)(0x80 | (Fails ? 2 : texts is null ? 3 : 0))]);
        message.AddRange([0, 1, 0, (byte)(truncated || texts is null ? 0 : texts.Count), 0, 0, 0, 0]);
        message.AddRange(question[12..end]);
        if (!truncated)
        {
            foreach (var text in texts ?? [])
            {
                // In two strings, which belong together.
                var bytes = Encoding.ASCII.GetBytes(text);
                var (one, two) = (bytes[..(bytes.Length / 2)], bytes[(bytes.Length / 2)..]);
                message.AddRange([0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, (byte)(bytes.Length + 2), (byte)one.Length, .. one, (byte)two.Length, .. two]);
            }
        }

        return [.. message];
    }
}
