namespace GraphPlatform.Platform.Containers;

/// <summary>A part of a container's status reason: a text, or a time of day that can be shown in another zone.</summary>
/// <param name="Text">The text as it stands in the reason; a time of day is in UTC.</param>
/// <param name="At">The instant that the part names; null for a text.</param>
public sealed record ReasonPart(string Text, DateTimeOffset? At = null);
