using System.Net.Http.Headers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class MonitoringTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task A_token_for_prometheus_is_made_shown_once_and_deleted()
    {
        await using var window = await console.OpenAsync($"/organizations/{console.OrganizationId}/monitoring");
        var page = window.Page;
        await page.GetByPlaceholder("prometheus").FillAsync("our prometheus");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        var token = (await page.Locator("[data-token]").TextContentAsync())!;
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        Assert.Contains("graphplatform_container_up", await http.GetStringAsync(console.Server.Url + "/metrics"), StringComparison.Ordinal);

        await page.GotoAsync($"/organizations/{console.OrganizationId}/monitoring");
        await Expect(page.GetByText("our prometheus", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText(token)).ToHaveCountAsync(0);
        await page.GetByText("Delete…").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete our prometheus" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("It is refused from now on");
    }

    [SkippableFact]
    public async Task Health_shows_every_part_with_its_reason()
    {
        await using var window = await console.OpenAsync("/platform/health");
        await window.LiveAsync();
        foreach (var part in new[] { "database", "engine", "scheduler", "events" })
            await Expect(window.Page.Locator($"[data-component={part}] [data-part=state]")).ToHaveTextAsync("Well");
        await Expect(window.Page.Locator("[data-component=disk] [data-part=reason]")).ToContainTextAsync("are free");
        await Expect(window.Page.Locator("[data-component=ingress] [data-part=reason]")).ToContainTextAsync("apps.localhost");
    }
}
