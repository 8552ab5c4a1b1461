using System.Formats.Tar;
using System.Net;
using System.Text;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Files;

/// <summary>Files in a container's volume, through the API and by links, as a program in the container sees them.</summary>
public sealed class FileTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";

    [SkippableFact]
    public async Task What_is_written_here_is_read_there_and_the_other_way_round()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        var written = await ChangeAsync("writeFile", id, "path: \"/data/etc/app.conf\", text: \"color = blå\\n\", version: \"\"", "file { path name kind size mode userId version }");
        var file = written.GetProperty("file");
        Assert.Equal(("/data/etc/app.conf", "app.conf", "FILE", 13, "0644", 65532), (
            file.GetProperty("path").GetString(), file.GetProperty("name").GetString(), file.GetProperty("kind").GetString(),
            file.GetProperty("size").GetInt32(), file.GetProperty("mode").GetString(), file.GetProperty("userId").GetInt32()));
        Assert.Equal("color = blå\n", (await fixture.ExecAsync(id, "cat /data/etc/app.conf")).GetProperty("stdout").GetString());

        await fixture.ExecAsync(id, "echo 'color = red' > /data/etc/app.conf; mkdir /data/many; cd /data/many; for i in 1 2 3; do : > f$i; done; ln -s f1 link");
        var refused = await TryChangeAsync("writeFile", id, $"path: \"/data/etc/app.conf\", text: \"x\", version: \"{file.GetProperty("version").GetString()}\"");
        Assert.Equal("CONFLICT", refused.GetProperty("errors")[0].GetProperty("code").GetString());
        var read = await fixture.ContainerAsync(id, "file(path: \"/data/etc/app.conf\") { content { text isTruncated version } } none: file(path: \"/data/none\") { size }");
        Assert.Equal("color = red\n", read.GetProperty("file").GetProperty("content").GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, read.GetProperty("none").ValueKind);

        var page = (await fixture.ContainerAsync(id, "files(path: \"/data/many\", first: 2, after: \"f1\") { totalCount nodes { path kind target } pageInfo { hasNextPage endCursor } }")).GetProperty("files");
        Assert.Equal(["/data/many/f2", "/data/many/f3"], page.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("path").GetString()));
        Assert.Equal((4, true), (page.GetProperty("totalCount").GetInt32(), page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()));

        await ChangeAsync("moveFile", id, "path: \"/data/etc\", to: \"/data/conf\"");
        await ChangeAsync("makeFolder", id, "path: \"/data/new/deep\"", "file { kind }");
        await ChangeAsync("deleteFile", id, "path: \"/data/many\"", "path");
        Assert.Equal("conf\nnew\n", (await fixture.ExecAsync(id, "ls /data; touch /data/new/deep/mine")).GetProperty("stdout").GetString());
        var used = (await fixture.ContainerAsync(id, "lastUsedAt")).GetProperty("lastUsedAt").GetDateTimeOffset();
        await fixture.ContainerAsync(id, "files { nodes { name } }");
        Assert.Equal(used, (await fixture.ContainerAsync(id, "lastUsedAt")).GetProperty("lastUsedAt").GetDateTimeOffset());
        await ChangeAsync("moveFile", id, "path: \"/data/conf\", to: \"/data/etc\"");
        Assert.True((await fixture.ContainerAsync(id, "lastUsedAt")).GetProperty("lastUsedAt").GetDateTimeOffset() > used);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task What_is_not_in_a_volume_is_not_there_and_a_binary_is_no_text()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        await fixture.ExecAsync(id, "head -c 100 /bin/busybox > /data/binary; yes äö | head -c 1500001 > /data/long; ln -s / /data/out");
        foreach (var (path, code) in new[] { ("/etc/passwd", "VALIDATION"), ("/data/../etc/passwd", "VALIDATION"), ("/database", "VALIDATION"), ("/data/out/etc/passwd", "CONFLICT"), ("/data", "VALIDATION") })
            Assert.Equal(code, (await TryChangeAsync("writeFile", id, $"path: \"{path}\", text: \"x\"")).GetProperty("errors")[0].GetProperty("code").GetString());
        var read = await fixture.ContainerAsync(id, "binary: file(path: \"/data/binary\") { content { text } } long: file(path: \"/data/long\") { size content { text isTruncated } }");
        Assert.Equal(JsonValueKind.Null, read.GetProperty("binary").GetProperty("content").GetProperty("text").ValueKind);
        var text = read.GetProperty("long").GetProperty("content");
        Assert.True(text.GetProperty("isTruncated").GetBoolean());
        Assert.InRange(Encoding.UTF8.GetByteCount(text.GetProperty("text").GetString()!), (1 << 20) - 1, 1 << 20);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_large_file_goes_in_and_comes_out_without_being_in_memory_and_half_of_one_never_does()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        using var http = new HttpClient { BaseAddress = new Uri(fixture.Server.Url), Timeout = TimeSpan.FromMinutes(5) };
        await ChangeAsync("writeFile", id, "path: \"/data/first\", text: \"so that all that is needed once is loaded\"");
        await http.GetAsync(await DownloadAsync(fixture.Client, id, "/data"));
        var (size, before) = ((Full ? 1024L : 256L) << 20, Memory());
        using (var sent = await http.PutAsync(await UploadAsync(fixture.Client, id, "path: \"/data/large\""), new RandomContent(size)))
            Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        using (var file = await http.GetAsync(await DownloadAsync(fixture.Client, id, "/data/large"), HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal((size, "application/octet-stream"), (file.Content.Headers.ContentLength, file.Content.Headers.ContentType!.ToString()));
            Assert.Equal(RandomContent.HashOf(size), Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(await file.Content.ReadAsStreamAsync())));
        }

        using (var tar = await http.GetAsync(await DownloadAsync(fixture.Client, id, "/data"), HttpCompletionOption.ResponseHeadersRead))
        {
            await using var reader = new TarReader(await tar.Content.ReadAsStreamAsync());
            var found = new List<(string, long)>();
            while (await reader.GetNextEntryAsync() is { } entry) found.Add((entry.Name, entry.Length));
            Assert.Equal([("./", 0L), ("first", 41L), ("large", size)], found);
        }

        Assert.InRange(Memory() - before, long.MinValue, 100L << 20);

        // The client goes in the middle: there is no half of it, and no room is taken.
        await Assert.ThrowsAnyAsync<Exception>(async () => await http.PutAsync(await UploadAsync(fixture.Client, id, "path: \"/data/half\""), new RandomContent(10 << 20) { BreaksAt = 5 << 20 }));
        Assert.Equal("first\nlarge\n", (await fixture.ExecAsync(id, "ls -A /data")).GetProperty("stdout").GetString());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task An_archive_is_unpacked_into_a_stopped_container_for_its_user()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        await fixture.ChangeAsync("stopContainer", id);
        using var http = new HttpClient { BaseAddress = new Uri(fixture.Server.Url) };
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "site/index.html") { DataStream = new MemoryStream("<p>hi"u8.ToArray()) });
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "current") { LinkName = "site" });
        }

        using (var sent = await http.PutAsync(await UploadAsync(fixture.Client, id, "path: \"/data/www\", unpack: true"), new ByteArrayContent(tar.ToArray())))
            Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        using (var broken = await http.PutAsync(await UploadAsync(fixture.Client, id, "path: \"/data/www\", unpack: true"), new StringContent(new string('x', 2000))))
        {
            Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
            Assert.Contains("tar archive", await broken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await fixture.ChangeAsync("startContainer", id);
        Assert.Equal("<p>hi65532\n", (await fixture.ExecAsync(id, "cat /data/www/current/index.html; stat -c %u /data/www/site/index.html; touch /data/www/site/mine")).GetProperty("stdout").GetString());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_link_is_good_for_one_way_and_dies_with_its_session()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        using var http = new HttpClient { BaseAddress = new Uri(fixture.Server.Url) };
        using var other = await GraphQLClient.SignInAsync(fixture.Server.Url);
        await ChangeAsync("writeFile", id, "path: \"/data/a\", text: \"secret\"");
        var (up, down) = (await UploadAsync(other, id, "path: \"/data/a\""), await DownloadAsync(other, id, "/data/a"));
        Assert.Equal("secret", await http.GetStringAsync(down));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(up.Replace("/uploads/", "/downloads/", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PutAsync(down.Replace("/downloads/", "/uploads/", StringComparison.Ordinal), new StringContent("x"))).StatusCode);
        await other.MutateAsync("signOut { errors { message } }");
        Assert.Equal(HttpStatusCode.NotFound, (await http.PutAsync(up, new StringContent("x"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(down)).StatusCode);
        Assert.Equal("secret", (await fixture.ExecAsync(id, "cat /data/a")).GetProperty("stdout").GetString());
        await fixture.DeleteAsync(id);
    }

    private async Task<JsonElement> ChangeAsync(string mutation, string id, string fields, string selection = "") =>
        await fixture.Client.MutateAsync($"{mutation}(input: {{containerId: $id, {fields}}}) {{ {selection} errors {{ message }} }}", "$id: ID!", new { id });

    private async Task<JsonElement> TryChangeAsync(string mutation, string id, string fields) =>
        await fixture.Client.TryMutateAsync($"{mutation}(input: {{containerId: $id, {fields}}}) {{ errors {{ message }} }}", "$id: ID!", new { id });

    private static async Task<string> UploadAsync(GraphQLClient client, string id, string fields) =>
        (await client.MutateAsync($"uploadFile(input: {{containerId: $id, {fields}}}) {{ upload {{ url }} }}", "$id: ID!", new { id })).GetProperty("upload").GetProperty("url").GetString()!;

    private static async Task<string> DownloadAsync(GraphQLClient client, string id, string path) =>
        (await client.MutateAsync("downloadFile(input: {containerId: $id, path: $path}) { download { url } }", "$id: ID!, $path: String!", new { id, path }))
            .GetProperty("download").GetProperty("url").GetString()!;

    /// <summary>The most memory that the server has had, in bytes.</summary>
    private long Memory() =>
        long.Parse(File.ReadLines($"/proc/{fixture.Server.ProcessId}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) << 10;
}
