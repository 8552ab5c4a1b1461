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
        var backup = await fixture.BackedUpAsync(id);
        var made = await fixture.BackupAsync(backup, "status verifiedAt store sizeBytes contentBytes checksum trigger container { id } parts { target volume sizeBytes sha256 } operation { stages { name status } }");
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
}
