using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class RegistryTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task A_registry_is_added_changed_and_forgotten_and_its_password_is_never_shown()
    {
        await using var window = await console.OpenAsync($"/projects/{console.ProjectId}/settings");
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "registries", Exact = true }).ClickAsync();
        await page.GetByLabel("Registry", new() { Exact = true }).FillAsync("not a host");
        await page.GetByLabel("User", new() { Exact = true }).FillAsync("ada");
        await page.GetByLabel("Password or access token", new() { Exact = true }).FillAsync("hunter2-canary");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add registry" }).ClickAsync();
        await Expect(page.Locator(".error")).ToContainTextAsync("Name the registry as it stands before images' names");
        Assert.DoesNotContain("hunter2-canary", await page.ContentAsync(), StringComparison.Ordinal);

        await page.GetByLabel("Registry", new() { Exact = true }).FillAsync("GHCR.io");
        await page.GetByLabel("Password or access token", new() { Exact = true }).FillAsync("hunter2-canary");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add registry" }).ClickAsync();
        await page.GetByText("as ada, changed").ClickAsync();
        await page.Locator("details input[name=user]").FillAsync("grace");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Expect(page.Locator("summary").GetByText("as grace, changed")).ToBeVisibleAsync();
        Assert.DoesNotContain("hunter2-canary", await page.ContentAsync(), StringComparison.Ordinal);

        await page.SetViewportSizeAsync(360, 800);
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0);
        await page.GetByText("as grace, changed").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Forget ghcr.io" }).ClickAsync();
        await Expect(page.GetByText("Public images need none")).ToBeVisibleAsync();
        Assert.Empty(window.Errors);
    }
}
