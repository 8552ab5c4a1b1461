using System.Buffers;
using System.Text;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Logs.Export;

namespace GraphPlatform.Tests.Platform.Logs;

/// <summary>How downloaded lines look.</summary>
public sealed class LogWriterTests
{
    private static readonly LogEntry[] Entries =
    [
        new(1, 1_700_000_000_123_456_789, LogEntryKind.Stdout, LogLevel.Warn, "say \"hé\", <now>\u001b[0m"u8.ToArray(), null, "ins_1", 2),
        new(2, 0, LogEntryKind.Gap, null, "Lost."u8.ToArray(), 4, "", 0),
        new(3, 1_700_000_001_000_000_000, LogEntryKind.Stderr, null, "plain"u8.ToArray(), null, "ins_1", 2),
    ];

    [Theory]
    [InlineData(LogFormat.Text, "2023-11-14T22:13:20.123456789Z stdout v2 say \"hé\", <now>\n--- 4 lines are missing here: Lost.\n2023-11-14T22:13:21.000000000Z stderr v2 plain\n")]
    [InlineData(LogFormat.Csv, "sequence,time,stream,level,deployment,instance,text\r\n1,2023-11-14T22:13:20.123456789Z,stdout,warn,2,ins_1,\"say \"\"hé\"\", <now>\"\r\n2,,gap,,,,'--- 4 lines are missing here: Lost.\r\n3,2023-11-14T22:13:21.000000000Z,stderr,,2,ins_1,plain\r\n")]
    [InlineData(LogFormat.Json, "{\"sequence\":1,\"time\":\"2023-11-14T22:13:20.123456789Z\",\"stream\":\"stdout\",\"level\":\"warn\",\"deployment\":2,\"instance\":\"ins_1\",\"text\":\"say \\\"hé\\\", <now>\\u001B[0m\"}\n{\"sequence\":2,\"missing\":4,\"gap\":\"Lost.\"}\n{\"sequence\":3,\"time\":\"2023-11-14T22:13:21.000000000Z\",\"stream\":\"stderr\",\"deployment\":2,\"instance\":\"ins_1\",\"text\":\"plain\"}\n")]
    public void Each_format_says_everything(LogFormat format, string expected)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = LogWriter.Of(format, output);
        writer.Begin();
        foreach (var entry in Entries) writer.Write(entry);
        Assert.Equal(expected, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x.example\",\"a\")", "\"'=HYPERLINK(\"\"http://x.example\"\",\"\"a\"\")\"")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\u001b[31m=1+1\u001b[0m", "'=1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("a=1", "a=1")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("", "")]
    public void A_line_is_no_formula_in_a_spreadsheet(string line, string cell)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = LogWriter.Of(LogFormat.Csv, output);
        writer.Write(new LogEntry(1, 0, LogEntryKind.Stdout, null, Encoding.UTF8.GetBytes(line), null, "ins_1", 2));
        Assert.Equal($"1,,stdout,,2,ins_1,{cell}\r\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
