using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class TerminalTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task Commands_are_typed_in_the_page_which_fits_is_reloaded_and_ends()
    {
        var id = await console.CreateAsync("workshop", "exec sleep 1000");
        await using var window = await console.OpenAsync($"/containers/{id}");
        var page = window.Page;
        await Expect(window.Status).ToHaveTextAsync("Running");
        await page.GetByRole(AriaRole.Link, new() { Name = "Terminal" }).ClickAsync();
        await Expect(State(page)).ToHaveTextAsync("Connected");
        await TypeAsync(page, "echo $((6 * 7)); stty size");
        await SeeAsync(page, "42");

        // The program knows the size that is seen, before and after the window changes.
        await SizeAsync(page);
        await page.SetViewportSizeAsync(700, 500);
        await page.WaitForFunctionAsync("wide => document.querySelector('.xterm-rows').getBoundingClientRect().width < wide", 700);
        await SizeAsync(page);

        // A program in colours of 24 bits, whose styles the content policy would not let pass as text.
        await TypeAsync(page, "printf '\\033[38;2;10;200;30mgreen\\033[0m\\n'");
        await page.Locator(".xterm-rows span[style*=color]", new() { HasText = "green" }).First.WaitForAsync();

        await page.ReloadAsync();
        await Expect(State(page)).ToHaveTextAsync("Connected");
        await SeeAsync(page, "42");
        await TypeAsync(page, "echo again $((1 + 1))");
        await SeeAsync(page, "again 2");

        // Tab is the program's; the keyboard gets out nevertheless.
        await page.Keyboard.PressAsync("Control+Shift+E");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await page.Locator(".xterm").ClickAsync();
        await TypeAsync(page, "exit 3");
        await Expect(State(page)).ToHaveTextAsync("Ended with exit code 3");
        await page.GetByRole(AriaRole.Button, new() { Name = "New terminal" }).ClickAsync();
        await Expect(State(page)).ToHaveTextAsync("Connected");
        await TypeAsync(page, "echo fresh $((3 + 4))");
        await SeeAsync(page, "fresh 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(State(page)).ToHaveTextAsync("Ended");
        Assert.Empty(window.Errors);
        Assert.Empty(window.Foreign);
    }

    [SkippableFact]
    public async Task A_cut_connection_loses_no_output_and_no_key()
    {
        var id = await console.CreateAsync("counter", "exec sleep 1000");
        await using var window = await console.OpenAsync();
        var page = window.Page;

        // Cuts the socket on the way, as a network does: nothing says goodbye.
        var sockets = new List<IWebSocketRoute>();
        var isCut = false;
        await page.RouteWebSocketAsync("**/graphql", socket =>
        {
            if (isCut)
            {
                _ = socket.CloseAsync(new() { Code = 1001 });
                return;
            }

            sockets.Add(socket);
            socket.ConnectToServer();
        });
        await page.GotoAsync($"/containers/{id}/terminal");
        await Expect(State(page)).ToHaveTextAsync("Connected");
        await TypeAsync(page, "i=0; while [ $i -lt 400 ]; do i=$((i+1)); echo line $i; usleep 5000; done");
        // Lines scroll by: one of them may never be drawn.
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.xterm-rows > div')].some(row => /^line [2-9][0-9]+$/.test(row.textContent.trim()))");
        isCut = true;
        await sockets[^1].CloseAsync(new() { Code = 1001 });
        await Expect(State(page)).ToHaveTextAsync("Reconnecting…");
        await page.Keyboard.TypeAsync("echo typed meanwhile\n");
        isCut = false;
        await Expect(State(page)).ToHaveTextAsync("Connected", new() { Timeout = 20_000 });
        await SeeAsync(page, "line 400");
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.xterm-rows > div')].some(row => row.textContent.trim() === 'typed meanwhile')");
        var lines = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.xterm-rows > div')].map(row => row.textContent.trim())");
        var numbers = lines.Where(l => l.StartsWith("line ", StringComparison.Ordinal)).Select(l => int.Parse(l[5..])).ToArray();
        Assert.Equal(Enumerable.Range(401 - numbers.Length, numbers.Length), numbers);
        Assert.Single(lines, l => l == "typed meanwhile");
    }

    private static ILocator State(IPage page) => page.Locator("[data-terminal] [data-part=state]");

    private static async Task TypeAsync(IPage page, string command)
    {
        await page.Keyboard.TypeAsync(command);
        await page.Keyboard.PressAsync("Enter");
    }

    private static Task<IJSHandle> SeeAsync(IPage page, string line) => page.WaitForFunctionAsync(
        "line => [...document.querySelectorAll('.xterm-rows > div')].some(row => row.textContent.trim().endsWith(line) && !row.textContent.includes('echo'))", line);

    private static async Task SizeAsync(IPage page)
    {
        await TypeAsync(page, "stty size");
        await page.WaitForFunctionAsync("() => { const rows = [...document.querySelectorAll('.xterm-rows > div')]; return rows.some(row => new RegExp('^' + rows.length + ' [0-9]+$').test(row.textContent.trim())) }");
    }
}
