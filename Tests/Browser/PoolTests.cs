using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class PoolTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task An_administrator_adds_a_pool_sees_it_fill_and_serve_changes_and_removes_it()
    {
        await using var window = await console.OpenAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Warm pools" }).ClickAsync();
        await Expect(page.Locator("[data-pools]")).ToContainTextAsync("every container starts cold");

        // What is wrong stands at its field, and what was typed stays.
        await page.GetByLabel("Image", new() { Exact = true }).FillAsync(DockerEngine.Image);
        await page.GetByLabel("Wait at most", new() { Exact = true }).FillAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add pool" }).ClickAsync();
        await Expect(page.Locator("#maximum-error")).ToContainTextAsync("1 to 50 wait at most");
        await Expect(page.GetByLabel("Image", new() { Exact = true })).ToHaveValueAsync(DockerEngine.Image);
        await page.GetByLabel("Wait at most", new() { Exact = true }).FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add pool" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("fills");

        // The page is not loaded again: it follows.
        var row = page.Locator("[data-pool]");
        await Expect(row.Locator("[data-part=level]")).ToHaveTextAsync("Full", new() { Timeout = 20_000 });
        await Expect(row.Locator("[data-part=ready]")).ToHaveTextAsync("1");
        await console.CreateAsync("quick", "sleep 1000");
        await Expect(row.Locator("[data-part=starts]")).ToHaveTextAsync("1 of 1");
        await Expect(row.Locator("[data-part=ready]")).ToHaveTextAsync("2", new() { Timeout = 20_000 });
        await Expect(row.Locator("[data-part=last] time")).ToBeVisibleAsync();

        await row.GetByText("Change…").ClickAsync();
        await row.GetByLabel("Wait at least").FillAsync("4");
        await row.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("1 to 50 wait at most, and not fewer than at least");
        await row.GetByText("Change…").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Remove the pool" }).ClickAsync();
        await Expect(page.Locator("[data-pools]")).ToContainTextAsync("every container starts cold");
        await Expect(page.Locator(".toast")).ToContainTextAsync("Containers that came from it go on");
    }

    [SkippableFact]
    public async Task Who_is_no_administrator_is_not_offered_the_page_and_is_refused()
    {
        await console.Api.MutateAsync("createUser(input: {email: \"eve@example.com\", name: \"Eve\", password: \"correct-horse-battery\"}) { user { id } }");
        await using var window = await console.OpenAsync("/", "eve@example.com", ServerProcess.Password);
        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Warm pools" })).ToHaveCountAsync(0);
        Assert.Equal(403, (await window.Page.GotoAsync("/platform/pools"))!.Status);
    }
}
