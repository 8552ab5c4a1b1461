using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class FileTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task A_file_is_written_in_the_page_and_read_by_the_program_and_the_other_way_round()
    {
        var id = await console.CreateAsync("writer", "exec sleep 1000");
        await using var window = await console.OpenAsync($"/containers/{id}");
        var page = window.Page;
        await Expect(window.Status).ToHaveTextAsync("Running");
        await page.GetByRole(AriaRole.Link, new() { Name = "Files" }).ClickAsync();
        await Expect(page.GetByText("Nothing in here yet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New file" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("conf/app.json");
        await page.GetByLabel("Name").PressAsync("Enter");
        var text = page.GetByLabel("Text of /data/conf/app.json");
        await text.FillAsync("{\n\"color\": \"blue\"\n}\n");
        await Expect(page.Locator(".hljs-string")).ToHaveTextAsync(["\"blue\""]);
        await page.Keyboard.PressAsync("Control+S");
        await Expect(page.GetByText("New: it is there")).ToBeHiddenAsync();
        Assert.Equal("{\n\"color\": \"blue\"\n}\n", await RunAsync(id, "cat /data/conf/app.json"));

        // Nobody has typed: what the program writes is shown. Somebody has: he is asked.
        await RunAsync(id, "echo '{}' > /data/conf/app.json");
        await Expect(text).ToHaveValueAsync("{}\n");
        await text.FillAsync("mine\n");
        await RunAsync(id, "echo theirs > /data/conf/app.json");
        await Expect(page.GetByText("It has changed meanwhile.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+S");
        await Expect(page.GetByText("has changed since you read it")).ToBeVisibleAsync();
        Assert.Equal("theirs\n", await RunAsync(id, "cat /data/conf/app.json"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save mine nevertheless" }).ClickAsync();
        await Expect(page.GetByText("It has changed meanwhile.")).ToBeHiddenAsync();
        Assert.Equal("mine\n", await RunAsync(id, "cat /data/conf/app.json"));
        Assert.Empty(window.Errors);
        Assert.Empty(window.Foreign);
    }

    [SkippableFact]
    public async Task A_folder_shows_what_comes_and_goes_and_takes_and_gives_files()
    {
        var id = await console.CreateAsync("shelf", "exec sleep 1000");
        await using var window = await console.OpenAsync($"/containers/{id}/files");
        var page = window.Page;
        await window.LiveAsync();
        await RunAsync(id, "mkdir /data/logs; echo hi > /data/logs/today; ln -s logs/today /data/latest");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);

        await page.GetByLabel("Files to upload").SetInputFilesAsync(new FilePayload { Name = "<i>odd ä.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("first") });
        await Expect(Row(page, "<i>odd ä.txt")).ToBeVisibleAsync();
        await page.GetByLabel("Files to upload").SetInputFilesAsync(new FilePayload { Name = "<i>odd ä.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("second") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace it" }).ClickAsync();
        await Expect(page.Locator("[data-part=uploads]")).ToContainTextAsync("Done");
        Assert.Equal("second", await RunAsync(id, "for i in $(seq 100); do grep -q second '/data/<i>odd ä.txt' && break; sleep 0.1; done; cat '/data/<i>odd ä.txt'"));

        await MenuAsync(page, "<i>odd ä.txt");
        var download = await page.RunAndWaitForDownloadAsync(() => Row(page, "<i>odd ä.txt").GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        Assert.Equal("second", await File.ReadAllTextAsync((await download.PathAsync())!));

        await page.ReloadAsync();
        await MenuAsync(page, "<i>odd ä.txt");
        await Row(page, "<i>odd ä.txt").GetByRole(AriaRole.Link, new() { Name = "Rename or move" }).ClickAsync();
        await page.GetByLabel("New name or path").FillAsync("/data/logs/plain.txt");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Link, new() { Name = "latest" }).ClickAsync();
        await Expect(page.GetByLabel("Text of /data/logs/today")).ToHaveValueAsync("hi\n");
        await page.GetByRole(AriaRole.Link, new() { Name = "/data", Exact = true }).ClickAsync();

        await MenuAsync(page, "logs");
        await Row(page, "logs").GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("goes with all that is in it")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete logs" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        Assert.Equal("latest\n", await RunAsync(id, "ls /data"));
        Assert.Empty(window.Errors);
        Assert.Empty(window.Foreign);
    }

    [SkippableFact]
    public async Task What_is_clicked_is_what_is_meant_however_odd_its_name_is()
    {
        var id = await console.CreateAsync("odd", "exec sleep 1000");
        await RunAsync(id, "mkdir /data/sub; cd /data/sub; touch 'report' 'report ' ' ' \"$(printf 'a\\nb')\"");
        await using var window = await console.OpenAsync($"/containers/{id}/files?path=/data/sub");
        var page = window.Page;
        foreach (var (row, left) in new[] { (3, 3), (0, 2), (0, 1) })       // by name: the blank, a⏎b, report, report with a blank
        {
            await Expect(page.Locator("tbody")).ToHaveCountAsync(left + 1);
            await page.Locator("tbody").Nth(row).Locator("summary").ClickAsync();
            await page.Locator("tbody").Nth(row).GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
            await page.Locator("dialog .danger").ClickAsync();
        }

        await Expect(page.Locator("tbody")).ToHaveCountAsync(1);
        Assert.Equal("report\n", await RunAsync(id, "ls /data/sub"));
        await page.GotoAsync($"/containers/{id}/files?path=/data/sub&ask=delete");
        await Expect(page.Locator("dialog[data-question]")).ToHaveCountAsync(0);
    }

    private static ILocator Row(IPage page, string name) => page.Locator("tbody tr", new() { HasText = name });

    private static Task MenuAsync(IPage page, string name) => page.GetByLabel($"More for {name}").ClickAsync();

    private async Task<string> RunAsync(string id, string script) => (await console.Api.MutateAsync(
        "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", $script]}) { stdout }", "$id: ID!, $script: String!", new { id, script })).GetProperty("stdout").GetString()!;
}
