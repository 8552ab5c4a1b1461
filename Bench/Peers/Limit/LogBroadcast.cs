using System.Text;
using GraphPlatform.Bench.EngineServer;

namespace GraphPlatform.Bench.Peers.Limit;

/// <summary>
/// One publisher for all subscribers while there is one. Each line is serialised once: as a message for those that send messages, and as a WebSocket frame in a ring
/// that those who write bytes read at their own pace.
/// </summary>
public sealed class LogBroadcast : IDisposable
{
    /// <summary>Bytes of the ring: about 14 s of lines. Who is further behind reads what is no longer there.</summary>
    public const int RingSize = 1 << 24;

    /// <summary>From a position to its place in the ring.</summary>
    public const int RingMask = RingSize - 1;

    private readonly Lock gate = new();
    private readonly byte[][] messages = new byte[LogPace.Rate][];
    private ILogSubscriber[] subscribers = [];
    private CancellationTokenSource? running;
    private long head;
    private int seq;

    /// <summary>The frames of the last lines.</summary>
    public byte[] Ring { get; } = new byte[RingSize];

    /// <summary>Where the next line will be written: bytes since the start.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>An unmasked text frame: https://www.rfc-editor.org/rfc/rfc6455#section-5.2. Payloads here have less than 64 kB.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> payload)
    {
        var isShort = payload.Length < 126;
        var frame = new byte[payload.Length + (isShort ? 2 : 4)];
        frame[0] = 0x81;
        frame[1] = isShort ? (byte)payload.Length : (byte)126;
        if (!isShort) (frame[2], frame[3]) = ((byte)(payload.Length >> 8), (byte)payload.Length);
        payload.CopyTo(frame.AsSpan(frame.Length - payload.Length));
        return frame;
    }

    /// <summary>Lines from now on go to this one too.</summary>
    public void Add(ILogSubscriber subscriber)
    {
        lock (gate)
        {
            subscribers = [.. subscribers, subscriber];
            if (subscribers.Length > 1) return;
            running = new CancellationTokenSource();
            var ending = running.Token;
            new Thread(() => Publish(ending)) { IsBackground = true }.Start();
        }
    }

    /// <summary>No more lines for this one.</summary>
    public void Remove(ILogSubscriber subscriber)
    {
        lock (gate)
        {
            subscribers = [.. subscribers.Where(each => each != subscriber)];
            if (subscribers.Length == 0) running?.Cancel();
        }
    }

    /// <summary>Ends the publisher.</summary>
    public void Dispose() => running?.Dispose();

    private void Publish(CancellationToken ending)
    {
        var pace = new LogPace();
        while (!ending.WaitHandle.WaitOne(1))
        {
            var at = LogPace.Now();
            var due = pace.Due();
            var end = head;
            for (var i = 0; i < due; i++)
            {
                messages[i] = Encoding.UTF8.GetBytes(
                    $$$$$"""{"id":"1","type":"next","payload":{"data":{"logs":{"seq":{{{{{seq++}}}}},"at":"{{{{{at}}}}}","stream":"stdout","text":"{{{{{LogPace.Text}}}}}"}}}}""");
                end = Append(end, Frame(messages[i]));
            }

            Volatile.Write(ref head, end);
            foreach (var subscriber in subscribers) subscriber.Notify(messages, due);
        }
    }

    private long Append(long position, byte[] frame)
    {
        var offset = (int)(position & RingMask);
        var first = Math.Min(frame.Length, RingSize - offset);
        frame.AsSpan(0, first).CopyTo(Ring.AsSpan(offset));
        frame.AsSpan(first).CopyTo(Ring);
        return position + frame.Length;
    }
}
