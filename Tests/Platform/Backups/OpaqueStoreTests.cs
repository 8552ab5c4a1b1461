using System.Security.Cryptography;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Backups;
using GraphPlatform.Platform.Backups.Stores;
using GraphPlatform.Platform.Operations;

namespace GraphPlatform.Tests.Platform.Backups;

/// <summary>Stores whose ETag is no MD5, and what is no store.</summary>
public sealed class OpaqueStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string> Kinds => [.. OpaqueStore.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_object_is_read_as_it_was_written_whatever_its_ETag_is(string kind)
    {
        await using var server = OpaqueStore.Start(kind);
        using var store = new S3BackupStore(Options(server));
        foreach (var length in new[] { 0, 1, 100_000, (5 << 20) + 7 })
        {
            var content = RandomNumberGenerator.GetBytes(length);
            await store.PutAsync("a/b", async (output, ct) => await output.WriteAsync(content, ct), None);
            await using var stream = await store.OpenAsync("a/b", None);
            using var read = new MemoryStream();
            await stream!.CopyToAsync(read);
            Assert.Equal(Convert.ToHexString(SHA256.HashData(content)), Convert.ToHexString(SHA256.HashData(read.ToArray())));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_backup_is_verified_and_restored(string kind)
    {
        await using var server = OpaqueStore.Start(kind);
        await using var world = await BackupWorld.OpenAsync(settings: new()
        {
            ["Backups:Store"] = "S3",
            ["Backups:S3:Endpoint"] = server.Endpoint,
            ["Backups:S3:Bucket"] = "backups",
            ["Backups:S3:AccessKey"] = "key",
            ["Backups:S3:SecretKey"] = "secret",
        });
        var (container, mounts) = await world.ContainerAsync();
        var backup = await world.BackUpAsync(container.Id);
        Assert.True(backup.Status == BackupStatus.Verified, backup.Failure);
        world.Write(mounts[0], "file", "newer");
        await world.Restores.RestoreAsync(world.Ada, backup.Id, null, ChangeTerms.None, None);
        await world.RunAsync();
        Assert.Equal("data of web", world.Read(mounts[0]));
    }

    [Theory]
    [InlineData(200, "<html><body>Welcome", "The store of backups ")]
    [InlineData(200, "{\"hello\": 1}", "The store of backups ")]
    [InlineData(403, "no", "The store of backups refused")]
    [InlineData(404, "<html>not here</html>", "The store of backups ")]
    [InlineData(507, "", "The store of backups ")]
    public async Task What_is_no_store_is_said_in_a_sentence_and_is_no_fault_of_ours(int status, string body, string said)
    {
        await using var server = OpaqueStore.Start("md5");
        server.Instead = _ => (status, body);
        using var store = new S3BackupStore(Options(server));
        var content = new byte[(5 << 20) + 7];
        foreach (var ask in new Func<Task>[]
        {
            () => store.PutAsync("a/b", async (output, ct) => await output.WriteAsync(content, ct), None),
            () => store.ListAsync("a", None),
            () => store.RemoveAsync("a", "a/b", None),
        })
        {
            // What says 200 to everything has taken all, as far as it can be known: reading it back tells.
            if (await Record.ExceptionAsync(ask) is not { } error) continue;
            Assert.StartsWith(said, Assert.IsType<PlatformException>(error).Message, StringComparison.Ordinal);
        }

        if (await Record.ExceptionAsync(() => store.OpenAsync("a/b", None)) is { } refused) Assert.StartsWith(said, Assert.IsType<PlatformException>(refused).Message, StringComparison.Ordinal);
    }

    private static S3Options Options(OpaqueStore server) => new() { Endpoint = server.Endpoint, Bucket = "backups", Prefix = "gp/", AccessKey = "k", SecretKey = "s", PartBytes = 5 << 20 };
}
