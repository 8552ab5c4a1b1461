using System.Net;
using GraphPlatform.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GraphPlatform.Tests.Browser;

public sealed class AccountTests(ConsoleServer console) : IClassFixture<ConsoleServer>
{
    [SkippableFact]
    public async Task A_stranger_is_sent_to_sign_in_and_comes_back_to_the_page()
    {
        await using var window = await console.OpenStrangerAsync($"/projects/{console.ProjectId}/settings");
        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await window.SignInAsync(ServerProcess.Email, ServerProcess.Password);
        await Expect(window.Page).ToHaveURLAsync($"{console.Server.Url}/projects/{console.ProjectId}/settings");
    }

    [SkippableFact]
    public async Task A_wrong_password_is_said_in_place()
    {
        await using var window = await console.OpenStrangerAsync("/sign-in");
        await window.SignInAsync(ServerProcess.Email, "not the password at all");
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(window.Page.GetByLabel("Email")).ToHaveValueAsync(ServerProcess.Email);
        await Expect(window.Page.GetByLabel("Password")).ToHaveValueAsync("");
    }

    [SkippableFact]
    public async Task After_signing_out_a_page_is_out_of_reach()
    {
        await using var window = await console.OpenAsync();
        await window.Page.GetByLabel("Account: Administrator").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await window.Page.GotoAsync($"/projects/{console.ProjectId}/containers");
        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
    }

    [SkippableFact]
    public async Task An_open_page_says_that_its_session_has_ended()
    {
        await using var window = await console.OpenAsync($"/projects/{console.ProjectId}/containers");
        await window.LiveAsync();
        await window.Page.EvaluateAsync("fetch('/graphql', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({query: 'mutation { signOut { signedOut } }'})})");
        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your session has ended");
        await Expect(window.Page.Locator("[data-connection]")).ToHaveTextAsync("Not live");
    }

    [SkippableFact]
    public async Task Only_addresses_of_this_host_are_gone_on_to()
    {
        await using var window = await console.OpenStrangerAsync("/sign-in?returnUrl=https%3A%2F%2Fexample.com%2F");
        await window.SignInAsync(ServerProcess.Email, ServerProcess.Password);
        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/containers$"));
        Assert.Empty(window.Foreign);
    }

    [SkippableFact]
    public async Task Cookies_are_out_of_reach_for_scripts_and_other_sites()
    {
        await using var window = await console.OpenAsync();
        var cookies = await window.CookiesAsync();
        Assert.Contains(cookies, c => c.Name == "graphplatform");
        Assert.All(cookies, c => Assert.True(c.HttpOnly, c.Name));
        Assert.All(cookies, c => Assert.NotEqual(SameSiteAttribute.None, c.SameSite));
    }

    [SkippableFact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var window = await console.OpenAsync();
        var answer = await window.Page.EvaluateAsync<int>("fetch('/projects/new', {method: 'POST', body: new URLSearchParams({name: 'forged'})}).then(r => r.status)");
        Assert.Equal((int)HttpStatusCode.BadRequest, answer);
    }

    [SkippableFact]
    public async Task Another_user_does_not_find_the_container()
    {
        await using var window = await console.OpenAsync();
        var id = await console.CreateAsync("private", "sleep 1", start: false);
        const string email = "grace@example.com", password = "another-horse-battery";
        await console.Api.MutateAsync(
            "createUser(input: {email: $email, name: \"Grace\", password: $password}) { user { id } }", "$email: String!, $password: String!", new { email, password });
        await using var other = await console.OpenAsync("/", email, password);
        await Expect(other.Page.GetByText("Begin with a project")).ToBeVisibleAsync();
        foreach (var path in new[] { $"/containers/{id}", $"/projects/{console.ProjectId}/containers", $"/projects/{console.ProjectId}/settings" })
        {
            var response = await other.Page.GotoAsync(path);
            Assert.Equal(404, response!.Status);
            await Expect(other.Page.GetByText("There is nothing here")).ToBeVisibleAsync();
        }

        Assert.Equal(403, (await other.Page.GotoAsync("/platform/jobs"))!.Status);
    }
}
