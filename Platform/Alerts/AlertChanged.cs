namespace GraphPlatform.Platform.Alerts;

/// <summary>An alert is another one now, or is gone.</summary>
public sealed record AlertChanged(string AlertId, string OrganizationId);
