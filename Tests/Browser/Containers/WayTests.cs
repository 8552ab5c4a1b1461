using System.Text.RegularExpressions;
using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser.Containers;

/// <summary>How one finds one's way between the pages, and loses nothing on it.</summary>
public sealed class WayTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableTheory]
    [InlineData("tabbed", true)]
    [InlineData("never-started", false)]
    public async Task All_pages_of_a_container_have_the_same_tabs_and_mark_where_one_is(string container, bool start)
    {
        await using var window = await console.OpenAsync(width: 360);
        var id = await console.CreateAsync(container, "sleep 1000", start);
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        var tabs = page.GetByRole(AriaRole.Navigation, new() { Name = $"Pages of {container}" });
        await Expect(tabs.Locator("[aria-current=page]")).ToHaveTextAsync("Overview");
        foreach (var (name, path) in new[] { ("Log", "/log"), ("Files", "/files"), ("Backups", "/backups"), ("Domains", "/domains"), ("Settings", "/edit"), ("Terminal", "/terminal"), ("Overview", "") })
        {
            var tab = tabs.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });
            await tab.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync($"{console.Server.Url}/containers/{id}{path}");
            await Expect(tabs.Locator("a")).ToHaveTextAsync(["Overview", "Log", "Terminal", "Files", "Metrics", "Backups", "Domains", "Settings"]);
            await Expect(tabs.Locator("[aria-current=page]")).ToHaveTextAsync(name);
            await Expect(tabs.Locator("[aria-current=page]")).ToBeInViewportAsync();
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the window");
        }
    }

    [SkippableFact]
    public async Task A_container_that_never_ran_has_a_page_of_files_that_says_why_there_are_none()
    {
        await using var window = await console.OpenAsync();
        var id = await console.CreateAsync("empty-shelf", "sleep 1000", start: false);
        var page = window.Page;
        foreach (var path in new[] { "", "?path=%2Fetc", "?path=%2Fdata%2Fa.txt&ask=file", "?ask=folder" })
        {
            var answer = await page.GotoAsync($"/containers/{id}/files{path}");
            Assert.Equal(200, answer!.Status);
            await Expect(page.Locator("[data-part=unreadable]")).ToContainTextAsync("it is made when its container starts for the first time");
            await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of empty-shelf" }).Locator("[aria-current=page]")).ToHaveTextAsync("Files");
        }

        Assert.Empty(window.Errors);
    }

    [SkippableFact]
    public async Task A_form_that_was_begun_is_there_again_when_the_server_was_away()
    {
        await using var window = await console.OpenAsync();
        var page = window.Page;
        var path = $"/projects/{console.ProjectId}/containers/new";
        await page.GotoAsync(path);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("begun");
        await page.GetByLabel("Image").FillAsync(DockerEngine.Image);
        await page.GetByLabel("Environment").FillAsync("A=1\nB=2");
        await page.GetByText("Medium").First.ClickAsync();
        await page.GetByLabel("Start it at once").UncheckAsync();
        await page.RouteAsync("**/*", route => route.AbortAsync("connectionrefused"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Create container" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("^chrome-error:"));     // an error page does not always say that it has loaded
        await page.UnrouteAsync("**/*");

        await page.GotoAsync(path);
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "What you typed before is here again." })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Environment")).ToHaveValueAsync("A=1\nB=2");
        await Expect(page.GetByLabel("Start it at once")).Not.ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create container" }).ClickAsync();
        await page.WaitForURLAsync("**/containers/ctr_*");
        await page.GotoAsync(path);
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync("");
        await Expect(page.GetByText("What you typed before")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task The_account_has_a_page_and_Jobs_and_Audit_bring_themselves_up_to_date()
    {
        await using var window = await console.OpenAsync();
        var page = window.Page;
        await page.GetByLabel("Account:").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Profile" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Account" })).ToContainTextAsync(ServerProcess.Email);

        await page.GotoAsync($"/organizations/{console.OrganizationId}/audit");
        await page.EvaluateAsync("window.unchanged = true");
        await console.Api.MutateAsync("createVolume(input: {projectId: $id, name: \"seen-live\"}) { volume { id } }", "$id: ID!", new { id = console.ProjectId });
        await Expect(page.Locator("table")).ToContainTextAsync("seen-live", new() { Timeout = 30_000 });
        Assert.True(await page.EvaluateAsync<bool>("window.unchanged"), "the page was loaded anew");
        await page.GotoAsync("/platform/jobs");
        await page.EvaluateAsync("document.querySelector('table').dataset.old = '1'");
        await Expect(page.Locator("table[data-old]")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        Assert.Empty(window.Errors);
    }
}
