using System.Text;
using GraphPlatform.Platform.Logs;

namespace GraphPlatform.Tests.Platform.Logs;

/// <summary>A log in a folder of its own, and what reads and writes it.</summary>
internal sealed class LogFixture : IDisposable
{
    public const string InstanceId = "ins_1";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("graphplatform-log-");

    public LogFixture(LogOptions? options = null)
    {
        Options = options ?? new LogOptions();
        Log = Open();
    }

    public LogOptions Options { get; }

    public TestClock Clock { get; } = new();

    public ContainerLog Log { get; private set; }

    public string Folder => folder.FullName;

    /// <summary>As after a restart: what was in memory is gone.</summary>
    public void Reopen()
    {
        Log.Dispose();
        Log = Open();
    }

    public LogAssembler Assembler(string instanceId = InstanceId) => new(instanceId, 1, Log.Checkpoints(instanceId));

    public static LogFrame Frame(long time, string text, LogStream stream = LogStream.Stdout) => new(stream, time, Encoding.UTF8.GetBytes(text.TrimEnd('\n')), text.EndsWith('\n'));

    public IReadOnlyList<LogEntry> All(long after = 0)
    {
        var entries = new List<LogEntry>();
        while (Log.Read(after) is { Count: > 0 } blocks)
        {
            foreach (var block in blocks) entries.AddRange(block.Entries(after));
            after = entries[^1].Sequence;
        }

        return entries;
    }

    public IEnumerable<string> Texts() => All().Select(e => Encoding.UTF8.GetString(e.Text.Span));

    public void Dispose()
    {
        Log.Dispose();
        folder.Delete(recursive: true);
    }

    private ContainerLog Open() => new(Folder, Options, Clock);
}
