using System.Text.Json.Serialization;
using GraphPlatform.Web.Parts;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Notifications;

/// <summary>What the viewer was told.</summary>
public sealed class IndexModel(ApiClient api) : PageModel
{
    /// <summary>This page of them, the newest first.</summary>
    public IReadOnlyList<NotificationFacts> Notifications { get; private set; } = [];

    /// <summary>How many are unread.</summary>
    public int Unread { get; private set; }

    /// <summary>Where the next page begins; null when there is none.</summary>
    public string? Next { get; private set; }

    /// <summary>Whether only those that are unread are shown.</summary>
    [BindProperty(Name = "unread", SupportsGet = true)]
    public bool OnlyUnread { get; set; }

    /// <summary>Why something was not done.</summary>
    public IReadOnlyList<UserError> Problems { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public Task OnGetAsync(string? after) => LoadAsync(after);

    /// <summary>Notes that one was read.</summary>
    public Task<IActionResult> OnPostReadAsync(string notificationId) => ChangeAsync("Read", new { id = notificationId });

    /// <summary>Notes that all were.</summary>
    public Task<IActionResult> OnPostReadAllAsync() => ChangeAsync("ReadAll", new { });

    private async Task<IActionResult> ChangeAsync(string operation, object variables)
    {
        Problems = (await api.RunAsync<IndexModel, ChangeData>(operation, variables)).Change.Errors;
        if (Problems.Count == 0) return RedirectToPage(OnlyUnread ? new { unread = true } : null);
        await LoadAsync(null);
        return Page();
    }

    private async Task LoadAsync(string? after)
    {
        var data = await api.RunAsync<IndexModel, Data>("Notifications", new { after, unread = OnlyUnread ? true : (bool?)null });
        (Notifications, Unread) = (data.Notifications.Nodes, data.UnreadNotificationCount);
        Next = data.Notifications.PageInfo.HasNextPage ? data.Notifications.PageInfo.EndCursor : null;
    }

    /// <summary>Something that the viewer was told; notifications.js draws the same.</summary>
    public sealed record NotificationFacts(string Id, string Kind, string Title, string Text, DateTimeOffset CreatedAt, bool Read, FrameOrganization Organization, Subject? Subject)
    {
        /// <summary>How it looks.</summary>
        public Look Look => NotificationLook.Of(Kind);

        /// <summary>Where to look.</summary>
        public string Link => NotificationLook.Link(Kind, Subject is { Type: "Container" } container ? container.Id : null, Organization.Id);
    }

    /// <summary>What it is about.</summary>
    public sealed record Subject([property: JsonPropertyName("__typename")] string Type, string Id);

    private sealed record Data(NotificationPage Notifications, int UnreadNotificationCount);

    private sealed record NotificationPage(IReadOnlyList<NotificationFacts> Nodes, PageInfo PageInfo);

    private sealed record ChangeData(Payload Change);

    private sealed record Payload(IReadOnlyList<UserError> Errors);
}
