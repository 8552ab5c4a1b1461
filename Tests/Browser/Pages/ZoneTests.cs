using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser.Pages;

/// <summary>Times on the pages are in the zone of whoever looks at them, with UTC on hover.</summary>
public sealed class ZoneTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private const string Zone = "Asia/Kolkata";
    private const string Name = "GMT+5:30";

    [SkippableFact]
    public async Task Lines_of_the_log_have_the_time_of_day_of_the_viewer_and_both_times_on_hover()
    {
        var id = await console.CreateAsync("zoned", "echo one; echo two; echo three; sleep 1000");
        await using var window = await console.OpenAsync($"/containers/{id}", zone: Zone);
        var page = window.Page;
        foreach (var path in new[] { "", "/log", "/log?Q=t", "/log?at=2" })
        {
            await page.GotoAsync($"/containers/{id}{path}");
            await window.LiveAsync();
            var time = page.Locator(".log li").Filter(new() { HasText = "two" }).Locator("time");
            await Expect(time).ToBeVisibleAsync();
            var at = await AtAsync(time);
            await Expect(time).ToHaveTextAsync(Local(at).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture));
            await Expect(time).ToHaveAttributeAsync("title", $"{Local(at):yyyy-MM-dd HH:mm:ss} {Name} ({at:yyyy-MM-dd HH:mm:ss} UTC)");
            await Expect(page.GetByText($"Times in {Name}")).ToBeVisibleAsync();
        }

        // Without scripts nobody knows the zone, and the page says which one it has taken.
        await page.RouteAsync("**/*.js", route => route.AbortAsync());
        await page.GotoAsync($"/containers/{id}/log");
        var plain = page.Locator(".log time").First;
        await Expect(plain).ToHaveTextAsync((await AtAsync(plain)).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture));
        await Expect(page.GetByText("Times in UTC")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task The_filter_of_the_log_takes_times_of_the_viewer_and_sends_them_in_UTC()
    {
        var id = await console.CreateAsync("filtered", "echo one; sleep 1000");
        await using var window = await console.OpenAsync($"/containers/{id}/log", zone: Zone);
        var page = window.Page;
        await window.LiveAsync();
        await page.GetByText("Levels, time, output, version").ClickAsync();
        await page.GetByLabel("From").FillAsync("2026-02-01T03:15:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(new Regex("From=2026-01-31T21%3A45%3A30"));
        await window.LiveAsync();
        Assert.StartsWith("2026-02-01T03:15", await page.GetByLabel("From").InputValueAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(new Regex("From=2026-01-31T21%3A45%3A30"));
        Assert.Empty(window.Errors);
    }

    [SkippableFact]
    public async Task A_time_in_the_reason_of_a_status_is_the_viewers_on_the_page_and_in_UTC_in_the_API()
    {
        var id = await console.CreateAsync("restarted", "exit 3");
        await using var window = await console.OpenAsync(zone: Zone);
        var page = window.Page;
        (string, string)[] places = [($"/containers/{id}", ".head"), ($"/projects/{console.ProjectId}/containers", "[data-name=restarted]")];
        foreach (var (path, place) in places)
        {
            await page.GotoAsync(path);
            var time = page.Locator($"{place} [data-part=reason] time");
            await Expect(time).ToHaveTextAsync(new Regex($"^[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}} {Regex.Escape(Name)}$"));
            // In one look: the next crash brings another time.
            var shown = await time.EvaluateAsync<string[]>("time => [time.dateTime, time.textContent, time.title]");
            var at = DateTimeOffset.Parse(shown[0], CultureInfo.InvariantCulture);
            Assert.Equal($"{Local(at):HH:mm:ss} {Name}", shown[1]);
            Assert.Equal($"{Local(at):yyyy-MM-dd HH:mm:ss} {Name} ({at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)", shown[2]);
        }

        const string query = "query($id: ID!) { container(id: $id) { statusReason statusReasonParts { text at } } }";
        var container = (await console.Api.QueryAsync(query, new { id })).GetProperty("container");
        var text = container.GetProperty("statusReason").GetString()!;
        var parts = container.GetProperty("statusReasonParts").EnumerateArray().ToList();
        Assert.Contains(" UTC", text, StringComparison.Ordinal);
        Assert.Equal(text, string.Concat(parts.Select(p => p.GetProperty("text").GetString())));
        var named = Assert.Single(parts, p => p.GetProperty("at").ValueKind != JsonValueKind.Null);
        Assert.Equal($"{named.GetProperty("at").GetDateTimeOffset():HH:mm:ss} UTC", named.GetProperty("text").GetString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop restarted" }).ClickAsync();
        Assert.Empty(window.Errors);
    }

    private static async Task<DateTimeOffset> AtAsync(ILocator time) =>
        DateTimeOffset.Parse((await time.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture).ToUniversalTime();

    private static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(5.5));
}
