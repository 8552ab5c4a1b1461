using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Backups;

/// <summary>Backups on disk, of containers that run on a real engine.</summary>
public sealed class BackupTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Make = """
        umask 027; cd /data && mkdir -p a/b && echo one > a/one && head -c 3000000 /dev/urandom > a/b/random && ln -s ../a/one a/link && ln a/one a/hard && chmod 4750 a/one
        : > 'a/name with spaces' && chmod 400 'a/name with spaces' && touch -d '2020-02-02 02:02:02' a/b/random && mkdir empty && chmod 1777 empty
        """;

    [SkippableFact]
    public async Task What_is_deleted_after_a_backup_is_there_again_after_its_restore_with_owners_modes_links_and_times()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        await fixture.ExecAsync(id, Make);
        var before = await fixture.FilesAsync(id);
        Assert.Contains("./a/one regular file 4750 65532:65532", before, StringComparison.Ordinal);
        var backup = await fixture.BackedUpAsync(id);
        var made = await fixture.BackupAsync(backup, "status store sizeBytes trigger parts { target volume }");
        Assert.Equal(("VERIFIED", "DISK", "MANUAL"), (made.GetProperty("status").GetString(), made.GetProperty("store").GetString(), made.GetProperty("trigger").GetString()));
        Assert.InRange(made.GetProperty("sizeBytes").GetInt64(), 3_000_000, 3_200_000);
        Assert.Equal("/data", made.GetProperty("parts")[0].GetProperty("target").GetString());
        Assert.Equal(2, fixture.StoredFiles(backup).Count);

        await fixture.ExecAsync(id, "rm -rf /data/a /data/empty; echo two > /data/new");
        var plan = await fixture.Client.MutateAsync("restoreBackup(input: {backupId: $id, dryRun: true}) { restore { id } plan { replaces makes downtimeBecause } }", "$id: ID!", new { id = backup });
        Assert.Equal("/data", plan.GetProperty("plan").GetProperty("replaces")[0].GetString());
        Assert.NotNull(plan.GetProperty("plan").GetProperty("downtimeBecause").GetString());
        Assert.Contains("new", await fixture.FilesAsync(id), StringComparison.Ordinal);

        var (into, ended) = await fixture.RestoreAsync(backup);
        Assert.True(ended.GetProperty("status").GetString() == "SUCCEEDED", ended.ToString());
        Assert.Equal(id, into);
        await fixture.StatusAsync(id, "RUNNING");
        Assert.Equal(before, await fixture.FilesAsync(id));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_new_container_begins_with_the_files_of_one_that_is_gone_and_its_volumes()
    {
        DockerEngine.Require();
        var volume = await fixture.VolumeAsync("shop-cache");
        var id = await fixture.RunAsync(
            "cat /data/file /cache/file; exec sleep 1000", $", environment: [{{name: \"COLOUR\", value: \"red\"}}], volumes: [{{volumeId: \"{volume}\", target: \"/cache\"}}]");
        await fixture.ExecAsync(id, "echo one > /data/file; echo two > /cache/file");
        var backup = await fixture.BackedUpAsync(id);
        var (data, cache) = (await fixture.FilesAsync(id), await fixture.FilesAsync(id, "/cache"));
        await fixture.DeleteAsync(id);
        await fixture.Client.MutateAsync("deleteVolume(input: {volumeId: $id}) { volumeId }", "$id: ID!", new { id = volume });
        Assert.Equal("NotFoundError", (await fixture.Client.RefusedAsync($"restoreBackup(input: {{backupId: \"{backup}\"}})")).Type);

        var (copy, ended) = await fixture.RestoreAsync(backup, $", into: {{projectId: \"{fixture.ProjectId}\", name: \"again\"}}");
        Assert.True(ended.GetProperty("status").GetString() == "SUCCEEDED", ended.ToString());
        await fixture.StatusAsync(copy, "RUNNING");
        Assert.Equal((data, cache), (await fixture.FilesAsync(copy), await fixture.FilesAsync(copy, "/cache")));
        var made = await fixture.ContainerAsync(copy, "name current { environment { name value } volumes { target } } latestRestore { status isNew backup { id } } logs(last: 2) { nodes { ... on LogLine { text } } }");
        Assert.Equal("again", made.GetProperty("name").GetString());
        Assert.Equal("red", made.GetProperty("current").GetProperty("environment")[0].GetProperty("value").GetString());
        Assert.Equal(backup, made.GetProperty("latestRestore").GetProperty("backup").GetProperty("id").GetString());

        // Its program saw them when it started for the first time.
        Assert.Equal(["one", "two"], made.GetProperty("logs").GetProperty("nodes").EnumerateArray().Select(l => l.GetProperty("text").GetString()));
        await fixture.DeleteAsync(copy);
    }

    [SkippableFact]
    public async Task A_stored_part_that_was_changed_is_refused_and_the_container_runs_on_with_its_files()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        await fixture.ExecAsync(id, "head -c 100000 /dev/urandom > /data/file");
        var backup = await fixture.BackedUpAsync(id);
        await fixture.ExecAsync(id, "echo newer > /data/file");
        var before = await fixture.FilesAsync(id);
        var started = (await fixture.ContainerAsync(id, "instances { startedAt }")).ToString();
        var part = fixture.StoredFiles(backup).Single(f => f.EndsWith(".tar.gz", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(part);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(part, bytes);

        var (_, ended) = await fixture.RestoreAsync(backup);
        Assert.Equal("FAILED", ended.GetProperty("status").GetString());
        Assert.StartsWith("The backup is not what was written: ", ended.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((before, started), (await fixture.FilesAsync(id), (await fixture.ContainerAsync(id, "instances { startedAt }")).ToString()));
        Assert.Equal("CORRUPT", (await fixture.BackupAsync(backup, "status")).GetProperty("status").GetString());
        Assert.Equal("ConflictError", (await fixture.Client.RefusedAsync($"restoreBackup(input: {{backupId: \"{backup}\"}})")).Type);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_schedule_says_when_the_next_is_due_and_who_watches_hears_of_each_backup()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        await using var watched = await GraphQLSocket.SubscribeAsync(
            fixture.Server.Url, fixture.Client.AccessToken, "subscription($id: ID!) { backupChanged(containerId: $id) { ... on Backup { id status trigger createdBy { ... on SystemActor { name } } } ... on Removed { removed: id } } }", new { id });

        Assert.Equal("ValidationError", (await fixture.Client.RefusedAsync($"setBackupPolicy(input: {{containerId: \"{id}\", schedule: {{cron: \"* * * * *\"}}}})")).Type);
        var policy = await fixture.Client.MutateAsync(
            "setBackupPolicy(input: {containerId: $id, schedule: {cron: \"*/5 * * * *\"}, keepLast: 3, keepFor: \"P7D\"}) { backupPolicy { enabled cron keepLast keepFor nextAt } }", "$id: ID!", new { id });
        var next = policy.GetProperty("backupPolicy").GetProperty("nextAt").GetDateTimeOffset();
        Assert.Equal((0, 0), (next.Minute % 5, next.Second));
        Assert.Equal("P7D", (await fixture.ContainerAsync(id, "backupPolicy { keepFor }")).GetProperty("backupPolicy").GetProperty("keepFor").GetString());

        var backup = await fixture.BackedUpAsync(id);
        await watched.UntilAsync(d => d.GetProperty("backupChanged").TryGetProperty("status", out var s) && s.GetString() == "VERIFIED");
        await fixture.Client.MutateAsync("deleteBackup(input: {backupId: $id}) { backup { status } }", "$id: ID!", new { id = backup });
        var gone = await watched.UntilAsync(d => d.GetProperty("backupChanged").TryGetProperty("removed", out _));
        Assert.Equal(backup, gone.GetProperty("backupChanged").GetProperty("removed").GetString());
        Assert.Empty(fixture.StoredFiles(backup));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task Strangers_find_neither_backups_nor_volumes()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        var backup = await fixture.BackedUpAsync(id);
        var volume = await fixture.VolumeAsync("secret");
        await fixture.Client.MutateAsync("createUser(input: {email: \"eve@example.com\", name: \"Eve\", password: \"correct-horse-battery\"}) { user { id } }");
        using var eve = await GraphQLClient.SignInAsync(fixture.Server.Url, "eve@example.com");
        var seen = await eve.QueryAsync("query($b: ID!, $v: ID!, $c: ID!) { backup(id: $b) { id } node(id: $b) { id } volume: node(id: $v) { id } container(id: $c) { backups { nodes { id } } } }", new { b = backup, v = volume, c = id });
        Assert.All(seen.EnumerateObject(), field => Assert.Equal(System.Text.Json.JsonValueKind.Null, field.Value.ValueKind));
        foreach (var mutation in new[]
        {
            $"createBackup(input: {{containerId: \"{id}\"}})", $"restoreBackup(input: {{backupId: \"{backup}\"}})", $"deleteBackup(input: {{backupId: \"{backup}\"}})",
            $"setBackupPolicy(input: {{containerId: \"{id}\", schedule: {{every: \"PT1H\"}}}})", $"createVolume(input: {{projectId: \"{fixture.ProjectId}\", name: \"mine\"}})", $"deleteVolume(input: {{volumeId: \"{volume}\"}})",
        })
            Assert.Equal("NotFoundError", (await eve.RefusedAsync(mutation)).Type);
        await fixture.DeleteAsync(id);
    }
}
