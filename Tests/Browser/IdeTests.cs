using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class IdeTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task The_IDE_runs_a_query_and_a_subscription_against_our_endpoint_and_asks_nobody_else()
    {
        await console.CreateAsync("watched", "sleep 1", start: false);
        await using var window = await console.OpenAsync();
        await window.Page.GotoAsync("/graphql");
        await window.Page.GetByText("Create Document").First.ClickAsync();
        await Expect(window.Page.GetByText("Schema available")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("Important Update")).ToBeHiddenAsync();

        await RunAsync(window.Page, "{ viewer { email } }", "Query");
        await Expect(Response(window.Page)).ToContainTextAsync(ServerProcess.Email);
        await RunAsync(window.Page, "subscription { containerChanged { __typename } }", "Subscription");
        await Expect(Response(window.Page)).ToContainTextAsync("containerChanged");
        Assert.Empty(window.Foreign);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the console" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "API" })).ToHaveAttributeAsync("target", "graphplatform-api");
    }

    private static ILocator Response(IPage page) => page.Locator(".monaco-editor .view-lines").Filter(new() { HasText = "\"data\"" });

    private static async Task RunAsync(IPage page, string document, string root)
    {
        await page.Locator(".monaco-editor").First.ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(document);
        // Its builder shows the operation once the text was read; before that it would run the text before.
        await Expect(page.GetByText(root, new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("Run Operation").ClickAsync();
    }
}
