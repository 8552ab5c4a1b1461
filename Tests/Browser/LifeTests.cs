using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class LifeTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task A_change_is_reviewed_applied_seen_to_roll_out_and_rolled_back()
    {
        await using var window = await console.OpenAsync();
        var id = await console.CreateWebAsync("shop", idleMode: "OFF");
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await Expect(window.Status).ToHaveTextAsync("Running");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of shop" }).GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await Expect(page.GetByLabel("Environment")).ToHaveValueAsync("MODE=green");
        await page.GetByLabel("Environment").FillAsync("MODE=blue");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        var plan = page.GetByRole(AriaRole.Region, new() { Name = "What the change does" });
        await Expect(plan).ToContainTextAsync("none: it goes on answering");
        await Expect(plan).ToContainTextAsync("MODE=green → MODE=blue");
        await Expect(page.GetByLabel("Environment")).ToHaveValueAsync("MODE=blue");
        await Expect(plan.GetByRole(AriaRole.Button, new() { Name = "Apply" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync($"{console.Server.Url}/containers/{id}");
        await page.EvaluateAsync("window.unchanged = true");
        var rollouts = page.Locator("[data-part=rollouts] > li");
        await Expect(rollouts.Locator("[data-part=rollout-status]")).ToHaveTextAsync(["Serving", "Replaced"]);
        await Expect(page.Locator("[data-part=instances]")).ToContainTextAsync("Running, healthy v2");

        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back to deployment 1" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Roll shop back to deployment 1?" });
        await Expect(dialog).ToContainTextAsync("MODE=blue → MODE=green");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Expect(rollouts.Locator("[data-part=rollout-status]")).ToHaveTextAsync(["Serving", "Replaced", "Replaced"]);
        Assert.True(await page.EvaluateAsync<bool>("window.unchanged"), "the page was loaded anew");
        Assert.Empty(window.Errors);
    }

    [SkippableFact]
    public async Task A_container_is_seen_to_fall_idle_and_is_woken_by_the_button()
    {
        await using var window = await console.OpenAsync();
        var id = await console.CreateWebAsync("dozing");
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await Expect(window.Status).ToHaveTextAsync("Idle");
        await Expect(page.Locator("[data-part=instances] .status")).ToHaveAttributeAsync("data-status", "idle");
        await Expect(page.Locator("[data-part=wakefulness]")).ToContainTextAsync("Falls asleep in ");
        await Expect(page.Locator("[data-part=urls] a")).ToHaveAttributeAsync("href", "http://dozing.apps.localhost:8880");
        await page.GetByRole(AriaRole.Button, new() { Name = "Wake" }).PressAsync("Enter");
        await Expect(page.Locator(".toast")).ToContainTextAsync("dozing is being woken");
        await Expect(page.Locator("[data-part=operation-title]")).ToHaveTextAsync("Wake");
        await Expect(page.Locator("[data-part=operation-status]")).ToHaveTextAsync("Succeeded");
        await Expect(window.Status).ToHaveTextAsync("Idle");

        await page.GotoAsync($"/projects/{console.ProjectId}/containers");
        var row = page.Locator("[data-name=dozing]");
        await Expect(row.Locator("[data-part=status]")).ToHaveAttributeAsync("title", "Nobody uses it: it is frozen, and wakes when it is used.");
        await Expect(row.GetByRole(AriaRole.Link, new() { Name = "dozing.apps.localhost:8880" })).ToBeVisibleAsync();
        Assert.Empty(window.Errors);
    }

    [SkippableFact]
    public async Task A_form_that_is_not_touched_changes_nothing()
    {
        await using var window = await console.OpenAsync();
        var input = new
        {
            projectId = console.ProjectId, name = "intricate", image = DockerEngine.Image, start = false, httpPort = 8080, stopGrace = "PT1M30S",
            entrypoint = new[] { "/bin/sh", "-e" }, workingDirectory = "/tmp", autoscale = new { min = "LIGHT", max = "HEAVY" },
            command = new[] { "sh", "-c", "echo 'it is'\nsleep \"9\"", "" },
            environment = new[] { new { name = "KEY", value = "-----BEGIN\nline=2\n" }, new { name = "QUOTED", value = "\"so\"" }, new { name = "EMPTY", value = "" } },
            ports = new object[] { new { containerPort = 53, hostPort = 15353, protocol = "UDP", address = "127.0.0.3" }, new { containerPort = 5173, pool = "vite" } },
            healthCheck = new { test = new { http = new { port = 8080, path = "/well" } }, interval = "PT1.5S", retries = 7 },
            resources = new { cpu = 0.333, memoryBytes = 100_000_000L, pids = 77 }, lifecycle = new { mode = "ON", idleAfter = "PT90S", stopAfter = "PT2H" },
        };
        var payload = await console.Api.MutateAsync("createContainer(input: $input) { container { id } }", "$input: CreateContainerInput!", new { input });
        var page = window.Page;
        await page.GotoAsync($"/containers/{payload.GetProperty("container").GetProperty("id").GetString()}/edit");
        await Expect(page.GetByLabel("Path to ask for")).ToHaveValueAsync("/well");
        await Expect(page.GetByLabel("Entrypoint")).ToHaveValueAsync("/bin/sh -e");
        await Expect(page.GetByLabel("Working directory")).ToHaveValueAsync("/tmp");
        await Expect(page.GetByLabel("Grows by itself to")).ToHaveValueAsync("HEAVY");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Nothing is different from what the container has.");
        await page.GetByLabel("Path to ask for").FillAsync("well");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(page.Locator("#healthPath-error")).ToHaveTextAsync("A path begins with a slash: /health.");
        await page.GetByLabel("Path to ask for").FillAsync("/well");
        await page.GetByLabel("Working directory").FillAsync("tmp");
        await page.GetByLabel("Shrinks by itself to").SelectOptionAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(page.Locator("#autoscaleMin-error")).ToHaveTextAsync("Choose the smallest size too.");
        await page.GetByLabel("Shrinks by itself to").SelectOptionAsync("MEDIUM");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(page.Locator("#workingDirectory-error")).ToHaveTextAsync("The working directory is an absolute path: /app.");
        await page.GetByLabel("Working directory").FillAsync("/srv");
        await page.GetByLabel("Processes").FillAsync("99");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        var plan = page.GetByRole(AriaRole.Region, new() { Name = "What the change does" });
        await Expect(plan).ToContainTextAsync("/tmp → /srv");
        await plan.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.Locator("[data-part=scaling-policy]")).ToHaveTextAsync("Medium to Heavy");
        await Expect(page.Locator("[data-part=no-decisions]")).ToBeVisibleAsync();
        Assert.Empty(window.Errors);
    }

    [SkippableFact]
    public async Task What_scaling_did_and_why_is_seen_as_it_happens()
    {
        await using var window = await console.OpenAsync();
        var id = await console.CreateAsync("greedy", "sleep 3; v=$(head -c 30000000 /dev/zero | tr '\\0' x); v=$v$v$v; sleep 1000");
        await console.Api.MutateAsync("updateContainer(input: {containerId: $id, resources: {memoryBytes: 67108864}}) { container { id } }", "$id: ID!", new { id });
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await window.LiveAsync();
        var decision = page.Locator("[data-part=decisions] > li");
        await Expect(decision.Locator("[data-part=word]")).ToHaveTextAsync("Boosted", new() { Timeout = 30_000 });
        await Expect(decision.Locator("[data-part=change]")).ToHaveTextAsync("64 MB to 96 MB");
        await Expect(decision.Locator("[data-part=why]")).ToContainTextAsync("It ran out of its 64 MiB of memory");
        await Expect(page.Locator("[data-part=boost]")).ToContainTextAsync("and 32 MB more");
        Assert.Empty(window.Errors);
    }

    [SkippableFact]
    public async Task Somebody_elses_change_is_told_and_what_was_typed_stays()
    {
        await using var window = await console.OpenAsync();
        var id = await console.CreateWebAsync("contested", idleMode: "OFF");
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}/edit");
        await console.Api.MutateAsync("updateContainer(input: {containerId: $id, restart: NEVER}) { container { id } }", "$id: ID!", new { id });
        await page.GetByLabel("Idle after").FillAsync("soon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(page.Locator("#idleAfter-error")).ToHaveTextAsync("A time such as 90 s, 5 min or 2 h.");
        await page.GetByLabel("Idle after").FillAsync("2 min");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Somebody else changed it.");
        await Expect(page.GetByLabel("Idle after")).ToHaveValueAsync("2 min");
        await page.GetByRole(AriaRole.Link, new() { Name = "Reload and lose what you typed" }).ClickAsync();
        await Expect(page.GetByLabel("When it ends by itself")).ToHaveValueAsync("NEVER");
    }

    [SkippableFact]
    public async Task Replicas_are_scaled_and_changes_made_without_scripts_too()
    {
        await using var window = await console.OpenAsync();
        var id = await console.CreateWebAsync("plain-web", idleMode: "OFF");
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await Expect(window.Status).ToHaveTextAsync("Running");
        await page.GetByLabel("Replicas").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Scale" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("replicas: 1 → 2");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Scale" }).ClickAsync();
        await Expect(page.Locator("[data-part=instances] .status")).ToHaveTextAsync(["Running, healthy", "Running, healthy"]);

        await page.RouteAsync("**/*.js", route => route.AbortAsync());
        await page.ReloadAsync();
        await page.GetByLabel("Replicas").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Scale" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("Scale plain-web to 1 instance?");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Scale" }).ClickAsync();
        await Expect(page.Locator("[data-part=operation-title]")).ToHaveTextAsync("Scale");
        await page.GotoAsync($"/containers/{id}/edit");
        await page.GetByLabel("Idle after").FillAsync("3 min");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review" }).ClickAsync();
        // What is applied is what was reviewed: something else is reviewed first.
        await page.GetByLabel("Idle after").FillAsync("4 min");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.Locator("[data-review]")).ToContainTextAsync("00:04:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.Locator("[data-part=operation-title]")).ToHaveTextAsync("Change");
    }

    [SkippableFact]
    public async Task A_domain_is_added_says_how_to_verify_it_and_is_removed()
    {
        await using var window = await console.OpenAsync();
        var id = await console.CreateAsync("with-domain", "sleep 1", start: false);
        var page = window.Page;
        await page.GotoAsync($"/containers/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Domains" }).ClickAsync();
        await page.GetByLabel("Domain", new() { Exact = true }).FillAsync("no domain");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add domain" }).ClickAsync();
        await Expect(page.Locator("#host-error")).Not.ToBeEmptyAsync();
        await page.GetByLabel("Domain", new() { Exact = true }).FillAsync("shop.example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add domain" }).ClickAsync();
        var card = page.Locator("[data-domain='shop.example.com']");
        await Expect(card).ToContainTextAsync("_graphplatform.shop.example.com");
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "Copy the record's value" })).ToBeVisibleAsync();
        await Expect(card).ToContainTextAsync("/.well-known/graphplatform-verification/");
        await card.GetByRole(AriaRole.Link, new() { Name = "Remove shop.example.com" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove shop.example.com" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("it is not served any more");
        await Expect(card).ToHaveCountAsync(0);
        Assert.Empty(window.Errors);
    }
}
