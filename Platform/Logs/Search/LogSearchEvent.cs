namespace GraphPlatform.Platform.Logs.Search;

/// <summary>What a search tells as it goes: the newest lines that fit, and how far it is.</summary>
/// <param name="Entry">A line that fits, or a gap; null when this tells the progress alone.</param>
/// <param name="Progress">How far the search is; null for a line.</param>
public readonly record struct LogSearchEvent(LogEntry? Entry, LogSearchProgress? Progress);

/// <summary>How far a search is.</summary>
/// <param name="Matches">Lines that fit, among those that were looked at.</param>
/// <param name="SearchedLines">Lines that were looked at.</param>
/// <param name="TotalLines">Lines that are kept.</param>
/// <param name="IsComplete">Whether that was all.</param>
public sealed record LogSearchProgress(long Matches, long SearchedLines, long TotalLines, bool IsComplete);
