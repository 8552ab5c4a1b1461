using System.Text.Json;
using GraphPlatform.Web.Pages.Containers.Files;
using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Containers;

/// <summary>The files in a container's volumes: a folder, or a file with its text.</summary>
public sealed class FilesModel(ApiClient api, Frame frame) : PageModel
{
    /// <summary>The container.</summary>
    public FilesContainer Container { get; private set; } = null!;

    /// <summary>What is shown; null for a file that is yet to be written, and for what is not there.</summary>
    public FileFacts? Entry { get; private set; }

    /// <summary>What is in the folder that is shown.</summary>
    public FolderFacts? Folder { get; private set; }

    /// <summary>What is in the file that is shown.</summary>
    public ContentFacts? Text { get; private set; }

    /// <summary>Where: the work volume when nothing is said.</summary>
    [BindProperty(Name = "path", SupportsGet = true)]
    public string? Path { get; set; }

    /// <summary>The name after which this page of the folder begins.</summary>
    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>What is to be done, as a question to the reader: file, folder, move or delete.</summary>
    [BindProperty(Name = "ask", SupportsGet = true)]
    public string? Ask { get; set; }

    /// <summary>What the question is about: the whole path of something in the folder.</summary>
    [BindProperty(Name = "target", SupportsGet = true)]
    public string? Target { get; set; }

    /// <summary>What the question is about; null when it is not in the folder.</summary>
    public FileFacts? Asked { get; private set; }

    /// <summary>The version that whoever edits has seen; empty for a file that is yet to be written.</summary>
    public string Version { get; private set; } = "";

    /// <summary>A text that was not written.</summary>
    public string? Unsaved { get; private set; }

    /// <summary>Why something was not done.</summary>
    public string? Problem { get; private set; }

    /// <summary>Why no files can be shown at all; null when they can.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>The names that the path has, with the path of each.</summary>
    public IEnumerable<(string Name, string Path)> Names
    {
        get
        {
            var root = Root;
            yield return (root, root);
            for (var end = root.Length; end < Path!.Length;)
            {
                var next = Path.IndexOf('/', end + 1) is var slash and > 0 ? slash : Path.Length;
                yield return (Path[(end + 1)..next], Path[..next]);
                end = next;
            }
        }
    }

    /// <summary>The volume that the path is in.</summary>
    public string Root => Container.Current.Volumes.Select(v => v.Target).Where(t => Path == t || Path!.StartsWith(t + "/", StringComparison.Ordinal)).MaxBy(t => t.Length) ?? Container.Current.Volumes[0].Target;

    /// <summary>The folder that is shown, or that the file is in.</summary>
    public string FolderPath => Folder is null ? Path![..Math.Max(1, Path!.LastIndexOf('/'))] : Path!;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    /// <summary>Writes the text.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string id, string? text, string? version, string? newlines)
    {
        // A form sends every line's end as CR LF, whatever the file has.
        var lines = (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
        var input = new { containerId = id, path = Path, text = newlines == "crlf" ? lines.Replace("\n", "\r\n", StringComparison.Ordinal) : lines, version = version ?? "" };
        if (await ChangeAsync("Save", input)) return Done(id, Path, "Saved.");
        if (!await LoadAsync(id)) return NotFound();
        (Unsaved, Version) = (lines, version ?? "");
        return Page();
    }

    /// <summary>Makes a folder.</summary>
    public Task<IActionResult> OnPostFolderAsync(string id, string? name) => AnswerAsync(id, "MakeFolder", new { containerId = id, path = Inner(name) }, Inner(name), $"{name} is made.");

    /// <summary>Opens the editor of a file that is not there yet.</summary>
    public IActionResult OnPostFile(string id, string? name) => RedirectToPage(new { id, path = Inner(name), ask = "file" });

    /// <summary>Gives something another path.</summary>
    public async Task<IActionResult> OnPostMoveAsync(string id, string? to)
    {
        var next = to is ['/', ..] ? to : Inner(to);
        return await AnswerAsync(id, "Move", new { containerId = id, path = Posted(), to = next }, Path, $"{Posted()} is {next} now.");
    }

    /// <summary>Deletes something.</summary>
    public Task<IActionResult> OnPostDeleteAsync(string id) => AnswerAsync(id, "Delete", new { containerId = id, path = Posted() }, Path, $"{Posted()} is deleted.");

    /// <summary>Downloads something.</summary>
    public async Task<IActionResult> OnPostDownloadAsync(string id)
    {
        var payload = (await api.RunAsync<FilesModel, Changed>("Download", new { input = new { containerId = id, path = Posted() } })).Change;
        if (payload.Download is { } download) return LocalRedirect(download.Url);
        Problem = payload.Errors[0].Message;
        return await LoadAsync(id) ? Page() : NotFound();
    }

    private string Inner(string? name) => $"{Path}/{name?.Trim()}";

    // As JSON: a form changes the ends of lines, and names may have such.
    private string Posted() => JsonSerializer.Deserialize<string>(Target ?? "\"\"")!;

    private async Task<IActionResult> AnswerAsync(string id, string operation, object input, string? next, string words)
    {
        if (await ChangeAsync(operation, input)) return Done(id, next, words);
        return await LoadAsync(id) ? Page() : NotFound();
    }

    private async Task<bool> ChangeAsync(string operation, object input)
    {
        var errors = (await api.RunAsync<FilesModel, Changed>(operation, new { input })).Change.Errors;
        Problem = errors.Count > 0 ? errors[0].Message : null;
        return errors.Count == 0;
    }

    private RedirectToPageResult Done(string id, string? path, string words)
    {
        TempData["Toast"] = words;
        return RedirectToPage(new { id, path });
    }

    private async Task<bool> LoadAsync(string id)
    {
        if (await FindAsync(id) is not { } container) return false;
        (Container, Entry) = (container, container.File);
        frame.Select(container.Project.Id);
        Path = Entry?.Path ?? Path ?? container.Current.Volumes[0].Target;
        if (Entry is { IsFolder: true }) Folder = (await api.RunAsync<FilesModel, FolderData>("Folder", new { id, path = Path, after = After })).Container.Files;
        else if (Entry is { Kind: "FILE" }) Text = (await api.RunAsync<FilesModel, ContentData>("Content", new { id, path = Path })).Container.File?.Content;
        Version = Text?.Version ?? "";
        Asked = Folder?.Nodes.FirstOrDefault(n => n.Path == Target);
        return true;
    }

    private async Task<FilesContainer?> FindAsync(string id)
    {
        try
        {
            return (await api.RunAsync<FilesModel, Data>("At", new { id, path = Path })).Container;
        }
        catch (ApiException refused) when (Path is not null && IsAnswer(refused))
        {
            // No volume is at this path, or a link is on the way: the work volume is shown with that.
            (Problem, Path, Ask) = (refused.Message, null, null);
            return await FindAsync(id);
        }
        catch (ApiException refused) when (IsAnswer(refused))
        {
            // A container that never ran has no volume yet, and one whose machine is away cannot be looked into.
            Unreadable = refused.Message;
            Problem = null;
            return (await api.RunAsync<FilesModel, Data>("Container", new { id })).Container;
        }
    }

    // These say something of the files; the others are for the frame.
    private static bool IsAnswer(ApiException refused) => refused.Code is "VALIDATION" or "CONFLICT" or "CAPACITY" or "ENGINE";

    private sealed record Data(FilesContainer? Container);

    private sealed record FolderData(FolderOf Container);

    private sealed record FolderOf(FolderFacts Files);

    private sealed record ContentData(ContentOf Container);

    private sealed record ContentOf(ContentFile? File);

    private sealed record ContentFile(ContentFacts? Content);

    private sealed record Changed(Payload Change);

    private sealed record Payload(IReadOnlyList<UserError> Errors, Link? Download);

    private sealed record Link(string Url);
}
