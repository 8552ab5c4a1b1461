namespace GraphPlatform.Web.Pages.Containers;

/// <summary>A part of why a container is as it is.</summary>
/// <param name="Text">As it stands there, a time of day in UTC.</param>
/// <param name="At">The instant that it names; null for a text.</param>
public sealed record ReasonFacts(string Text, DateTimeOffset? At);
