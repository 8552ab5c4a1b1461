using GraphPlatform.GraphQL.Binding;
using GraphPlatform.Platform.Logs;

namespace GraphPlatform.Schema.Logs;

/// <summary>What a log's stream says.</summary>
[UnionType("LogEvent")]
public interface ILogEvent;

/// <summary>A line.</summary>
/// <param name="Cursor">Its place: <c>after</c> this goes on with the next.</param>
/// <param name="Sequence">1, 2, 3… within the container; never renumbered.</param>
/// <param name="At">When it was written, by the worker's clock.</param>
/// <param name="Stream">Where it was written to.</param>
/// <param name="Level">How serious it says that it is: read from JSON, logfmt, and the words that loggers use. A stack trace is ERROR, a panic or an unhandled exception FATAL, with all its lines; other indented lines have the level of the line above. Null where it does not say.</param>
/// <param name="Text">The line without its newline; colours and carriage returns are kept. Bytes that are no UTF-8 are replaced by U+FFFD.</param>
/// <param name="Instance">The id of the instance that wrote it.</param>
/// <param name="Deployment">The number of the deployment that wrote it.</param>
[ObjectType]
public sealed record LogLine(
    [property: Scalar("Cursor")] string Cursor,
    long Sequence,
    DateTimeOffset At,
    LogStream Stream,
    LogLevel? Level,
    [property: Utf8String] ReadOnlyMemory<byte> Text,
    [property: ID] string Instance,
    int Deployment) : ILogEvent, ILogSearchEvent;

/// <summary>Lines are missing here.</summary>
/// <param name="From">The place before the first that is missing.</param>
/// <param name="To">The place after which it goes on.</param>
/// <param name="Count">How many are missing, where that is known.</param>
/// <param name="Reason">Why, in a sentence.</param>
[ObjectType]
public sealed record LogGap([property: Scalar("Cursor")] string From, [property: Scalar("Cursor")] string To, long? Count, string Reason) : ILogEvent, ILogSearchEvent;

/// <summary>Nothing up to here fitted the filter: <c>after</c> this need not be looked at again.</summary>
/// <param name="Cursor">The place.</param>
[ObjectType]
public sealed record LogPosition([property: Scalar("Cursor")] string Cursor) : ILogEvent;

/// <summary>Nothing more will come.</summary>
/// <param name="Reason">Why, in a sentence.</param>
[ObjectType]
public sealed record StreamEnd(string Reason) : ILogEvent;
