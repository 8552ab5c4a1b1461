using System.Text.RegularExpressions;
using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed partial class ContainerTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private const string Counting = "i=0; while true; do echo line $i; i=$((i+1)); sleep 1; done";

    [SkippableFact]
    public async Task A_container_is_made_by_the_forms_and_seen_to_run_without_a_reload()
    {
        await using var window = await console.OpenAsync("/projects/new");
        var page = window.Page;
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("by-hand");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New container" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("checkout");
        await page.GetByLabel("Image").FillAsync(DockerEngine.Image);
        await page.GetByLabel("Command").FillAsync($"sh -c '{Counting}'");
        await page.GetByLabel("Environment").FillAsync("MODE=live\nTITLE=Two words");
        await Expect(page.Locator("#snippet")).ToContainTextAsync("value: \"Two words\"");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create container" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(ContainerPage());
        await page.EvaluateAsync("window.unchanged = true");
        await Expect(window.Status).ToHaveTextAsync("Running");
        await Expect(page.Locator(".stages li.done b")).ToHaveTextAsync(["Create", "Start", "Check health", "Switch"]);
        await Expect(page.Locator(".log .text").GetByText("line 2", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-chart=memory] [data-part=now]")).Not.ToHaveTextAsync("—");
        Assert.True(await page.EvaluateAsync<bool>("window.unchanged"), "the page was loaded anew");

        await page.GetByPlaceholder("ls -la /data").FillAsync("sh -c 'echo \"$TITLE\"; echo oh >&2; exit 3'");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-exec-code]")).ToHaveTextAsync("Exit code 3");
        await Expect(page.Locator("[data-exec-stdout]")).ToHaveTextAsync("Two words\n");
        await Expect(page.Locator("[data-exec-stderr]")).ToHaveTextAsync("oh\n");
        Assert.Empty(window.Errors);
        Assert.Empty(window.Foreign);
    }

    [SkippableFact]
    public async Task A_container_is_stopped_started_and_deleted_through_the_dialog()
    {
        await using var window = await console.OpenAsync();
        var id = await console.CreateAsync("short-lived", Counting);
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await Expect(window.Status).ToHaveTextAsync("Running");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(window.Status).ToHaveTextAsync("Stopped");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(window.Status).ToHaveTextAsync("Running");

        await page.GetByLabel("More for short-lived").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("volume short-lived-data, unless you tick it below");
        var delete = dialog.GetByRole(AriaRole.Button, new() { Name = "Delete short-lived" });
        await Expect(delete).ToBeDisabledAsync();
        await dialog.GetByLabel("Delete volume short-lived-data too").CheckAsync();
        await Expect(dialog).ToContainTextAsync("There is no way back");
        await dialog.GetByLabel("Type short-lived to confirm").FillAsync("short-lived");
        await delete.ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/containers$"));
        await Expect(page.Locator(".toast")).ToContainTextAsync("short-lived is deleted");
        await Expect(page.Locator("[data-name=short-lived]")).ToHaveCountAsync(0);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await console.ContainerAsync(id)).ValueKind);
        Assert.Empty(window.Errors);
    }

    [SkippableFact]
    public async Task An_error_stands_at_its_field_and_what_was_typed_stays()
    {
        await using var window = await console.OpenAsync();
        await console.CreateAsync("taken", "sleep 1", start: false);
        var page = window.Page;
        await page.GotoAsync($"/projects/{console.ProjectId}/containers/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("taken");
        await page.GetByLabel("Image").FillAsync("nginx:1.27");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create container" }).ClickAsync();
        await Expect(page.Locator("#name-error")).ToContainTextAsync("taken");
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.GetByLabel("Image")).ToHaveValueAsync("nginx:1.27");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Not A Label");
        await page.GetByLabel("Published ports").FillAsync("eighty");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create container" }).ClickAsync();
        await Expect(page.Locator("#ports-error")).ToContainTextAsync("“eighty” is no port");
    }

    [SkippableFact]
    public async Task The_list_shows_what_others_do_without_a_reload()
    {
        await using var window = await console.OpenAsync($"/projects/{console.ProjectId}/containers");
        await console.CreateAsync("first", "sleep 1", start: false);
        await window.Page.GotoAsync($"/projects/{console.ProjectId}/containers");
        await window.LiveAsync();
        await window.Page.EvaluateAsync("window.unchanged = true");
        var id = await console.CreateAsync("from-elsewhere", Counting);
        var row = window.Page.Locator("[data-name=from-elsewhere]");
        await Expect(row.Locator("[data-part=status]")).ToHaveTextAsync("Running");
        await Expect(row.Locator("[data-part=memory]")).Not.ToHaveTextAsync("—");
        await row.GetByRole(AriaRole.Button, new() { Name = "Stop from-elsewhere" }).ClickAsync();
        await Expect(row.Locator("[data-part=status]")).ToHaveTextAsync("Stopped");
        await Expect(row.Locator("[data-part=memory]")).ToHaveTextAsync("—");
        await console.Api.MutateAsync("deleteContainer(input: {containerId: $id, deleteVolumes: true}) { operation { id } }", "$id: ID!", new { id });
        await Expect(row).ToHaveCountAsync(0);
        Assert.True(await window.Page.EvaluateAsync<bool>("window.unchanged"), "the page was loaded anew");
        Assert.Empty(window.Errors);
    }

    [GeneratedRegex("/containers/ctr_")]
    private static partial Regex ContainerPage();
}
