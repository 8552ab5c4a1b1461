using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Server;

/// <summary>On a small disk of its own that is filled by somebody else.</summary>
public sealed class FullDiskTests
{
    [SkippableFact]
    public async Task A_full_disk_refuses_changes_lets_through_what_frees_space_and_everything_when_there_is_room()
    {
        DockerEngine.Require();
        var folder = Directory.CreateTempSubdirectory("graphplatform-small-").FullName;
        await ShellAsync($"mount -t tmpfs -o size=6m tmpfs {folder}");
        try
        {
            await using var server = await ServerProcess.StartAsync(data: Path.Combine(folder, "data"), options: ["--Logs:DrainTimeout", "00:00:01"]);
            using var client = await GraphQLClient.SignInAsync(server.Url);
            var project = await IdAsync(client, "createProject(input: {name: \"demo\"}) { project { id } }", "project");
            var volume = await IdAsync(client, $"createVolume(input: {{projectId: \"{project}\", name: \"spare\"}}) {{ volume {{ id }} }}", "volume");
            var web = await RunAsync(client, server, project, "web", 2);
            var other = await RunAsync(client, server, project, "other", 1);
            Assert.Equal(4, Directory.GetFiles(Path.Combine(server.Data, "reserve")).Length);

            await ShellAsync($"cat /dev/zero > {folder}/filler || true");
            await RefusedAsync(client, 200);      // the write-ahead log had some room left
            using (var again = await GraphQLClient.SignInAsync(server.Url))
            {
                Assert.Contains("full", (await RefusedAsync(again, 1)).GetProperty("message").GetString(), StringComparison.Ordinal);
                await DoneAsync(again, server, $"scaleContainer(input: {{containerId: \"{web}\", replicas: 1}})");
                var more = await again.TryMutateAsync($"scaleContainer(input: {{containerId: \"{web}\", replicas: 3}}) {{ operation {{ id }} }}");
                Assert.Equal("CAPACITY", more.GetProperty("errors")[0].GetProperty("code").GetString());
                await DoneAsync(again, server, $"stopContainer(input: {{containerId: \"{web}\"}})");
                await DoneAsync(again, server, $"deleteContainer(input: {{containerId: \"{other}\", deleteVolumes: true}})");
                await again.MutateAsync($"deleteVolume(input: {{volumeId: \"{volume}\"}}) {{ volumeId }}");
                await again.MutateAsync("signOut { signedOut }");
            }

            // A server that is started on a full disk lets people in as well.
            await server.KillAsync();
            await server.StartAgainAsync();
            using var third = await GraphQLClient.SignInAsync(server.Url);
            await RefusedAsync(third, 200);

            File.Delete(Path.Combine(folder, "filler"));
            await third.MutateAsync("createProject(input: {name: \"roomy\"}) { project { id } }");
            await DoneAsync(third, server, $"startContainer(input: {{containerId: \"{web}\"}})");
            Assert.Equal(4, Directory.GetFiles(Path.Combine(server.Data, "reserve")).Length);
        }
        finally
        {
            await ShellAsync($"umount -l {folder}");
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<JsonElement> RefusedAsync(GraphQLClient client, int attempts)
    {
        JsonElement refused = default;
        for (var i = 0; i < attempts; i++)
        {
            refused = await client.TryMutateAsync($"createProject(input: {{name: \"p{Guid.CreateVersion7():N}\"}}) {{ project {{ id }} }}");
            if (refused.GetProperty("errors").GetArrayLength() > 0) break;
        }

        var error = Assert.Single(refused.GetProperty("errors").EnumerateArray());
        Assert.Equal("CAPACITY", error.GetProperty("code").GetString());
        return error;
    }

    private static async Task<string> RunAsync(GraphQLClient client, ServerProcess server, string project, string name, int replicas)
    {
        var payload = await client.MutateAsync(
            $"createContainer(input: {{projectId: \"{project}\", name: \"{name}\", image: \"{DockerEngine.Image}\", command: [\"sleep\", \"1000\"], replicas: {replicas}}}) {{ container {{ id }} operation {{ id }} }}");
        await EndedAsync(client, server, payload);
        return payload.GetProperty("container").GetProperty("id").GetString()!;
    }

    private static async Task DoneAsync(GraphQLClient client, ServerProcess server, string mutation) =>
        await EndedAsync(client, server, await client.MutateAsync(mutation + " { operation { id } }"));

    private static async Task EndedAsync(GraphQLClient client, ServerProcess server, JsonElement payload)
    {
        await using var socket = await GraphQLSocket.SubscribeAsync(
            server.Url, client.AccessToken, "subscription($id: ID!) { operationProgress(id: $id) { status error { message } } }",
            new { id = payload.GetProperty("operation").GetProperty("id").GetString() });
        var ended = await socket.UntilAsync(d => d.GetProperty("operationProgress").GetProperty("status").GetString() != "RUNNING");
        Assert.True(ended.GetProperty("operationProgress").GetProperty("status").GetString() == "SUCCEEDED", ended + server.Printed());
    }

    private static async Task<string> IdAsync(GraphQLClient client, string mutation, string field) =>
        (await client.MutateAsync(mutation)).GetProperty(field).GetProperty("id").GetString()!;

    private static async Task ShellAsync(string script)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-c", script]) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
