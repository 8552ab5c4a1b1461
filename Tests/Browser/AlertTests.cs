using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class AlertTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task A_member_sets_an_alert_sees_it_fire_is_told_of_it_and_deletes_the_rule()
    {
        var id = await console.CreateAsync("burner", "while :; do :; done");
        await using var window = await console.OpenAsync($"/containers/{id}");
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Set an alert" }).ClickAsync();
        await window.LiveAsync();
        await Expect(page.Locator("[data-part=quiet]")).ToContainTextAsync("There is no rule yet");
        await Expect(page.GetByLabel("On", new() { Exact = true })).ToHaveValueAsync("container:" + id);

        // What is wrong stands at its field, and what was typed stays.
        await page.GetByLabel("Name").FillAsync("Busy");
        await page.GetByLabel("Threshold").FillAsync("a lot");
        await page.GetByLabel("For how long").FillAsync("0 s");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await Expect(page.Locator("#threshold-error")).ToContainTextAsync("512 MB");
        await Expect(page.GetByLabel("Name")).ToHaveValueAsync("Busy");
        await page.GetByLabel("Threshold").FillAsync("20 %");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Busy is looked at from now on");

        // The page is not loaded again: it follows, and so does the bell.
        await Expect(page.Locator("[data-part=open] [data-part=state]")).ToHaveTextAsync("Firing");
        await Expect(page.Locator("[data-part=open]")).ToContainTextAsync("above 20 % of the limit");
        await Expect(page.Locator("[data-part=level]")).ToHaveTextAsync("Firing");
        await Expect(page.Locator(".bell .badge")).ToHaveTextAsync("1");

        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications: 1 unread" }).ClickAsync();
        await Expect(page.Locator("[data-part=list]")).ToContainTextAsync("Busy fires: burner");
        await window.LiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark as read: Busy fires" }).ClickAsync();
        await Expect(page.Locator(".bell .badge")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Busy fires: burner" }).ClickAsync();
        await Expect(page.Locator(".notice").First).ToContainTextAsync("Busy");

        await page.GetByRole(AriaRole.Link, new() { Name = "Alerts", Exact = true }).First.ClickAsync();
        await page.GetByText("Change…").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete Busy" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Deleted");
        await Expect(page.Locator("[data-part=quiet]")).ToContainTextAsync("There is no rule yet");
        Assert.Empty(window.Errors);
    }

    [SkippableFact]
    public async Task Charts_show_the_time_that_is_chosen_and_mark_rollouts()
    {
        var id = await console.CreateAsync("charted", "while :; do sleep 0.1; done");
        await using var window = await console.OpenAsync($"/containers/{id}");
        var page = window.Page;
        await window.LiveAsync();
        await Expect(page.Locator("[data-chart=pids] [data-part=now]")).Not.ToHaveTextAsync("—");
        await Expect(page.Locator("[data-chart=cpu] .marks text")).ToHaveTextAsync("v1");
        await Expect(page.Locator("[data-chart=network] [data-line=received] [data-part=now]")).ToContainTextAsync("/s");
        await page.GetByRole(AriaRole.Link, new() { Name = "24 h" }).ClickAsync();
        await Expect(page.Locator("[data-chart=cpu] .axis span").First).ToHaveTextAsync("24 h ago");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "24 h" })).ToHaveAttributeAsync("aria-current", "true");
        await Expect(page.Locator("[data-chart=cpu] [data-part=nothing]")).ToBeHiddenAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("range=24h"));

        // The same without scripts.
        await page.RouteAsync("**/*.js", route => route.AbortAsync());
        await page.ReloadAsync();
        await Expect(page.Locator("[data-chart=cpu] .axis span").First).ToHaveTextAsync("24 h ago");
        await Expect(page.Locator("[data-chart=cpu] .marks text")).ToHaveTextAsync("v1");
        await page.GetByRole(AriaRole.Link, new() { Name = "1 h", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-chart=memory] .axis span").First).ToHaveTextAsync("60 min ago");
    }
}
