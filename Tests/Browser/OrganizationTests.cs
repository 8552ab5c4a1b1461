using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class OrganizationTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task An_administrator_sets_limits_and_the_page_follows_what_is_used()
    {
        await using var window = await console.OpenAsync($"/organizations/{console.OrganizationId}/limits");
        var page = window.Page;
        await window.LiveAsync();
        await page.GetByLabel("Containers", new() { Exact = true }).FillAsync("2");
        await page.GetByLabel("Why").FillAsync("a small team");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set limits" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("The limits are set");
        await Expect(page.Locator("section:has(#history) .table")).ToContainTextAsync("a small team");
        await window.LiveAsync();

        var row = page.Locator("[data-quota=CONTAINERS]");
        await Expect(row.Locator("[data-part=level]")).ToHaveTextAsync("Room left");
        await console.CreateAsync("one", "sleep 1000", start: false);
        await console.CreateAsync("two", "sleep 1000", start: false);
        await Expect(row.Locator("[data-part=level]")).ToHaveTextAsync("All in use");
        await Expect(row.Locator("[data-part=denied]")).ToContainTextAsync("2 of 2 containers are in use. Delete a container");

        // Without a reason nothing is done, and what was typed stays.
        await page.GetByLabel("Containers", new() { Exact = true }).FillAsync("1000");
        await page.GetByLabel("Why").FillAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set limits" }).ClickAsync();
        await Expect(page.Locator("#reason-error")).ToContainTextAsync("Say why");
        await Expect(page.GetByLabel("Containers", new() { Exact = true })).ToHaveValueAsync("1000");
        await page.GetByLabel("Why").FillAsync("as before");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set limits" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("The limits are set");
    }

    [SkippableFact]
    public async Task The_trail_is_filtered_by_what_was_done_and_how_it_ended()
    {
        await console.CreateAsync("watched", "sleep 1000", start: false);
        await console.Api.TryMutateAsync(
            "createContainer(input: {projectId: $p, name: \"ssh\", image: \"nginx\", ports: [{containerPort: 22}]}) { container { id } }", "$p: ID!", new { p = console.ProjectId });
        await using var window = await console.OpenAsync();
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Audit" }).ClickAsync();
        await Expect(page.Locator(".table")).ToContainTextAsync("watched");
        await page.GetByLabel("Outcome").SelectOptionAsync("REFUSED");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Expect(page.Locator(".table")).ToContainTextAsync("Against the rule blocked-ports");
        await Expect(page.Locator(".table")).Not.ToContainTextAsync("watched");
        await page.GetByLabel("Action", new() { Exact = true }).SelectOptionAsync("deleteProject");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Expect(page.Locator(".content")).ToContainTextAsync("Nothing is like that");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();
        await Expect(page.Locator(".table")).ToContainTextAsync("watched");
    }

    [SkippableFact]
    public async Task Pages_of_others_are_not_found_and_the_trail_is_not_offered_to_who_may_not_read_it()
    {
        await console.Api.MutateAsync("createUser(input: {email: \"eve@example.com\", name: \"Eve\", password: \"correct-horse-battery\"}) { user { id } }");
        await using var window = await console.OpenAsync("/", "eve@example.com", ServerProcess.Password);
        foreach (var path in new[] { "limits", "audit" })
        {
            var response = await window.Page.GotoAsync($"/organizations/{console.OrganizationId}/{path}");
            Assert.Equal(404, response!.Status);
        }
    }
}
