using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Logs;
using GraphPlatform.Platform.Logs.Search;

namespace GraphPlatform.Schema.Logs;

/// <summary>Which lines are wanted: those that fit everything that is named. Gaps always are.</summary>
/// <param name="Levels">Lines of one of these levels; all, those without a level too, where nothing is said.</param>
/// <param name="From">Lines written at this time or later.</param>
/// <param name="To">Lines written before this time.</param>
/// <param name="Text">Lines that hold this text. Colours are passed over.</param>
/// <param name="Pattern">Lines that this regular expression finds something in, without backreferences and look-around: its time grows with a line's length alone.</param>
/// <param name="MatchCase">Whether text and pattern tell capitals from small letters.</param>
/// <param name="Stream">Lines of one output.</param>
/// <param name="InstanceId">Lines of one instance.</param>
/// <param name="Deployment">Lines of one deployment, by its number.</param>
[Name("LogFilter")]
public sealed record LogFilterInput(
    IReadOnlyList<LogLevel>? Levels = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Text = null,
    string? Pattern = null,
    bool MatchCase = false,
    LogStream? Stream = null,
    [ID] string? InstanceId = null,
    int? Deployment = null)
{
    internal LogFilter Filter() => new()
    {
        Levels = Levels, From = From, To = To, Text = Text, Pattern = Pattern, MatchCase = MatchCase, Stream = Stream, InstanceId = InstanceId, Deployment = Deployment,
    };
}
