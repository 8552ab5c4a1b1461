using System.Diagnostics;
using GraphPlatform.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace GraphPlatform.Tests.Features.Terminals;

/// <summary>Who may have a terminal, and what ends one.</summary>
public sealed class TerminalEndTests(TerminalFixture fixture) : IClassFixture<TerminalFixture>
{
    private const string Password = "correct-horse-battery";

    [SkippableFact]
    public async Task What_is_closed_has_no_process_any_more_nor_has_what_it_began()
    {
        await using var terminal = await TestTerminal.OpenAsync(fixture, fixture.ContainerId);
        await terminal.TypeAsync("sleep 4711 & trap '' HUP; echo begun; sleep 4712\n");
        await terminal.SeeAsync("\r\nbegun\r\n");
        Assert.Contains("sleep 4711", await ProcessesAsync(), StringComparison.Ordinal);
        await terminal.CloseAsync();
        Assert.DoesNotContain("sleep 471", await ProcessesAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(" sh", (await ProcessesAsync()).Replace("sh -c", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(("It was closed.", null), await terminal.EndAsync());
        await terminal.CloseAsync();
    }

    [SkippableFact]
    public async Task A_container_that_is_stopped_ends_its_terminals_with_that_reason_and_a_deleted_one_too()
    {
        var id = await fixture.RunAsync("trap 'exit 0' TERM; while :; do usleep 10000; done");
        await using (var terminal = await TestTerminal.OpenAsync(fixture, id))
        {
            await terminal.SeeAsync("$ ");
            await fixture.ChangeAsync("stopContainer", id);
            var (reason, exitCode) = await terminal.EndAsync();
            Assert.Contains("was stopped", reason, StringComparison.Ordinal);
            Assert.Null(exitCode);
        }

        var refused = await fixture.Client.TryMutateAsync("openTerminal(input: {containerId: $id, columns: 80, rows: 24}) { terminal { id } }", "$id: ID!", new { id });
        Assert.Contains("Start it first", refused.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        await fixture.ChangeAsync("startContainer", id);
        await using var another = await TestTerminal.OpenAsync(fixture, id);
        await fixture.DeleteAsync(id);
        Assert.Contains("deleted", (await another.EndAsync()).Reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Nobody_but_who_opened_it_finds_it()
    {
        await fixture.Client.MutateAsync($"createUser(input: {{email: \"eve@example.com\", name: \"Eve\", password: \"{Password}\"}}) {{ user {{ id }} }}");
        using var eve = await GraphQLClient.SignInAsync(fixture.Server.Url, "eve@example.com", Password);
        await using var mine = await TestTerminal.OpenAsync(fixture, fixture.ContainerId);
        await JoinAsync("eve@example.com", "Admin");
        using var member = await GraphQLClient.SignInAsync(fixture.Server.Url, "eve@example.com", Password);
        foreach (var other in new[] { eve, member })
        {
            foreach (var mutation in new[]
                     {
                         "sendTerminalInput(input: {terminalId: $id, offset: 0, data: \"x\"}) { inputOffset }", "resizeTerminal(input: {terminalId: $id, columns: 1, rows: 1}) { terminal { id } }",
                         "acknowledgeTerminalOutput(input: {terminalId: $id, cursor: \"0\"}) { terminal { id } }", "closeTerminal(input: {terminalId: $id}) { terminal { id } }",
                     })
            {
                var refused = await other.TryMutateAsync(mutation, "$id: ID!", new { id = mine.Id });
                Assert.Equal("NOT_FOUND", refused.GetProperty("errors")[0].GetProperty("code").GetString());
            }

            await using var socket = await GraphQLSocket.SubscribeAsync(
                fixture.Server.Url, other.AccessToken, "subscription($id: ID!) { terminalOutput(id: $id) { __typename } }", new { id = mine.Id });
            Assert.Contains("NOT_FOUND", (await Assert.ThrowsAnyAsync<Exception>(socket.NextAsync)).Message, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task Who_loses_the_role_loses_the_terminal_and_a_viewer_opens_none()
    {
        const string email = "bob@example.com";
        await fixture.Client.MutateAsync($"createUser(input: {{email: \"{email}\", name: \"Bob\", password: \"{Password}\"}}) {{ user {{ id }} }}");
        await JoinAsync(email, "Developer");
        using var bob = await GraphQLClient.SignInAsync(fixture.Server.Url, email, Password);
        await using var terminal = new TestTerminal(fixture.Server, bob, await TestTerminal.OpenAsync(bob, fixture.ContainerId));
        await terminal.TypeAsync("sleep 4720\n");
        await terminal.SeeAsync("sleep 4720");
        await JoinAsync(email, "Viewer");
        Assert.Contains("Your role", (await terminal.EndAsync()).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("sleep 4720", await ProcessesAsync(), StringComparison.Ordinal);
        var refused = await bob.TryMutateAsync("openTerminal(input: {containerId: $id, columns: 80, rows: 24}) { terminal { id } }", "$id: ID!", new { id = fixture.ContainerId });
        Assert.Equal("FORBIDDEN", refused.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [SkippableFact]
    public async Task Signing_out_ends_what_was_opened_in_the_session_and_its_process()
    {
        using var client = await GraphQLClient.SignInAsync(fixture.Server.Url);
        var id = await TestTerminal.OpenAsync(client, fixture.ContainerId, "sleep 4730");
        await client.MutateAsync("signOut { __typename }");
        await using var terminal = new TestTerminal(fixture.Server, fixture.Client, id);
        Assert.Equal("The session that it was opened in has ended.", (await terminal.EndAsync()).Reason);
    }

    [SkippableFact]
    public async Task An_idle_container_is_woken_and_stays_awake_while_somebody_watches()
    {
        var id = await fixture.RunAsync("exec sleep 1000", ", lifecycle: {mode: ON, idleAfter: \"PT2S\"}");
        await fixture.StatusAsync(id, "IDLE");
        await using var terminal = await TestTerminal.OpenAsync(fixture, id);
        await terminal.WatchAsync();
        await terminal.TypeAsync("echo $((40 + 2))\n");
        await terminal.SeeAsync("\r\n42\r\n");
        var kept = await fixture.ContainerAsync(id, "status keptAliveBy { reason }");
        Assert.Equal("RUNNING", kept.GetProperty("status").GetString());
        Assert.Contains("terminal", kept.GetProperty("keptAliveBy")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);

        // Nobody watches and nobody types: it falls idle, with the program in it, and a key wakes both.
        await terminal.CutAsync();
        await fixture.StatusAsync(id, "IDLE");
        await terminal.TypeAsync("echo $((40 + 3))\n");
        await terminal.SeeAsync("\r\n43\r\n");
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_server_that_was_killed_leaves_no_process_and_says_that_the_terminal_is_gone()
    {
        await using var own = await ServerFixture.StartAsync();
        var id = await own.RunAsync("exec sleep 100000");
        await using var terminal = await TestTerminal.OpenAsync(own, id);
        await terminal.TypeAsync("sleep 4740\n");
        await terminal.SeeAsync("sleep 4740");
        var engine = await own.EngineNameAsync(id);
        await own.Server.KillAsync();
        Assert.Contains("sleep 4740", await DockerEngine.RunAsync("top", engine), StringComparison.Ordinal);
        await own.Server.StartAgainAsync();
        for (var begun = Stopwatch.GetTimestamp(); (await DockerEngine.RunAsync("top", engine)).Contains("sleep 4740", StringComparison.Ordinal);)
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), "what the killed server has left still runs");
        await terminal.CutAsync();
        Assert.Contains("Terminals end with the server", (await Assert.ThrowsAnyAsync<Exception>(terminal.NextAsync)).Message, StringComparison.Ordinal);
        Assert.Equal("hi\n", (await own.ExecAsync(id, "echo hi")).GetProperty("stdout").GetString());
    }

    private async Task<string> ProcessesAsync() => await DockerEngine.RunAsync("top", await fixture.EngineNameAsync(fixture.ContainerId), "-o", "pid,args");

    /// <summary>Gives a user a role in the administrator's organization, as no mutation does yet.</summary>
    private async Task JoinAsync(string email, string role)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(fixture.Server.Data, "platform.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO Memberships (OrganizationId, UserId, Role)
            SELECT p.OrganizationId, u.Id, $role FROM Projects p, Users u WHERE p.Id = $project AND u.Email = $email
            ON CONFLICT (OrganizationId, UserId) DO UPDATE SET Role = $role
            """;
        command.Parameters.AddWithValue("$role", role);
        command.Parameters.AddWithValue("$project", fixture.ProjectId);
        command.Parameters.AddWithValue("$email", email);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
