using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GraphPlatform.Platform.Transfers;

namespace GraphPlatform.Platform.Logs.Export;

/// <summary>Writes entries in one format. Times are UTC with nanoseconds. Terminal sequences stay in JSON alone, whose reader may want them.</summary>
internal abstract class LogWriter(IBufferWriter<byte> output) : IDisposable
{
    private const int TimeLength = 30;

    protected IBufferWriter<byte> Output => output;

    public static LogWriter Of(LogFormat format, IBufferWriter<byte> output) => format switch
    {
        LogFormat.Json => new JsonLogWriter(output),
        LogFormat.Csv => new CsvLogWriter(output),
        _ => new TextLogWriter(output),
    };

    /// <summary>Writes what stands before the first.</summary>
    public virtual void Begin()
    {
    }

    public abstract void Write(in LogEntry entry);

    public virtual void Dispose()
    {
    }

    protected static string Stream(in LogEntry entry) => entry.Kind == LogEntryKind.Stderr ? "stderr" : "stdout";

    protected static string Level(in LogEntry entry) => entry.Level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Info => "info",
        LogLevel.Warn => "warn",
        LogLevel.Error => "error",
        LogLevel.Fatal => "fatal",
        _ => "",
    };

    /// <summary>As <c>2026-01-31T12:00:00.000000000Z</c>; empty for a gap that no time is known of.</summary>
    protected static string Time(in LogEntry entry)
    {
        if (entry.Time == 0) return "";
        var (ticks, rest) = Math.DivRem(entry.Time, 100);
        return string.Create(TimeLength, (Ticks: ticks, Nanoseconds: rest), static (span, time) =>
        {
            DateTime.UnixEpoch.AddTicks(time.Ticks).TryFormat(span, out _, "yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture);
            time.Nanoseconds.TryFormat(span[27..], out _, "00", CultureInfo.InvariantCulture);
            span[29] = 'Z';
        });
    }

    protected void Write(string text) => Encoding.UTF8.GetBytes(text, output);

    protected static string GapText(in LogEntry entry) =>
        $"--- {(entry.Missing is { } count ? count.ToString(CultureInfo.InvariantCulture) + " lines are" : "lines are")} missing here: {Encoding.UTF8.GetString(entry.Text.Span)}";

    private sealed class TextLogWriter(IBufferWriter<byte> output) : LogWriter(output)
    {
        public override void Write(in LogEntry entry)
        {
            if (entry.Kind == LogEntryKind.Gap)
            {
                Write(GapText(entry) + "\n");
                return;
            }

            Write(string.Create(CultureInfo.InvariantCulture, $"{Time(entry)} {Stream(entry)} v{entry.Deployment} "));
            var text = entry.Text.Span;
            Output.Advance(AnsiText.Strip(text, Output.GetSpan(text.Length + 1)));
            Output.Write("\n"u8);
        }
    }

    private sealed class CsvLogWriter(IBufferWriter<byte> output) : LogWriter(output)
    {
        public override void Begin() => Write("sequence,time,stream,level,deployment,instance,text\r\n");

        public override void Write(in LogEntry entry)
        {
            if (entry.Kind == LogEntryKind.Gap)
            {
                Write(string.Create(CultureInfo.InvariantCulture, $"{entry.Sequence},{Time(entry)},gap,,,,"));
                CsvCell.Write(Output, Encoding.UTF8.GetBytes(GapText(entry)));
            }
            else
            {
                Write(string.Create(CultureInfo.InvariantCulture, $"{entry.Sequence},{Time(entry)},{Stream(entry)},{Level(entry)},{entry.Deployment},{entry.InstanceId},"));
                WriteLine(entry);
            }

            Write("\r\n");
        }

        private void WriteLine(in LogEntry entry)
        {
            var text = entry.Text.Span;
            if (AnsiText.IndexOf(text) < 0)
            {
                CsvCell.Write(Output, text);
                return;
            }

            var plain = ArrayPool<byte>.Shared.Rent(text.Length);
            CsvCell.Write(Output, plain.AsSpan(0, AnsiText.Strip(text, plain)));
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private sealed class JsonLogWriter(IBufferWriter<byte> output) : LogWriter(output)
    {
        private readonly Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

        public override void Write(in LogEntry entry)
        {
            json.Reset(Output);
            json.WriteStartObject();
            json.WriteNumber("sequence"u8, entry.Sequence);
            if (entry.Time != 0) json.WriteString("time"u8, Time(entry));
            if (entry.Kind == LogEntryKind.Gap)
            {
                if (entry.Missing is { } missing) json.WriteNumber("missing"u8, missing);
                json.WriteString("gap"u8, entry.Text.Span);
            }
            else
            {
                json.WriteString("stream"u8, Stream(entry));
                if (entry.Level is not null) json.WriteString("level"u8, Level(entry));
                json.WriteNumber("deployment"u8, entry.Deployment);
                json.WriteString("instance"u8, entry.InstanceId);
                json.WriteString("text"u8, entry.Text.Span);
            }

            json.WriteEndObject();
            json.Flush();
            Output.Write("\n"u8);
        }

        public override void Dispose()
        {
            json.Dispose();
            base.Dispose();
        }
    }
}
