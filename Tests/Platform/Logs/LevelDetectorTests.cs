using System.Text;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Logs.Levels;

namespace GraphPlatform.Tests.Platform.Logs;

/// <summary>Lines as programs write them, and the level that they say.</summary>
public sealed class LevelDetectorTests
{
    [Theory]
    [InlineData("{\"level\":\"info\",\"msg\":\"started\"}", LogLevel.Info)]                                    // zap, logrus
    [InlineData("{\"time\":\"2026-01-01\", \"severity\" : \"WARNING\"}", LogLevel.Warn)]                        // Google Cloud
    [InlineData("{\"level\":50,\"time\":1700000000,\"msg\":\"no\"}", LogLevel.Error)]                           // pino
    [InlineData("{\"@t\":\"2026-01-01\",\"@l\":\"Fatal\",\"@mt\":\"x\"}", LogLevel.Fatal)]                      // Serilog
    [InlineData("{\"log.level\":\"debug\",\"message\":\"error\"}", LogLevel.Debug)]                              // ECS
    [InlineData("{\"msg\":\"an error\"}", null)]
    [InlineData("time=2026-01-01T00:00:00Z level=warn msg=\"slow error\"", LogLevel.Warn)]                       // logfmt
    [InlineData("lvl=odd level=\"trace\"", LogLevel.Trace)]
    [InlineData("<3>disk failing", LogLevel.Error)]                                                              // sd-daemon
    [InlineData("<30>daemon notice", LogLevel.Info)]
    [InlineData("E0102 15:04:05.678 1 main.go:1] no", LogLevel.Error)]                                           // klog
    [InlineData("2026/01/01 12:00:00 [error] 31#31: *1 open() failed", LogLevel.Error)]                          // nginx
    [InlineData("[Wed Jan 01 12:00:00 2026] [core:warn] [pid 1] AH00", LogLevel.Warn)]                           // Apache
    [InlineData("2026-01-01 12:00:00.000 UTC [12] FATAL:  password authentication failed", LogLevel.Fatal)]      // PostgreSQL
    [InlineData("2026-01-01 12:00:00.000 UTC [12] LOG:  checkpoint", LogLevel.Info)]
    [InlineData("12:00:01.123 [main] INFO  com.example.Main - up", LogLevel.Info)]                               // logback
    [InlineData("info: Microsoft.Hosting.Lifetime[14]", LogLevel.Info)]                                          // .NET console
    [InlineData("fail: Program[0]", LogLevel.Error)]
    [InlineData("crit: Program[0]", LogLevel.Fatal)]
    [InlineData("[2026-01-01T00:00:00Z DEBUG app] hi", LogLevel.Debug)]                                          // env_logger
    [InlineData("WARNING:root:careful", LogLevel.Warn)]                                                          // Python
    [InlineData("Error: Cannot find module 'x'", LogLevel.Error)]                                                // Node
    [InlineData("\u001b[32minfo\u001b[39m: ready", LogLevel.Info)]                                               // winston
    [InlineData("\u001b[1;31mERROR\u001b[0m it broke", LogLevel.Error)]
    [InlineData("panic: runtime error", LogLevel.Fatal)]                                                         // Go
    [InlineData("an error is not a level in a sentence", null)]
    [InlineData("no information here", null)]
    [InlineData("GET /ERROR/1 200", null)]
    [InlineData("INFORMATIONAL", null)]
    [InlineData("level of the tank", null)]
    [InlineData("", null)]
    [InlineData("\u001b[", null)]
    [InlineData("{", null)]
    [InlineData("<", null)]
    public void The_level_is_what_the_program_said(string line, LogLevel? expected) =>
        Assert.Equal(expected, LevelDetector.Detect(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("""{"level":{"level":{"level":{"level":"error"}}}}""", null)]                                    // one object deep
    [InlineData("""{"log":{"level":"debug"},"level":"error"}""", LogLevel.Error)]
    [InlineData("""{"loglevel":"debug","msg":"x","level":"error"}""", LogLevel.Error)]                           // an option's name comes second
    [InlineData("""{"a":"\\","b":["}",{"level":"info"}],"Level":"Warning"}""", LogLevel.Warn)]
    [InlineData("""{"msg":"x\"level\":\"error\""}""", null)]
    [InlineData("""{"level":"error in the configuration"}""", null)]
    [InlineData("""{"level":3.5,"severity":"INFO"}""", LogLevel.Error)]
    [InlineData("""{"level":null,"severity":"INFO"}""", LogLevel.Info)]
    [InlineData("""{"level":[1,2],"severity":"INFO"}""", LogLevel.Info)]
    [InlineData("""{"level":"LogLevel.Error"}""", LogLevel.Error)]
    [InlineData("""{"level":"\ud83d\udd25 WARN"}""", LogLevel.Warn)]
    [InlineData("""{"level":"50"}""", LogLevel.Error)]
    [InlineData("""{"level":"error" "msg":"no comma"}""", LogLevel.Error)]
    [InlineData("""{"msg" "level":"error"}""", null)]
    [InlineData("""{"msg":}""", null)]
    [InlineData("""{"msg":"x","level":""", null)]
    [InlineData("""{"log":{"level":"err""", null)]
    [InlineData("""{"record":{"level":{"name":"ERROR"}},"level":""", LogLevel.Error)]
    [InlineData("""config={level=debug a=1} level=warn""", LogLevel.Warn)]
    [InlineData("""msg="unfinished level=debug""", null)]
    public void Structure_is_read_as_structure(string line, LogLevel? expected) => Assert.Equal(expected, LevelDetector.Detect(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void A_line_of_a_million_braces_is_read_once()
    {
        var line = Encoding.UTF8.GetBytes("{\"log\":" + string.Concat(Enumerable.Repeat("{\"log\":", 130_000)));
        Assert.Null(LevelDetector.Detect(line));
    }

    [Fact]
    public void Lines_of_a_stack_trace_have_the_level_of_the_line_that_they_go_on()
    {
        using var fixture = new LogFixture();
        var assembler = fixture.Assembler();
        foreach (var line in (string[])["ERROR it broke", "    at Main.run(Main.java:1)", "Caused by: x", "\tat y", "done"]) assembler.Add(LogFixture.Frame(1, line + "\n"));
        assembler.Add(LogFixture.Frame(1, "  of another output\n", LogStream.Stderr));
        fixture.Log.Commit(assembler);
        fixture.Reopen();
        Assert.Equal([LogLevel.Error, LogLevel.Error, LogLevel.Error, LogLevel.Error, null, null], fixture.All().Select(e => e.Level));
    }
}
