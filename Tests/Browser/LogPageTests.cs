using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class LogPageTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private const string Script = """
        i=0; while [ $i -lt 1500 ]; do i=$((i+1)); if [ $((i % 300)) = 0 ]; then echo "ERROR order $i failed"; else echo "info: order $i done"; fi; done
        printf '\033[32mgreen\033[0m and plain\n'; printf '10 percent\r100 percent\n'
        while [ ! -e /tmp/go ]; do usleep 50000; done; echo noise; echo "ERROR order 9999 failed"; exec sleep 1000
        """;

    [SkippableFact]
    public async Task All_lines_are_searched_and_counted_and_new_ones_that_fit_come_in_while_the_socket_is_cut()
    {
        var id = await console.CreateAsync("orders", Script);
        await using var window = await console.OpenAsync($"/containers/{id}/log");
        var page = window.Page;
        var texts = page.Locator(".log .text");
        await Expect(texts.Last).ToHaveTextAsync("100 percent");
        await Expect(page.Locator(".log .ansi-2")).ToHaveTextAsync("green");

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("failed");
        await page.Keyboard.PressAsync("Enter");
        await Expect(texts).ToHaveTextAsync(["ERROR order 300 failed", "ERROR order 600 failed", "ERROR order 900 failed", "ERROR order 1200 failed", "ERROR order 1500 failed"]);
        await Expect(page.Locator("[data-log-count]")).ToHaveTextAsync("5 of 1,502 lines fit");
        await Expect(page.Locator(".log mark").First).ToHaveTextAsync("failed");
        await Expect(page.Locator(".log li").First).ToHaveAttributeAsync("data-level", "error");

        var instance = (await console.Api.QueryAsync("query($id: ID!) { container(id: $id) { instances { id } } }", new { id })).GetProperty("container").GetProperty("instances")[0].GetProperty("id").GetString();
        await console.Server.KillAsync();
        await Expect(page.Locator("[data-log-status]")).ToContainTextAsync("Reconnecting…");
        await DockerEngine.RunAsync("exec", "gp-" + instance, "touch", "/tmp/go");
        await console.Server.StartAgainAsync();
        await Expect(texts.Last).ToHaveTextAsync("ERROR order 9999 failed");
        await Expect(texts).ToHaveCountAsync(6);
        await Expect(page.Locator("[data-log-status]")).ToContainTextAsync("0 lines lost");

        await page.Locator(".log li a").Nth(1).ClickAsync();
        await Expect(page.Locator(".log .current .text")).ToHaveTextAsync("ERROR order 600 failed");
        await Expect(page.Locator(".log .current + li .text")).ToHaveTextAsync("info: order 601 done");
    }

    [SkippableFact]
    public async Task Levels_and_patterns_filter_and_the_lines_that_fit_are_downloaded()
    {
        var id = await console.CreateAsync("levels", Script);
        await using var window = await console.OpenAsync($"/containers/{id}/log");
        var page = window.Page;
        await Expect(page.Locator(".log .text").Last).ToHaveTextAsync("100 percent");
        await page.Locator(".log-more summary").ClickAsync();
        await page.Locator(".log-more [data-level=error]").ClickAsync();
        await page.Locator(".toggle", new() { HasText = "Regular expression" }).ClickAsync();
        await page.Locator("[name=Q]").FillAsync("order (3|9)00 ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Expect(page.Locator(".log .text")).ToHaveTextAsync(["ERROR order 300 failed", "ERROR order 900 failed"]);

        await page.Locator("summary", new() { HasText = "Download" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        Assert.EndsWith(".csv", download.SuggestedFilename);
        Assert.Equal(3, lines.Length);
        Assert.EndsWith(",ERROR order 900 failed", lines[2]);

        await page.GetByRole(AriaRole.Searchbox).FillAsync("(");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[role=alert]")).ToContainTextAsync("The pattern cannot be used");
    }
}
