using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser.Containers;

/// <summary>The parts of a page agree about a container that does not run as it should.</summary>
public sealed class StateTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task A_crash_loop_is_restarting_and_then_failed_everywhere_and_nothing_is_green()
    {
        await using var window = await console.OpenAsync();
        var page = window.Page;
        await page.GotoAsync($"/projects/{console.ProjectId}/containers");
        var id = await console.CreateAsync("looping", "sleep 4; exit 3");
        var row = page.Locator("[data-name=looping]");
        await Expect(row.Locator("[data-part=status]")).ToHaveTextAsync("Restarting", new() { Timeout = 60_000 });
        await Expect(row).ToHaveAttributeAsync("data-group", "restarting");
        await Expect(row.GetByRole(AriaRole.Button, new() { Name = "Stop looping" })).ToBeVisibleAsync();
        await Expect(row.GetByRole(AriaRole.Button, new() { Name = "Start looping" })).ToBeHiddenAsync();
        await Expect(page.Locator("[data-filter=restarting] .count")).ToHaveTextAsync("1");
        await Expect(page.Locator("[data-figure=running]")).ToHaveTextAsync($"{await page.Locator("[data-group=running]").CountAsync()}");

        await page.GotoAsync($"/containers/{id}");
        await Expect(window.Status).ToHaveAttributeAsync("data-status", "restarting");
        await AgreesAsync(page, "Restarting");
        await page.EvaluateAsync("window.unchanged = true");
        await Expect(window.Status).ToHaveTextAsync("Failed", new() { Timeout = 180_000 });
        await AgreesAsync(page, "Not serving");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start" })).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.unchanged"), "the page was loaded anew");

        // The server says the same as the scripts.
        await page.ReloadAsync();
        await AgreesAsync(page, "Not serving");
        await Expect(page.Locator("[data-part=instances]")).ToContainTextAsync("exit code 3");
        Assert.Empty(window.Errors);
    }

    [SkippableFact]
    public async Task A_failed_pull_is_at_its_stage_and_the_version_that_serves_keeps_its_card()
    {
        await using var window = await console.OpenAsync();
        var page = window.Page;
        var missing = "localhost:9/never/there:1";
        var input = new { projectId = console.ProjectId, name = "unfound", image = missing };
        var made = await console.Api.MutateAsync("createContainer(input: $input) { container { id } }", "$input: CreateContainerInput!", new { input });
        await page.GotoAsync($"/containers/{made.GetProperty("container").GetProperty("id").GetString()}");
        await Expect(window.Status).ToHaveTextAsync("Failed", new() { Timeout = 60_000 });
        var pull = page.Locator(".stages li", new() { HasText = "Pull image" });
        await Expect(pull).ToHaveAttributeAsync("data-status", "failed");
        await Expect(pull).Not.ToContainTextAsync("not reached");
        await Expect(page.Locator(".stages li.done[data-status=failed]")).ToHaveCountAsync(0);

        var id = await console.CreateWebAsync("kept", idleMode: "OFF");
        await page.GotoAsync($"/containers/{id}");
        await Expect(window.Status).ToHaveTextAsync("Running");
        await page.EvaluateAsync("window.unchanged = true");
        await console.Api.MutateAsync("updateContainer(input: {containerId: $id, image: $image}) { container { id } }", "$id: ID!, $image: String!", new { id, image = missing });
        var card = page.Locator("[data-version]");
        await Expect(card).ToContainTextAsync($"v2 failed: {missing}", new() { Timeout = 60_000 });
        await Expect(card.Locator("header small")).ToHaveTextAsync("v1");
        await Expect(card.Locator("code").First).ToHaveTextAsync(DockerEngine.Image);
        await Expect(window.Status).ToHaveTextAsync("Running");
        await Expect(page.Locator("[data-part=rollout-status]")).ToHaveTextAsync(["Failed", "Serving"]);
        await Expect(page.Locator("[data-part=operation-status]")).ToHaveTextAsync("Failed");
        Assert.True(await page.EvaluateAsync<bool>("window.unchanged"), "the page was loaded anew");
        Assert.Empty(window.Errors);
    }

    private static async Task AgreesAsync(IPage page, string rollout)
    {
        await Expect(page.Locator("[data-part=operation-status]")).ToHaveTextAsync("Succeeded earlier");
        await Expect(page.Locator("[data-part=operation-status]")).ToHaveAttributeAsync("data-status", "stopped");
        await Expect(page.Locator("[data-part=rollout-status]")).ToHaveTextAsync(rollout);
        await Expect(page.Locator("[data-part=wakefulness]")).ToHaveTextAsync("");
        await Expect(page.Locator(".stages [data-status=running]")).ToHaveCountAsync(0);
    }
}
