using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphPlatform.Web.Pages.Containers.Logs;

/// <summary>The filter of a log as its form says it, and as the API takes it. All of it stands in the address, so that it can be sent to somebody.</summary>
public sealed class LogFilterForm
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Levels in the order of seriousness.</summary>
    public static IReadOnlyList<string> AllLevels { get; } = ["FATAL", "ERROR", "WARN", "INFO", "DEBUG", "TRACE"];

    /// <summary>A text or a pattern that lines hold.</summary>
    public string? Q { get; set; }

    /// <summary>Whether <see cref="Q"/> is a regular expression.</summary>
    public bool Regex { get; set; }

    /// <summary>Whether capitals matter.</summary>
    public bool Case { get; set; }

    /// <summary>Wanted levels; none for all.</summary>
    public string[] Level { get; set; } = [];

    /// <summary>Lines from then on, in UTC as <c>2026-01-31T12:00</c>.</summary>
    public string? From { get; set; }

    /// <summary>Lines before then.</summary>
    public string? To { get; set; }

    /// <summary>STDOUT or STDERR.</summary>
    public string? Stream { get; set; }

    /// <summary>The number of a deployment.</summary>
    public int? Version { get; set; }

    /// <summary>The id of an instance.</summary>
    public string? Instance { get; set; }

    /// <summary>What is sent to the API; null when all lines are wanted.</summary>
    public Filter? Where()
    {
        var text = string.IsNullOrEmpty(Q) ? null : Q;
        var levels = AllLevels.Where(Level.Contains).ToArray();
        var filter = new Filter(
            Regex ? null : text,
            Regex ? text : null,
            text is not null && Case,
            levels.Length is 0 ? null : levels,
            Time(From),
            Time(To),
            Stream is "STDOUT" or "STDERR" ? Stream : null,
            Version,
            string.IsNullOrEmpty(Instance) ? null : Instance);
        return filter == Filter.All ? null : filter;
    }

    /// <summary>The same as JSON, for the page's script; null when all lines are wanted.</summary>
    public string? Serialized => Where() is { } where ? JsonSerializer.Serialize(where, Json) : null;

    /// <summary>Fields of a form that sends the same filter.</summary>
    public IEnumerable<(string Name, string Value)> Fields()
    {
        if (!string.IsNullOrEmpty(Q)) yield return ("Q", Q);
        if (Regex) yield return ("Regex", "true");
        if (Case) yield return ("Case", "true");
        foreach (var level in Level) yield return ("Level", level);
        if (From is { Length: > 0 }) yield return ("From", From);
        if (To is { Length: > 0 }) yield return ("To", To);
        if (Stream is { Length: > 0 }) yield return ("Stream", Stream);
        if (Version is { } version) yield return ("Version", version.ToString(CultureInfo.InvariantCulture));
        if (Instance is { Length: > 0 }) yield return ("Instance", Instance);
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The API's LogFilter.</summary>
    public sealed record Filter(
        string? Text, string? Pattern, bool MatchCase, string[]? Levels, DateTimeOffset? From, DateTimeOffset? To, string? Stream, int? Deployment, string? InstanceId)
    {
        internal static Filter All { get; } = new(null, null, false, null, null, null, null, null, null);
    }
}
