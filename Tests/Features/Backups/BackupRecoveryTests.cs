using GraphPlatform.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace GraphPlatform.Tests.Features.Backups;

/// <summary>A server that ends in the midst of it, and what the next one makes of that.</summary>
public sealed class BackupRecoveryTests
{
    private const string Make = "head -c 150000000 /dev/urandom > /data/large && echo old > /data/file";

    [SkippableFact]
    public async Task A_server_that_is_killed_while_it_copies_or_restores_says_so_at_its_next_start_and_leaves_whole_volumes()
    {
        DockerEngine.Require();
        await using var own = await ServerFixture.StartAsync();
        var id = await own.RunAsync();
        await own.ExecAsync(id, Make);
        var interrupted = await own.Client.MutateAsync("createBackup(input: {containerId: $id}) { backup { id } operation { id } }", "$id: ID!", new { id });
        var lost = interrupted.GetProperty("backup").GetProperty("id").GetString()!;
        await UntilAsync(own, interrupted.GetProperty("operation").GetProperty("id").GetString()!, "Copy files");
        await own.Server.KillAsync();
        Assert.NotEmpty(own.StoredFiles(lost));
        await own.Server.StartAgainAsync();

        // One that is asked for now is made when what was interrupted is cleared away.
        var backup = await own.BackedUpAsync(id);
        var failed = await own.BackupAsync(lost, "status failure operation { status error { message } }");
        Assert.Equal(("FAILED", "FAILED"), (failed.GetProperty("status").GetString(), failed.GetProperty("operation").GetProperty("status").GetString()));
        Assert.StartsWith("The server ended while the backup was made.", failed.GetProperty("failure").GetString(), StringComparison.Ordinal);
        Assert.Empty(own.StoredFiles(lost));

        await own.ExecAsync(id, "echo newer > /data/file");
        var newer = await own.FilesAsync(id);
        var restore = await own.Client.MutateAsync("restoreBackup(input: {backupId: $id}) { restore { id } operation { id } }", "$id: ID!", new { id = backup });
        await UntilAsync(own, restore.GetProperty("operation").GetProperty("id").GetString()!, "Restore files");
        await own.Server.KillAsync();
        await own.Server.StartAgainAsync();
        await own.StatusAsync(id, "RUNNING");
        Assert.Equal(newer, await own.FilesAsync(id));
        var ended = (await own.ContainerAsync(id, "latestRestore { status failure }")).GetProperty("latestRestore");
        Assert.Equal("FAILED", ended.GetProperty("status").GetString());

        var (_, again) = await own.RestoreAsync(backup);
        Assert.True(again.GetProperty("status").GetString() == "SUCCEEDED", again.ToString());
        await own.StatusAsync(id, "RUNNING");
        Assert.Equal("old\n", (await own.ExecAsync(id, "cat /data/file")).GetProperty("stdout").GetString());
    }

    [SkippableFact]
    public async Task A_backup_that_was_due_while_no_server_ran_is_made_once_at_the_next_start()
    {
        DockerEngine.Require();
        await using var own = await ServerFixture.StartAsync();
        var id = await own.RunAsync();
        await own.Client.MutateAsync("setBackupPolicy(input: {containerId: $id, schedule: {every: \"PT1H\"}, keepLast: 2}) { backupPolicy { nextAt } }", "$id: ID!", new { id });
        Assert.Equal(0, await own.Server.StopAsync());
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(own.Server.Data, "platform.db")}"))
        {
            // Time passes.
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "UPDATE BackupPolicies SET NextAt = NextAt - 50 * 36000000000";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        await own.Server.StartAgainAsync();
        await using var watched = await GraphQLSocket.SubscribeAsync(
            own.Server.Url, own.Client.AccessToken, "subscription($id: ID!) { backupChanged(containerId: $id) { ... on Backup { status trigger } } }", new { id });
        var made = await watched.UntilAsync(d => d.GetProperty("backupChanged").TryGetProperty("status", out var s) && s.GetString() == "VERIFIED");
        Assert.Equal("SCHEDULED", made.GetProperty("backupChanged").GetProperty("trigger").GetString());
        Assert.Equal(1, (await own.ContainerAsync(id, "backups { nodes { id } }")).GetProperty("backups").GetProperty("nodes").GetArrayLength());
    }

    [SkippableFact]
    public async Task Backups_in_S3_are_restored_and_leave_nothing_behind()
    {
        DockerEngine.Require();
        await using var store = await S3Server.StartAsync();
        await using var own = await ServerFixture.StartAsync(store.Environment);
        var id = await own.RunAsync();
        await own.ExecAsync(id, "head -c 12000000 /dev/urandom > /data/large && echo old > /data/file");       // three parts of an upload
        var before = await own.FilesAsync(id);
        var backup = await own.BackedUpAsync(id);
        Assert.Equal("S3", (await own.BackupAsync(backup, "store")).GetProperty("store").GetString());
        Assert.Equal(2, store.Objects.Count);
        await own.ExecAsync(id, "rm /data/*");
        var (_, ended) = await own.RestoreAsync(backup);
        Assert.True(ended.GetProperty("status").GetString() == "SUCCEEDED", ended.ToString());
        await own.StatusAsync(id, "RUNNING");
        Assert.Equal(before, await own.FilesAsync(id));

        await using var watched = await GraphQLSocket.SubscribeAsync(
            own.Server.Url, own.Client.AccessToken, "subscription($id: ID!) { backupChanged(containerId: $id) { __typename } }", new { id });
        await own.Client.MutateAsync("deleteBackup(input: {backupId: $id}) { backup { id } }", "$id: ID!", new { id = backup });
        await watched.UntilAsync(d => d.GetProperty("backupChanged").GetProperty("__typename").GetString() == "Removed");
        Assert.Empty(store.Objects);
    }

    /// <summary>Waits until some bytes of a stage are done.</summary>
    private static async Task UntilAsync(ServerFixture own, string operation, string stage)
    {
        await using var socket = await GraphQLSocket.SubscribeAsync(
            own.Server.Url, own.Client.AccessToken, "subscription($id: ID!) { operationProgress(id: $id) { status stages { name status detail } } }", new { id = operation });
        var seen = await socket.UntilAsync(d => d.GetProperty("operationProgress").GetProperty("status").GetString() != "RUNNING"
            || d.GetProperty("operationProgress").GetProperty("stages").EnumerateArray().Any(s => s.GetProperty("name").GetString() == stage && s.GetProperty("status").GetString() == "RUNNING" && s.GetProperty("detail").GetString() is { } detail && !detail.StartsWith("/data: 0 kB", StringComparison.Ordinal)));
        Assert.Equal("RUNNING", seen.GetProperty("operationProgress").GetProperty("status").GetString());
    }
}
