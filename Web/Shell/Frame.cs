using Microsoft.AspNetCore.Http;

namespace GraphPlatform.Web.Shell;

/// <summary>What stands around every page: who is signed in, their projects, and the one that is looked at.</summary>
public sealed class Frame(ApiClient api, IHttpContextAccessor context)
{
    private const string ProjectCookie = "graphplatform-project";

    private IReadOnlyList<FrameOrganization> organizations = [];

    /// <summary>Who is signed in.</summary>
    public FrameViewer Viewer { get; private set; } = new("", "", false);

    /// <summary>How many notifications the viewer has not read.</summary>
    public int Unread { get; private set; }

    /// <summary>The projects, the oldest first.</summary>
    public IReadOnlyList<FrameProject> Projects { get; private set; } = [];

    /// <summary>Whether there are more than those.</summary>
    public bool HasMoreProjects { get; private set; }

    /// <summary>The one that is looked at, or was last; null when there is none.</summary>
    public FrameProject? Project { get; private set; }

    /// <summary>The organization of that project, or the viewer's own; null when there is none.</summary>
    public FrameOrganization? Organization => organizations.FirstOrDefault(o => o.Id == Project?.Organization.Id) ?? (organizations is [var first, ..] ? first : null);

    /// <summary>Asks for it.</summary>
    /// <param name="projectId">The project of the page's address.</param>
    internal async Task LoadAsync(string? projectId)
    {
        var data = await api.RunAsync<Frame, FrameData>("Frame");
        (Viewer, Unread) = (data.Viewer, data.UnreadNotificationCount);
        Projects = data.Projects.Nodes;
        organizations = data.Organizations;
        HasMoreProjects = data.Projects.PageInfo.HasNextPage;
        var last = context.HttpContext!.Request.Cookies[ProjectCookie];
        Project = Projects.FirstOrDefault(p => p.Id == (projectId ?? last)) ?? (projectId is null && Projects is [var first, ..] ? first : null);
        if (projectId is not null && Project is not null) Remember(Project.Id);
    }

    /// <summary>Looks at a project that the address does not name.</summary>
    public void Select(string projectId)
    {
        Project = Projects.FirstOrDefault(p => p.Id == projectId) ?? Project;
        Remember(projectId);
    }

    /// <summary>Why nothing can be started or stopped on a machine; null when all answer. Only administrators may know the machines.</summary>
    public async Task<string?> EngineProblemAsync()
    {
        if (!Viewer.IsAdministrator) return null;
        var workers = (await api.RunAsync<Frame, WorkerData>("Engines")).Workers;
        return workers.FirstOrDefault(w => !w.Engine.Reachable)?.Engine.UnreachableBecause;
    }

    private void Remember(string projectId)
    {
        var http = context.HttpContext!;
        if (http.Request.Cookies[ProjectCookie] == projectId) return;
        http.Response.Cookies.Append(ProjectCookie, projectId, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
        });
    }

    private sealed record FrameData(FrameViewer Viewer, int UnreadNotificationCount, IReadOnlyList<FrameOrganization> Organizations, FrameProjects Projects);

    private sealed record WorkerData(IReadOnlyList<FrameWorker> Workers);

    private sealed record FrameWorker(string Name, FrameEngine Engine);

    private sealed record FrameEngine(bool Reachable, string? UnreachableBecause);

    private sealed record FrameProjects(IReadOnlyList<FrameProject> Nodes, PageInfo PageInfo);
}

/// <summary>Who is signed in.</summary>
public sealed record FrameViewer(string Name, string Email, bool IsAdministrator)
{
    /// <summary>Two letters for the account's button.</summary>
    public string Initials => string.Concat(Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(w => char.ToUpperInvariant(w[0])));
}

/// <summary>A project in the switcher.</summary>
public sealed record FrameProject(string Id, string Name, int ContainerCount, FrameOrganization Organization);

/// <summary>Whose it is.</summary>
public sealed record FrameOrganization(string Name, string Id = "", bool ViewerMayManage = false);

/// <summary>Where a page of a list stands.</summary>
public sealed record PageInfo(bool HasNextPage, bool HasPreviousPage = false, string? StartCursor = null, string? EndCursor = null);
