using System.Text.RegularExpressions;
using GraphPlatform.Platform.Access;

namespace GraphPlatform.Platform.Logs.Search;

/// <summary>Which lines of a log are wanted: those that fit everything that is named. Gaps always are.</summary>
public sealed record LogFilter
{
    private const int MaxLength = 1000;

    /// <summary>Lines of one of these levels; null for all, those without a level too.</summary>
    public IReadOnlyList<LogLevel>? Levels { get; init; }

    /// <summary>Lines written at this time or later, by the worker's clock.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Lines written before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Lines that hold this text. Colours in a line are passed over.</summary>
    public string? Text { get; init; }

    /// <summary>Lines that this regular expression finds something in: .NET's, without backreferences and look-around, so that its time grows with the line alone.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether text and pattern tell capitals from small letters.</summary>
    public bool MatchCase { get; init; }

    /// <summary>Lines of one output.</summary>
    public LogStream? Stream { get; init; }

    /// <summary>Lines of one instance, by its id.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Lines of one deployment, by its number.</summary>
    public int? Deployment { get; init; }

    /// <summary>Makes it ready for use.</summary>
    /// <exception cref="PlatformException">VALIDATION: what is wrong with it.</exception>
    internal LogMatcher Compile()
    {
        var problems = new Problems()
            .Require(Text is null or { Length: > 0 and <= MaxLength }, $"The text has 1 to {MaxLength} characters.", "where", "text")
            .Require(Pattern is null or { Length: > 0 and <= MaxLength }, $"The pattern has 1 to {MaxLength} characters.", "where", "pattern")
            .Require(From is null || To is null || From < To, "The time that it begins at is before the one that it ends at.", "where", "from")
            .Require(Levels is null or { Count: > 0 }, "Name at least one level, or leave levels away.", "where", "levels");
        problems.ThrowIfAny();
        try
        {
            return new LogMatcher(this);
        }
        catch (Exception error) when (error is RegexParseException or NotSupportedException)
        {
            throw new PlatformException(ErrorCode.Validation, $"The pattern cannot be used: {error.Message}", "where", "pattern");
        }
    }
}
