using System.Xml;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>An operation with its stages.</summary>
public sealed record OperationFacts(
    string Id, string Kind, string Status, DateTimeOffset StartedAt, IReadOnlyList<StageFacts> Stages, OperationError? Error,
    DateTimeOffset? FinishedAt = null, OperationActor? StartedBy = null);

/// <summary>A stage; its duration is ISO 8601.</summary>
public sealed record StageFacts(string Name, string Status, DateTimeOffset? StartedAt, string? Duration, string? Detail, int? Percent)
{
    /// <summary>How long it took.</summary>
    public TimeSpan? Took => Duration is null ? null : XmlConvert.ToTimeSpan(Duration);
}

/// <summary>Why it failed, and what helps.</summary>
public sealed record OperationError(string Message);

/// <summary>Who asked for it.</summary>
public sealed record OperationActor(string Name);
