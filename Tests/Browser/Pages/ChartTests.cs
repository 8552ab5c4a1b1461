using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser.Pages;

/// <summary>The charts of a container: their scale, and the values at the crosshair.</summary>
public sealed class ChartTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private static readonly string[] Keys = ["cpu", "memory", "network", "disk", "pids"];

    // Labels that are seen and lie on each other, or leave their chart. A list item is as wide as the chart: its text counts.
    private const string Collisions = """
        chart => {
          const all = chart.querySelectorAll('.scale li:not(:last-child), .limit-above, .marks text, .reading, .axis-time')
          const labels = [...all].filter(label => !label.hidden && label.textContent)
          const boxes = labels.map(label => {
            const range = document.createRange()
            range.selectNodeContents(label)
            return label.matches('.reading, .axis-time, text') ? label.getBoundingClientRect() : range.getBoundingClientRect()
          })
          const frame = chart.getBoundingClientRect()
          const found = []
          boxes.forEach((a, i) => {
            if (a.left < frame.left - 1 || a.right > frame.right + 1) found.push(`${labels[i].textContent} leaves the chart`)
            boxes.slice(i + 1).forEach((b, j) => {
              const meet = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
              if (meet) found.push(`${labels[i].textContent} lies on ${labels[i + 1 + j].textContent}`)
            })
          })
          return found
        }
        """;

    [SkippableFact]
    public async Task What_little_is_used_fills_the_chart_and_the_limit_far_above_is_named()
    {
        var id = await console.CreateAsync("little", "while :; do sleep 0.2; done");
        await using var window = await console.OpenAsync($"/containers/{id}");
        var page = window.Page;
        foreach (var (key, limit) in new[] { ("cpu", "limit 0.50 cores ↑"), ("memory", "limit 512 MB ↑") })
        {
            var chart = page.Locator($"[data-chart={key}]");
            await Expect(chart.Locator("[data-part=now]")).Not.ToHaveTextAsync("—");
            await Expect(chart.Locator("[data-part=limit]")).ToHaveTextAsync(limit);
            await Expect(chart.Locator(".u-over")).ToBeVisibleAsync();
            var top = await NumberAsync(chart.Locator(".scale li").First);
            Assert.True(top < 0.25 * double.Parse(limit.Split(' ')[1], CultureInfo.InvariantCulture), $"{key}: the full height is {top}");
        }

        // The server draws the same before its scripts.
        await page.RouteAsync("**/*.js", route => route.AbortAsync());
        await page.ReloadAsync();
        await Expect(page.Locator("[data-chart=memory] [data-part=limit]")).ToHaveTextAsync("limit 512 MB ↑");
        Assert.True(await NumberAsync(page.Locator("[data-chart=memory] .scale li").First) <= 100);
        await Expect(page.Locator("[data-chart=memory] svg .limit")).ToHaveCountAsync(0);
    }

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(760)]
    [InlineData(360)]
    public async Task The_crosshair_says_the_values_at_its_line_in_every_chart_and_no_label_lies_on_another(int width)
    {
        var id = await console.CreateAsync($"read-{width}", "while :; do sleep 0.2; done");
        // The name of this zone is a long one.
        await using var window = await console.OpenAsync($"/containers/{id}", width: width, zone: "Asia/Kolkata");
        var page = window.Page;
        await Expect(page.Locator("[data-chart=cpu] [data-part=now]")).Not.ToHaveTextAsync("—");
        var plot = page.Locator("[data-chart=cpu] .u-over");
        await Expect(page.Locator("[data-chart=cpu] [data-part=nothing]")).ToBeHiddenAsync();
        await plot.ScrollIntoViewIfNeededAsync();
        var place = (await plot.BoundingBoxAsync())!.Y;
        foreach (var share in new[] { 0.02, 0.3, 0.5, 0.7, 0.98 })
        {
            var box = (await plot.BoundingBoxAsync())!;
            await page.Mouse.MoveAsync(box.X + (float)(box.Width * share), box.Y + (box.Height / 2));
            foreach (var key in Keys)
            {
                var chart = page.Locator($"[data-chart={key}]");
                await Expect(chart.Locator("[data-part=reading]")).ToBeVisibleAsync();
                await Expect(chart.Locator("[data-part=reading] span")).ToHaveCountAsync(key is "network" or "disk" ? 2 : 1);
                var line = (await chart.Locator(".u-cursor-x").BoundingBoxAsync())!;
                var reading = (await chart.Locator("[data-part=reading]").BoundingBoxAsync())!;
                var apart = Math.Max(reading.X - line.X, line.X - (reading.X + reading.Width));
                Assert.True(apart < 16, $"{key} at {share}: the reading is {apart} px from its line");
                Assert.Empty(await chart.Locator(".chart").EvaluateAsync<string[]>(Collisions));
                await Expect(chart.Locator("[data-part=time]")).ToHaveTextAsync(new Regex("^[0-9]{2}:[0-9]{2}:[0-9]{2} GMT\\+5:30$"));
            }

            Assert.Equal(place, (await plot.BoundingBoxAsync())!.Y);
            // In one look: the next sample brings another value.
            var said = await page.Locator("[data-chart=cpu]").EvaluateAsync<string[]>(
                "chart => ['now', 'reading'].map(part => chart.querySelector(`[data-part=${part}]`).textContent)");
            Assert.Equal($"{said[0]} cores", said[1]);
        }

        await page.Mouse.MoveAsync(1, 1);
        await Expect(page.Locator("[data-part=reading]:visible")).ToHaveCountAsync(0);
        Assert.Empty(window.Errors);
    }

    private static async Task<double> NumberAsync(ILocator label) =>
        double.Parse((await label.TextContentAsync())!, CultureInfo.InvariantCulture);
}
