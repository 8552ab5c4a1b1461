using System.Text.Json;
using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;

namespace GraphPlatform.Tests.Browser;

/// <summary>One real server and one browser for a class of tests, with a project and an API client. What was made on the engine goes with it.</summary>
public sealed class ConsoleServer : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The server; there only when the machine has an engine and a browser.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>Its API, as the administrator.</summary>
    public GraphQLClient Api { get; private set; } = null!;

    /// <summary>A project of the administrator.</summary>
    public string ProjectId { get; private set; } = "";

    /// <summary>The administrator's organization.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (!DockerEngine.IsAvailable || !File.Exists("/usr/bin/chromium")) return;
        Server = await ServerProcess.StartAsync();
        Api = await GraphQLClient.SignInAsync(Server.Url);
        var project = (await Api.MutateAsync("createProject(input: {name: \"storefront\"}) { project { id organization { id } } }")).GetProperty("project");
        (ProjectId, OrganizationId) = (project.GetProperty("id").GetString()!, project.GetProperty("organization").GetProperty("id").GetString()!);
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.StartAsync(playwright);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        Api?.Dispose();
        if (Server is not null) await Server.DisposeAsync();
    }

    /// <summary>A window of somebody who is signed in.</summary>
    public async Task<Window> OpenAsync(
        string path = "/", string email = ServerProcess.Email, string password = ServerProcess.Password, int width = 1280, string? zone = null)
    {
        var window = await OpenStrangerAsync("/sign-in", width, zone);
        await window.SignInAsync(email, password);
        await window.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        if (path != "/") await window.Page.GotoAsync(path);
        return window;
    }

    /// <summary>A window of somebody who is not.</summary>
    public async Task<Window> OpenStrangerAsync(string path, int width = 1280, string? zone = null)
    {
        DockerEngine.Require();
        Chromium.Require();
        var window = await Window.OpenAsync(await browser!.OpenAsync(Server.Url, width, zone), Server.Url);
        await window.Page.GotoAsync(path);
        return window;
    }

    /// <summary>Makes a container by the API.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateAsync(string name, string script, bool start = true)
    {
        var input = new { projectId = ProjectId, name, image = DockerEngine.Image, command = new[] { "sh", "-c", script }, start };
        var payload = await Api.MutateAsync("createContainer(input: $input) { container { id } }", "$input: CreateContainerInput!", new { input });
        return payload.GetProperty("container").GetProperty("id").GetString()!;
    }

    /// <summary>Makes a container that speaks HTTP on port 8000 and falls idle after a second without use, unless told otherwise.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> CreateWebAsync(string name, string idleMode = "AUTO")
    {
        var input = new
        {
            projectId = ProjectId, name, image = DockerEngine.Image, httpPort = 8000, lifecycle = new { mode = idleMode, idleAfter = "PT1S" },
            command = new[] { "sh", "-c", "mkdir -p /tmp/w; echo $MODE >/tmp/w/index.html; exec httpd -f -p 8000 -h /tmp/w" }, environment = new[] { new { name = "MODE", value = "green" } },
        };
        var payload = await Api.MutateAsync("createContainer(input: $input) { container { id } }", "$input: CreateContainerInput!", new { input });
        return payload.GetProperty("container").GetProperty("id").GetString()!;
    }

    /// <summary>What the API says of a container.</summary>
    public async Task<JsonElement> ContainerAsync(string id) =>
        (await Api.QueryAsync("query($id: ID!) { container(id: $id) { status name } }", new { id })).GetProperty("container");
}
