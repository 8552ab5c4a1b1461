using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class LogTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private const string Lines = "[...document.querySelectorAll('.log .text')].map(line => line.textContent)";

    [SkippableFact]
    public async Task The_log_survives_a_server_that_is_killed_with_every_line_once()
    {
        var id = await console.CreateAsync("steady", "i=0; while true; do echo line $i; i=$((i+1)); sleep 0.2; done");
        await using var window = await console.OpenAsync();
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await SeeLineAsync(page, 20);
        await console.Server.KillAsync();
        await Expect(page.Locator("[data-connection]")).ToHaveTextAsync("Reconnecting…");
        await Expect(page.Locator("[data-log-status]")).ToContainTextAsync("Reconnecting…");
        await console.Server.StartAgainAsync();
        await window.LiveAsync();
        await Expect(page.Locator("[data-log-status]")).ToContainTextAsync("0 lines lost");
        var last = int.Parse((await page.Locator(".log .text").Last.TextContentAsync())!["line ".Length..]);
        await SeeLineAsync(page, last + 20);

        var lines = await page.EvaluateAsync<string[]>(Lines);
        Assert.Equal(Enumerable.Range(0, lines.Length).Select(i => $"line {i}"), lines);
    }

    [SkippableFact]
    public async Task What_is_read_does_not_move_and_new_lines_wait()
    {
        var id = await console.CreateAsync("chatty", "i=0; while true; do echo line $i; i=$((i+1)); sleep 0.05; done");
        await using var window = await console.OpenAsync();
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await SeeLineAsync(page, 60);
        await page.Locator(".log").EvaluateAsync("log => { log.scrollTop = 100 }");
        await Expect(page.Locator("[data-log-hold]")).ToHaveAttributeAsync("aria-pressed", "true");
        var fresh = page.Locator("[data-log-new]");
        await Expect(fresh).ToContainTextAsync("new lines");
        Assert.Equal(100, await page.Locator(".log").EvaluateAsync<int>("log => log.scrollTop"));
        await fresh.ClickAsync();
        await Expect(page.Locator("[data-log-hold]")).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(fresh).ToBeHiddenAsync();
        var lines = await page.EvaluateAsync<string[]>(Lines);
        Assert.Equal(Enumerable.Range(0, lines.Length).Select(i => $"line {i}"), lines);
    }

    [SkippableFact]
    public async Task Lines_that_wrap_do_not_stop_the_log_from_following()
    {
        var id = await console.CreateAsync("wide", "i=0; while true; do echo line $i; seq -s ' ' 1 $((i * 37 % 400)); i=$((i+1)); sleep 0.05; done");
        await using var window = await console.OpenAsync();
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await page.GetByText("line 60", new() { Exact = true }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Expect(page.Locator("[data-log-hold]")).ToHaveAttributeAsync("aria-pressed", "false");
        var fromEnd = await page.Locator(".log").EvaluateAsync<int>("log => log.scrollHeight - log.scrollTop - log.clientHeight");
        Assert.InRange(fromEnd, 0, 24);
    }

    [SkippableFact]
    public async Task Lines_are_searched_by_output_and_by_word()
    {
        var id = await console.CreateAsync("mixed", "echo one apple; echo two pears >&2; echo three apples; sleep 1000");
        await using var window = await console.OpenAsync();
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await Expect(page.Locator(".log .text")).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("apple");
        await Expect(page.Locator("[data-log-found]")).ToHaveTextAsync("2 lines");
        await Expect(page.Locator(".log mark")).ToHaveTextAsync(["apple", "apple"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "stderr" }).ClickAsync();
        await Expect(page.Locator(".log li:visible")).ToHaveCountAsync(1);
    }

    [SkippableFact]
    public async Task Earlier_lines_are_loaded_and_the_page_stays_bounded()
    {
        var id = await console.CreateAsync("long", "seq 1 6000 | sed 's/^/line /'; sleep 1000");
        await using var window = await console.OpenAsync();
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await SeeLineAsync(page, 6000);
        // Opened after all was written, the page has the last 500.
        await page.ReloadAsync();
        await Expect(page.Locator(".log .text")).ToHaveCountAsync(500);
        await Expect(page.Locator(".log .text").First).ToHaveTextAsync("line 5501");
        await page.Locator("[data-log-earlier]").ClickAsync();
        await Expect(page.Locator(".log .text").First).ToHaveTextAsync("line 5401");
        var lines = await page.EvaluateAsync<string[]>(Lines);
        Assert.Equal(Enumerable.Range(5401, 600).Select(i => $"line {i}"), lines);
    }

    private static Task<IJSHandle> SeeLineAsync(IPage page, int number) =>
        page.WaitForFunctionAsync("number => Number(document.querySelector('.log li:last-child .text')?.textContent.slice(5)) >= number", number);
}
