using System.Text.Json;
using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser.Containers;

/// <summary>What the forms of a container read, and send.</summary>
public sealed class FormTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private const string Pasted = "# Shop\n\nexport REGION=eu\n#OLD=1\nSINGLE='a b'\nWITH_NOTE=5 # retries\nKEY=\"-----BEGIN KEY-----\nQUJD=\n-----END KEY-----\"\nDOLLAR=\"a\\$b\"\n";

    [SkippableFact]
    public async Task A_pasted_env_file_is_read_and_its_problems_stand_at_their_lines()
    {
        await using var window = await console.OpenAsync();
        var page = window.Page;
        await page.GotoAsync($"/projects/{console.ProjectId}/containers/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("pasted");
        await page.GetByLabel("Image").FillAsync(DockerEngine.Image);
        await page.GetByLabel("Command").FillAsync("sleep 1000");
        await page.GetByLabel("Environment").FillAsync(Pasted + "no name\n");
        await page.GetByLabel("Published ports").FillAsync("eighty");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create container" }).ClickAsync();
        await Expect(page.Locator("#environment-error")).ToHaveTextAsync("Line 11 must be NAME=value.");
        await Expect(page.Locator("#ports-error")).ToContainTextAsync("“eighty” is no port");
        await page.GetByLabel("Published ports").FillAsync("");

        // What the API refuses has its line too.
        await page.GetByLabel("Environment").FillAsync(Pasted + "A\u0001B=1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create container" }).ClickAsync();
        await Expect(page.Locator("#environment-error")).ToContainTextAsync("Line 11: ");

        await page.GetByLabel("Environment").FillAsync(Pasted);
        await Expect(page.Locator("#snippet")).ToContainTextAsync("{ name: \"WITH_NOTE\", value: \"5\" }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create container" }).ClickAsync();
        await page.WaitForURLAsync("**/containers/ctr_*");
        var id = new Uri(page.Url).Segments[^1];
        var variables = (await CurrentAsync(id)).GetProperty("environment").EnumerateArray().ToDictionary(v => v.GetProperty("name").GetString()!, v => v.GetProperty("value").GetString());
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["REGION"] = "eu", ["SINGLE"] = "a b", ["WITH_NOTE"] = "5", ["KEY"] = "-----BEGIN KEY-----\nQUJD=\n-----END KEY-----", ["DOLLAR"] = "a$b",
            }.OrderBy(v => v.Key, StringComparer.Ordinal),
            variables.OrderBy(v => v.Key, StringComparer.Ordinal));

        await page.GotoAsync($"/containers/{id}/edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Nothing is different from what the container has.");
        Assert.Empty(window.Errors);
    }

    [SkippableFact]
    public async Task Volumes_that_the_image_declares_stay_the_images_when_something_else_is_changed()
    {
        await using var window = await console.OpenAsync();
        await using var image = await DerivedImage.BuildAsync("VOLUME /var/lib/app");
        var input = new { projectId = console.ProjectId, name = "declares", image = image.Name, command = new[] { "sleep", "1000" }, stopGrace = "PT0S" };
        var id = (await console.Api.MutateAsync("createContainer(input: $input) { container { id } }", "$input: CreateContainerInput!", new { input }))
            .GetProperty("container").GetProperty("id").GetString()!;
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await Expect(window.Status).ToHaveTextAsync("Running");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Resources" })).ToContainTextAsync("/var/lib/app, declared by the image");
        await page.GotoAsync($"/projects/{console.ProjectId}/settings");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Volumes" })).ToContainTextAsync("/var/lib/app, declared by the image");

        await page.GotoAsync($"/containers/{id}/edit");
        await Expect(page.GetByLabel("Volumes")).ToHaveValueAsync("");
        await Expect(page.Locator("#volumes-hint")).ToContainTextAsync("/var/lib/app");
        await page.GetByLabel("Environment").FillAsync("A=1");
        await page.GetByLabel("It is well when").SelectOptionAsync("HTTP");
        await page.GetByLabel("Port to try").FillAsync("8000");
        await page.GetByLabel("Host to ask for").FillAsync("not a host");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(page.Locator("#healthHost-error")).Not.ToBeEmptyAsync();
        await page.GetByLabel("It is well when").SelectOptionAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page).ToHaveURLAsync($"{console.Server.Url}/containers/{id}");
        await Expect(page.Locator("[data-part=rollout-status]")).ToHaveTextAsync(["Serving", "Replaced"]);
        var mount = (await CurrentAsync(id)).GetProperty("volumes").EnumerateArray().Single(v => v.GetProperty("target").GetString() == "/var/lib/app");
        Assert.True(mount.GetProperty("fromImage").GetBoolean());
        Assert.Empty(window.Errors);
    }

    private async Task<JsonElement> CurrentAsync(string id) =>
        (await console.Api.QueryAsync("query($id: ID!) { container(id: $id) { current { environment { name value } volumes { target fromImage } } } }", new { id })).GetProperty("container").GetProperty("current");
}
