using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Accounts;
using GraphPlatform.Platform.Audit;
using GraphPlatform.Platform.Database;
using GraphPlatform.Platform.Files;
using GraphPlatform.Tests.Platform.Database;
using GraphPlatform.Tests.Platform.Quotas;
using Microsoft.EntityFrameworkCore;

namespace GraphPlatform.Tests.Platform.Files;

/// <summary>Who may have a container's files, and what is written down about it.</summary>
public sealed class FileServiceTests : IDisposable
{
    private readonly VolumeFixture volume = new();

    public void Dispose() => volume.Dispose();

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Only_who_may_run_commands_has_files_and_for_a_stranger_there_are_none(DatabaseProvider kind)
    {
        await using var world = await OpenAsync(kind);
        var (files, transfers) = (world.Database.Get<FileService>(), world.Database.Get<FileTransferService>());
        var id = (await world.CreateAsync("web")).Container!.Id;
        await volume.WriteAsync("a", "secret");
        var (viewer, stranger, ct) = (await world.MemberAsync(Role.Viewer), await PageTests.UserAsync(world.Database, "eve@example.com"), CancellationToken.None);
        foreach (var (who, code) in new[] { (viewer, ErrorCode.Forbidden), (stranger, ErrorCode.NotFound), (world.Root, ErrorCode.NotFound), (Caller.Anonymous, ErrorCode.NotFound) })
        {
            await VolumeFilesTests.RefusedAsync(code, () => files.ListAsync(who, id, null, null, 10, ct));
            await VolumeFilesTests.RefusedAsync(code, () => files.FindAsync(who, id, "/data/a", ct));
            await VolumeFilesTests.RefusedAsync(code, () => files.ReadTextAsync(who, id, "/data/a", ct));
            await VolumeFilesTests.RefusedAsync(code, () => files.WriteTextAsync(who, id, "/data/a", "x", null, ct));
            await VolumeFilesTests.RefusedAsync(code, () => files.MakeFolderAsync(who, id, "/data/b", ct));
            await VolumeFilesTests.RefusedAsync(code, () => files.MoveAsync(who, id, "/data/a", "/data/b", ct));
            await VolumeFilesTests.RefusedAsync(code, () => files.DeleteAsync(who, id, "/data/a", ct));
            await VolumeFilesTests.RefusedAsync(code, async () => await files.WatchAsync(who, id, null, ct).GetAsyncEnumerator().MoveNextAsync());
            var link = who.UserId is null ? ErrorCode.Unauthenticated : code;
            await VolumeFilesTests.RefusedAsync(link, () => transfers.DownloadAsync(who, id, "/data/a", ct));
            await VolumeFilesTests.RefusedAsync(link, () => transfers.UploadAsync(who, id, "/data/a", unpack: false, null, ct));
        }

        Assert.Equal("secret", await volume.ReadAsync("a"));
        Assert.Equal("secret", (await files.ReadTextAsync(world.Ada, id, "/data/a", ct)).Text);
    }

    [Fact]
    public async Task What_was_changed_or_refused_is_in_the_trail()
    {
        await using var world = await OpenAsync(DatabaseProvider.Sqlite);
        var (files, id) = (world.Database.Get<FileService>(), (await world.CreateAsync("web")).Container!.Id);
        await files.WriteTextAsync(world.Ada, id, "/data/conf/a", "x", null, CancellationToken.None);
        await VolumeFilesTests.RefusedAsync(ErrorCode.Forbidden, async () => await files.DeleteAsync(await world.MemberAsync(Role.Viewer), id, "/data/conf", CancellationToken.None));
        await VolumeFilesTests.RefusedAsync(ErrorCode.Conflict, () => files.WriteTextAsync(world.Ada, id, "/data/conf/a", "y", "", CancellationToken.None));
        await files.MoveAsync(world.Ada, id, "/data/conf", "/data/moved", CancellationToken.None);
        await using var db = await world.Database.ContextAsync();
        var entries = await db.Set<AuditEntry>().Where(e => e.SubjectId == id && e.Action.EndsWith("File")).OrderBy(e => e.Id).ToListAsync();
        Assert.Equal([("writeFile", AuditOutcome.Done), ("deleteFile", AuditOutcome.Refused), ("moveFile", AuditOutcome.Done)], entries.Select(e => (e.Action, e.Outcome)));
        Assert.Equal("/data/conf → /data/moved", entries[2].Detail);
        Assert.Equal("/data/conf/a", entries[0].Detail);
    }

    [Fact]
    public async Task What_was_done_and_could_not_be_written_down_is_said_to_be_done()
    {
        await using var world = await OpenAsync(DatabaseProvider.Sqlite);
        var (files, id, ct) = (world.Database.Get<FileService>(), (await world.CreateAsync("web")).Container!.Id, CancellationToken.None);
        await volume.WriteAsync("old", "old");
        await volume.WriteAsync("gone", "gone");
        await using (var db = await world.Database.ContextAsync())
            await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER full BEFORE INSERT ON AuditEntries BEGIN SELECT RAISE(FAIL, 'no room'); END");
        foreach (var (done, change) in new (string, Func<Task>)[]
        {
            ("'/data/a' was written", () => files.WriteTextAsync(world.Ada, id, "/data/a", "x", null, ct)),
            ("'/data/b' was made", () => files.MakeFolderAsync(world.Ada, id, "/data/b", ct)),
            ("'/data/old' was moved to '/data/new'", () => files.MoveAsync(world.Ada, id, "/data/old", "/data/new", ct)),
            ("'/data/gone' was deleted", () => files.DeleteAsync(world.Ada, id, "/data/gone", ct)),
        })
        {
            var error = await Assert.ThrowsAsync<PlatformException>(change);
            Assert.StartsWith($"{done}, but that is not recorded: ", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("nothing was", error.Message, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(["a", "b", "new"], await volume.NamesAsync());
    }

    [Fact]
    public async Task What_the_storage_of_the_organization_has_no_room_for_is_refused()
    {
        await using var world = await OpenAsync(DatabaseProvider.Sqlite);
        var (files, id) = (world.Database.Get<FileService>(), (await world.CreateAsync("web")).Container!.Id);
        await world.LimitAsync(storage: 100);
        await files.WriteTextAsync(world.Ada, id, "/data/a", new string('x', 100), null, CancellationToken.None);
        var error = await VolumeFilesTests.RefusedAsync(ErrorCode.QuotaExceeded, () => files.WriteTextAsync(world.Ada, id, "/data/a", new string('x', 101), null, CancellationToken.None));
        Assert.Contains("storage", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(new string('x', 100), await volume.ReadAsync("a"));
    }

    private async Task<QuotaWorld> OpenAsync(DatabaseProvider kind)
    {
        var world = await QuotaWorld.OpenAsync(kind);
        world.Worker.OpenVolume = volume.Open;
        return world;
    }
}
