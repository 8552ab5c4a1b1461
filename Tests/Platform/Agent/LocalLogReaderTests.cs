using System.Buffers.Binary;
using System.Text;
using GraphPlatform.Agent.Logs;

namespace GraphPlatform.Tests.Platform.Agent;

/// <summary>Files as the engine's log driver writes and renames them, and what is read of them.</summary>
public sealed class LocalLogReaderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("graphplatform-log-");
    private long time;

    [Fact]
    public void Files_are_read_in_order_and_what_was_renamed_meanwhile_goes_on()
    {
        Write("a", "b");
        using var reader = new LocalLogReader(folder.FullName, 0);
        Assert.Equal(["a", "b"], Read(reader));
        Write("c");
        Rotate();
        Write("d");
        Assert.Equal(["c", "d"], Read(reader));
        Assert.Empty(Read(reader));
    }

    [Fact]
    public void A_file_that_was_opened_is_read_to_its_end_though_it_was_removed()
    {
        Write("a");
        using var reader = new LocalLogReader(folder.FullName, 0);
        Assert.Equal(["a"], Read(reader));
        Write("b");
        Rotate();
        Write("c");
        Assert.True(reader.TryRead(out _));     // it has seen both now
        Rotate();
        Write("d");
        Assert.Equal(["c", "d"], Read(reader));
    }

    [Fact]
    public void A_file_that_was_removed_before_it_could_be_opened_is_a_gap_at_its_place()
    {
        Write("a");
        using var reader = new LocalLogReader(folder.FullName, 0);
        Assert.Equal(["a"], Read(reader));
        Write("b");
        for (var i = 0; i < 3; i++)
        {
            Rotate();
            Write($"lost {i}");
        }

        var read = Read(reader);
        Assert.Equal(["b", "GAP", "lost 1", "lost 2"], read.Select(l => l.StartsWith("The instance wrote faster", StringComparison.Ordinal) ? "GAP" : l));
    }

    [Fact]
    public void A_record_that_is_not_written_to_its_end_yet_is_waited_for()
    {
        var record = Record("a");
        Append(record[..9]);
        using var reader = new LocalLogReader(folder.FullName, 0);
        Assert.Empty(Read(reader));
        Append(record[9..]);
        Assert.Equal(["a"], Read(reader));
    }

    [Fact]
    public void After_a_record_that_was_torn_the_next_whole_one_is_read_and_a_gap_stands_between()
    {
        Write("a");
        Append(Record("torn")[..12]);
        Write("b", "c");
        using var reader = new LocalLogReader(folder.FullName, 0);
        Assert.Equal(["a", "The engine's log file is damaged here.", "b", "c"], Read(reader));
    }

    [Fact]
    public void Reading_begins_in_the_file_that_holds_the_time()
    {
        Write("a");
        Rotate();
        Write("b");
        var since = time;
        Write("c");
        using var reader = new LocalLogReader(folder.FullName, since);
        Assert.Equal(["b", "c"], Read(reader));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static List<string> Read(LocalLogReader reader)
    {
        var lines = new List<string>();
        while (reader.TryRead(out var frame)) lines.Add(frame.Missing ?? Encoding.UTF8.GetString(frame.Text.Span));
        return lines;
    }

    private void Write(params string[] lines)
    {
        foreach (var line in lines) Append(Record(line));
    }

    private void Append(byte[] bytes)
    {
        using var file = new FileStream(Path.Combine(folder.FullName, LocalLogFiles.Name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Write(bytes);
    }

    /// <summary>As the engine does with two files.</summary>
    private void Rotate()
    {
        var path = Path.Combine(folder.FullName, LocalLogFiles.Name);
        File.Delete(path + ".1");
        File.Move(path, path + ".1");
    }

    private byte[] Record(string line)
    {
        var text = Encoding.UTF8.GetBytes(line);
        byte[] message = [0x0a, 6, .. "stdout"u8, 0x10, (byte)(++time & 0x7f), 0x1a, (byte)text.Length, .. text];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        return [.. length, .. message, .. length];
    }
}
