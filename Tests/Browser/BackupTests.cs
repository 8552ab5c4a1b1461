using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class BackupTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task A_volume_is_made_given_to_a_container_backed_up_and_restored_into_it_and_into_a_new_one()
    {
        // Without scripts nothing of this is different but that it is not live.
        await using var window = await console.OpenAsync($"/projects/{console.ProjectId}/settings");
        var page = window.Page;
        await page.GetByLabel("New volume").FillAsync("Wrong name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await Expect(page.Locator("#volumeName-error")).ToContainTextAsync("lower-case letters");
        await page.GetByLabel("New volume").FillAsync("uploads");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await Expect(page.Locator("#volumes").Locator("xpath=ancestor::section")).ToContainTextAsync("uploads no container uses it");

        var id = await console.CreateAsync("shop", "exec sleep 1000");
        await page.GotoAsync($"/containers/{id}/edit");
        await page.GetByLabel("Volumes").FillAsync("uploads:/srv/uploads\nnobodys:/srv/else");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(page.Locator("#volumes-error")).ToContainTextAsync("There is no volume “nobodys”");
        await page.GetByLabel("Volumes").FillAsync("uploads:/srv/uploads");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.GetByText("/srv/uploads").First).ToBeVisibleAsync();
        await ServingAsync(id, 2);
        await RunAsync(id, "echo one > /data/file; echo two > /srv/uploads/file");

        await page.Locator("[aria-labelledby=backups]").GetByRole(AriaRole.Link, new() { Name = "All" }).ClickAsync();
        await Expect(page.Locator("[data-part=backups]")).ToContainTextAsync("None yet");
        await page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();
        var rows = page.Locator("[data-backup]");
        await Expect(rows.First).ToHaveAttributeAsync("data-backup", "VERIFIED");       // by itself: the page is live
        await Expect(rows.First).ToContainTextAsync("on disk");

        // Another one that somebody else makes appears by itself too.
        await console.Api.MutateAsync("createBackup(input: {containerId: $id}) { backup { id } }", "$id: ID!", new { id });
        await Expect(rows).ToHaveCountAsync(2);

        await page.GetByLabel("When").FillAsync("never");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Expect(page.Locator("#when-error")).ToContainTextAsync("15 3 * * *");
        await page.GetByLabel("When").FillAsync("6 h");
        await page.GetByLabel("Keep them for").FillAsync("30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Expect(page.Locator("[aria-labelledby=schedule] header")).ToContainTextAsync("next");
        await Expect(page.GetByLabel("When")).ToHaveValueAsync("6 h");

        await RunAsync(id, "rm /data/file; echo lost > /srv/uploads/file");
        await rows.Last.GetByRole(AriaRole.Link, new() { NameRegex = new("^Restore") }).ClickAsync();
        await Expect(page.Locator(".plan").First).ToContainTextAsync("all files in /srv/uploads");
        await Expect(page.Locator(".plan").First).ToContainTextAsync("Stops");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace the files of shop" }).ClickAsync();
        await Expect(page.Locator("[data-restore]")).ToHaveAttributeAsync("data-restore", "SUCCEEDED");
        await ServingAsync(id, 2);
        Assert.Equal("one\ntwo\n", await RunAsync(id, "cat /data/file /srv/uploads/file"));

        // Into a new one, from the project's list.
        await page.GotoAsync($"/projects/{console.ProjectId}/backups");
        await rows.First.GetByRole(AriaRole.Link, new() { NameRegex = new("^Restore") }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the container" }).ClickAsync();
        await Expect(page.Locator("#name-error")).ToContainTextAsync("There is a container 'shop'");
        await page.GetByLabel("Name").FillAsync("shop-two");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the container" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Backups of shop-two" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-restore]")).ToHaveAttributeAsync("data-restore", "SUCCEEDED");

        await page.GotoAsync($"/containers/{id}/backups");
        await rows.First.GetByRole(AriaRole.Link, new() { NameRegex = new("^Delete") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the backup" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(1);
        Assert.Empty(window.Errors);
        Assert.Empty(window.Foreign);
    }

    /// <summary>Waits until a deployment serves alone.</summary>
    private async Task ServingAsync(string id, int number)
    {
        await using var socket = await GraphQLSocket.SubscribeAsync(
            console.Server.Url, console.Api.AccessToken, "subscription($id: ID!) { containerChanged(id: $id) { ... on Container { status instances { status deployment { number } } } } }", new { id });
        await socket.UntilAsync(d => d.GetProperty("containerChanged") is var c && c.GetProperty("status").GetString() == "RUNNING"
            && c.GetProperty("instances").EnumerateArray().All(i => i.GetProperty("deployment").GetProperty("number").GetInt32() == number));
    }

    private async Task<string?> RunAsync(string id, string script) =>
        (await console.Api.MutateAsync("execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", $script]}) { stdout }", "$id: ID!, $script: String!", new { id, script })).GetProperty("stdout").GetString();
}
