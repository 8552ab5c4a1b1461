namespace GraphPlatform.Tests.Browser.Pages;

/// <summary>Every page of the console.</summary>
public static class ConsolePages
{
    private static readonly string[] Files = ["/files", "/files?ask=folder", "/files?path=%2Fdata%2Fnew.json&ask=file"];

    /// <summary>The paths of the pages, with one container's.</summary>
    public static IReadOnlyList<string> Of(ConsoleServer console, string container) =>
    [
        .. Project(console.ProjectId), .. Container(container), .. Organization(console.OrganizationId),
        "/platform/workers", "/platform/pools", "/platform/disk", "/platform/health", "/platform/jobs",
        "/projects/new", "/notifications", "/profile", "/sign-in", "/sign-out", "/error",
    ];

    private static IEnumerable<string> Project(string id) =>
        new[] { "containers", "containers/new", "settings", "backups" }.Select(page => $"/projects/{id}/{page}");

    private static IEnumerable<string> Container(string id) =>
        Files.Concat(["", "/log", "/terminal", "/backups", "/domains", "/edit"]).Select(page => $"/containers/{id}{page}");

    private static IEnumerable<string> Organization(string id) =>
        new[] { "limits", "alerts", "registries", "monitoring", "audit" }.Select(page => $"/organizations/{id}/{page}");
}
