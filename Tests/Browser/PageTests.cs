using GraphPlatform.Tests.Browser.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class PageTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task No_page_has_console_errors_or_asks_another_host()
    {
        var id = await console.CreateAsync("quiet", "echo hello; sleep 1000");
        await using var window = await console.OpenAsync();
        foreach (var path in ConsolePages.Of(console, id))
        {
            await window.Page.GotoAsync(path);
            if (await window.Page.Locator("[data-connection]").CountAsync() > 0) await window.LiveAsync();
        }

        Assert.Empty(window.Errors);
        Assert.Empty(window.Foreign);
    }

    [SkippableFact]
    public async Task No_page_scrolls_sideways_on_a_phone()
    {
        var id = await console.CreateAsync("a-container-with-a-rather-long-name-that-has-to-fit", "echo hello; sleep 1000");
        await using var window = await console.OpenAsync(width: 360);
        foreach (var path in ConsolePages.Of(console, id))
        {
            await window.Page.GotoAsync(path);
            var over = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(over <= 0, $"{path} is {over} px too wide");
        }
    }

    [SkippableFact]
    public async Task Everything_reads_and_forms_post_without_scripts()
    {
        var id = await console.CreateAsync("plain", "echo hello; sleep 1000");
        await using var window = await console.OpenAsync();
        await window.Page.GotoAsync($"/containers/{id}");
        await Expect(window.Status).ToHaveTextAsync("Running");
        await Expect(window.Page.Locator(".log .text")).ToHaveTextAsync(["hello"]);
        await window.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        await window.Page.ReloadAsync();
        await Expect(window.Page.Locator(".log .text")).ToHaveTextAsync(["hello"]);
        await window.Page.GetByPlaceholder("ls -la /data").FillAsync("echo 'one two'");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(window.Page.Locator("[data-exec-stdout]")).ToHaveTextAsync("one two\n");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(window.Page.Locator("[data-part=operation-title]")).ToHaveTextAsync("Stop");
        await window.Page.GotoAsync($"/containers/{id}#delete-plan");
        await window.Page.GetByLabel("Type plain to confirm").FillAsync("plain");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Delete plain" }).ClickAsync();
        await Expect(window.Page.Locator(".toast")).ToContainTextAsync("plain is being deleted");
    }

    [SkippableFact]
    public async Task Keys_lead_to_the_list_the_form_the_search_and_their_own_list()
    {
        await using var window = await console.OpenAsync("/platform/jobs");
        await window.LiveAsync();
        await window.Page.Keyboard.PressAsync("g");
        await window.Page.Keyboard.PressAsync("c");
        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/containers$"));
        await window.LiveAsync();
        await window.Page.Keyboard.PressAsync("?");
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Keyboard");
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await window.Page.Keyboard.PressAsync("c");
        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/containers/new$"));
    }

    [SkippableFact]
    public async Task Files_are_kept_for_good_at_an_address_of_their_version()
    {
        await using var window = await console.OpenStrangerAsync("/sign-in");
        var address = await window.Page.Locator("link[href$='app.css']").GetAttributeAsync("href");
        var response = await window.Page.APIRequest.GetAsync(address!);
        Assert.Equal("public, max-age=31536000, immutable", response.Headers["cache-control"]);
        Assert.Equal("no-cache", (await window.Page.APIRequest.GetAsync("/app.css")).Headers["cache-control"]);
    }

    [SkippableFact]
    public async Task An_empty_project_is_deleted_only_when_its_name_is_typed()
    {
        await using var window = await console.OpenAsync("/projects/new");
        var page = window.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("passing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await page.GetByLabel("Type passing to confirm").FillAsync("something else");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete passing" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was done");
        await page.GetByLabel("Type passing to confirm").FillAsync("passing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete passing" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("The project passing is deleted");
    }
}
