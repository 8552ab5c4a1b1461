using GraphPlatform.GraphQL.Binding;

namespace GraphPlatform.Schema.Logs;

/// <summary>What a search tells.</summary>
[UnionType("LogSearchEvent")]
public interface ILogSearchEvent;

/// <summary>How far a search is.</summary>
/// <param name="Matches">Lines that fit, among those that were looked at.</param>
/// <param name="SearchedLines">Lines that were looked at.</param>
/// <param name="TotalLines">Lines that are kept.</param>
/// <param name="IsComplete">Whether that was all: then this is the last event.</param>
[ObjectType]
public sealed record LogSearchProgress(long Matches, long SearchedLines, long TotalLines, bool IsComplete) : ILogSearchEvent;
