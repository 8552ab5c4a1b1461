using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser.Pages;

/// <summary>The rules of WCAG 2.2 AA that a program can check, and those about landmarks, on every page of the console.</summary>
public sealed class AxeTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    // A line of each level and of each colour, bold, faint, and words that a search marks.
    private const string Script = """
        for level in fatal error warn info debug trace; do
          echo "{\"level\":\"$level\",\"msg\":\"needle in a line\"}"
          printf '\033[36m%s\033[0m needle of \033[2mfaint\033[0m and \033[1mbold\033[0m\n' "$level"
          for colour in 30 31 32 33 34 35 36 37 90 97; do
            printf "$level: \033[${colour}mcolour needle\033[0m \033[2;${colour}mfaint\033[0m\n"
          done
        done
        echo needle on the other output >&2; echo last; sleep 1000
        """;

    private static readonly string[] Landmarks =
    [
        "region", "bypass", "landmark-one-main", "landmark-unique",
        "landmark-banner-is-top-level", "landmark-complementary-is-top-level", "landmark-contentinfo-is-top-level", "landmark-main-is-top-level",
        "landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo", "landmark-no-duplicate-main",
    ];

    // Rules of WCAG 2.2 are off until they are named.
    private static readonly AxeRunOptions Everything = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        Rules = Landmarks.Append("target-size").ToDictionary(rule => rule, _ => new RuleOptions { Enabled = true }),
        ResultTypes = [ResultType.Violations],
    };

    private static readonly AxeRunOptions Colours = new() { RunOnly = new() { Type = "rule", Values = ["color-contrast"] }, ResultTypes = [ResultType.Violations, ResultType.Incomplete] };

    // xterm.js draws the terminal's text and measures letters outside of the window: its parts are not ours.
    private static readonly AxeRunContext Ours = new() { Exclude = [new(".xterm")] };

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task No_page_breaks_a_rule_in_light_or_dark(int width)
    {
        var id = await console.CreateAsync($"colourful-{width}", Script);
        await using var window = await console.OpenAsync($"/containers/{id}", width: width);
        var page = window.Page;
        await Expect(page.Locator(".log .text").Filter(new() { HasTextRegex = new("^last$") })).ToBeVisibleAsync();
        List<string> broken = [];
        string[] more = [$"/containers/{id}/log?Q=needle", $"/containers/{id}/log?at=20", $"/containers/{id}#delete-plan"];
        foreach (var path in ConsolePages.Of(console, id).Concat(more))
        {
            // Nothing is half way between two colours.
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            await page.GotoAsync(path);
            if (await page.Locator("[data-connection]").CountAsync() > 0) await window.LiveAsync();
            if (path.EndsWith("?Q=needle", StringComparison.Ordinal)) await Expect(page.Locator(".log mark").First).ToBeVisibleAsync();
            // What is scrolled out of sight is not judged.
            await page.EvaluateAsync("for (const log of document.querySelectorAll('.log')) log.style.maxHeight = 'none'");
            broken.AddRange(Told(await page.RunAxe(Ours, Everything), $"{path}, light"));
            if (width < 1280) continue;
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            broken.AddRange(Told(await page.RunAxe(Ours, Colours), $"{path}, dark"));
        }

        Assert.True(broken.Count == 0, $"at {width} px:\n{string.Join('\n', broken.Distinct())}");
    }

    [SkippableTheory]
    [InlineData("", ".text .ansi-1")]
    [InlineData("?Q=needle", "mark")]
    public async Task No_colour_of_a_line_is_too_faint_on_a_line_that_is_found(string query, string shown)
    {
        var id = await console.CreateAsync($"found-{query.Length}", Script);
        await using var window = await console.OpenAsync($"/containers/{id}/log{query}", width: 360);
        var page = window.Page;
        await Expect(page.Locator($".log {shown}").First).ToBeVisibleAsync();
        await Expect(page.Locator(".log .text").Filter(new() { HasText = "other output" })).ToBeVisibleAsync();
        await page.EvaluateAsync("document.querySelector('.log').style.maxHeight = 'none'");
        await page.EvaluateAsync("for (const line of document.querySelectorAll('.log li')) line.classList.add('current')");
        List<string> broken = [];
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var lines = await page.RunAxe(new() { Include = [new(".log")] }, Colours);
            broken.AddRange(Told(lines, $"{scheme}"));
            // A line whose colours cannot be told was not judged.
            broken.AddRange(lines.Incomplete.Select(rule => $"{scheme}: {rule.Nodes.Length} were not judged, as {rule.Nodes[0].Html}"));
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken.Distinct()));
    }

    [SkippableFact]
    public async Task Open_menus_break_none_either()
    {
        await using var window = await console.OpenAsync(width: 360);
        var page = window.Page;
        List<string> broken = [];
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.GetByRole(AriaRole.Button, new() { Name = "Navigation" }).ClickAsync();
            broken.AddRange(Told(await page.RunAxe(new() { Include = [new(".sidebar")] }, Everything), $"navigation, {scheme}"));
            await page.Keyboard.PressAsync("Escape");
            await page.GetByLabel("Account:").ClickAsync();
            broken.AddRange(Told(await page.RunAxe(new() { Include = [new(".topbar")] }, Everything), $"account, {scheme}"));
            await page.GetByLabel("Account:").ClickAsync();
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken.Distinct()));
    }

    private static IEnumerable<string> Told(AxeResult result, string where) =>
        from rule in result.Violations
        from node in rule.Nodes
        let checks = node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message)
        select $"{where}: {rule.Id} ({rule.Help}): {node.Target} {node.Html}; {string.Join("; ", checks)}";
}
