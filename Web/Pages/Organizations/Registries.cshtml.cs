using GraphPlatform.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace GraphPlatform.Web.Pages.Organizations;

/// <summary>How an organization signs in to registries of images.</summary>
public sealed class RegistriesModel(ApiClient api) : PageModel
{
    /// <summary>The organization.</summary>
    public OrganizationFacts Organization { get; private set; } = null!;

    /// <summary>Why something was not done.</summary>
    public IReadOnlyList<UserError> Problems { get; private set; } = [];

    /// <summary>The registry as typed.</summary>
    [BindProperty(Name = "server")]
    public string? Server { get; set; }

    /// <summary>The user as typed.</summary>
    [BindProperty(Name = "username")]
    public string? Username { get; set; }

    /// <summary>What is wrong with a field of the form for a new one.</summary>
    public string? ProblemOf(string field) => Problems.FirstOrDefault(p => p.Path is [var first, ..] && first == field)?.Message;

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string organizationId) => await LoadAsync(organizationId) ? Page() : NotFound();

    /// <summary>Adds one.</summary>
    public Task<IActionResult> OnPostAsync(string organizationId, string? password) => ChangeAsync(
        organizationId,
        "Create",
        new { input = new { organizationId, server = Server ?? "", username = Username ?? "", password = password ?? "" } },
        $"Images of {Server} are pulled as {Username} from now on.");

    /// <summary>Changes user and password of one; an empty password stays.</summary>
    public Task<IActionResult> OnPostUpdateAsync(string organizationId, string credentialId, string? user, string? password) => ChangeAsync(
        organizationId,
        "Update",
        new { input = new { registryCredentialId = credentialId, username = user ?? "", password = string.IsNullOrEmpty(password) ? null : password } },
        "Changed. The next pull uses it.");

    /// <summary>Forgets one.</summary>
    public Task<IActionResult> OnPostDeleteAsync(string organizationId, string credentialId) =>
        ChangeAsync(organizationId, "Delete", new { id = credentialId }, "Forgotten. Containers that run go on.");

    private async Task<IActionResult> ChangeAsync(string organizationId, string operation, object variables, string done)
    {
        Problems = (await api.RunAsync<RegistriesModel, Changed>(operation, variables)).Change.Errors;
        if (Problems.Count > 0) return await LoadAsync(organizationId) ? Page() : NotFound();
        TempData["Toast"] = done;
        return RedirectToPage(new { organizationId });
    }

    private async Task<bool> LoadAsync(string organizationId)
    {
        var data = await api.RunAsync<RegistriesModel, Data>("Registries", new { id = organizationId });
        if (data.Organization is not { } organization) return false;
        Organization = organization;
        return true;
    }

    /// <summary>An organization with its credentials.</summary>
    public sealed record OrganizationFacts(string Id, string Name, IReadOnlyList<CredentialFacts> RegistryCredentials);

    /// <summary>A credential.</summary>
    public sealed record CredentialFacts(string Id, string Server, string Username, DateTimeOffset UpdatedAt);

    private sealed record Data(OrganizationFacts? Organization);

    private sealed record Changed(Payload Change);

    private sealed record Payload(IReadOnlyList<UserError> Errors);
}
