using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GraphPlatform.Tests.Hosting;
using GraphPlatform.Tests.Hosting.Trees;

namespace GraphPlatform.Tests.Features.Files;

/// <summary>Work that takes longer than operations may, and texts that are as long as they may be.</summary>
public sealed class LongWorkTests(LongWorkTests.Impatient fixture) : IClassFixture<LongWorkTests.Impatient>
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("GRAPHPLATFORM_TEST_FULL") == "1";

    /// <summary>A server that gives up what takes longer than three seconds, unless it may.</summary>
    public sealed class Impatient : ServerFixture
    {
        protected override string[] Options => ["--Api:MaxExecutionTime=00:00:03"];
    }

    [SkippableFact]
    public async Task A_command_runs_as_long_as_its_own_limit_says_and_what_it_has_written_is_there()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        var whole = await fixture.ExecAsync(id, "echo early; sleep 5; echo late");
        Assert.Equal(("early\nlate\n", 0), (whole.GetProperty("stdout").GetString(), whole.GetProperty("exitCode").GetInt32()));
        var ended = await fixture.Client.MutateAsync(
            "execInContainer(input: {containerId: $id, command: [\"sh\", \"-c\", \"echo early; echo why >&2; sleep 600\"], timeout: \"PT4S\"}) { exitCode stdout stderr timedOut }", "$id: ID!", new { id });
        Assert.Equal(("early\n", "why\n", true), (ended.GetProperty("stdout").GetString(), ended.GetProperty("stderr").GetString(), ended.GetProperty("timedOut").GetBoolean()));
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_command_runs_for_as_long_as_its_own_limit_says()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        using var http = new HttpClient { BaseAddress = new Uri(fixture.Server.Url), Timeout = TimeSpan.FromMinutes(4) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", fixture.Client.AccessToken);
        // Other operations end after three seconds here, commands without a limit of their own after two minutes.
        const string Wait = """
            mutation($id: ID!, $script: String!) {
              execInContainer(input: {containerId: $id, command: ["sh", "-c", $script], timeout: "PT3M"}) {
                exitCode stdout timedOut errors { message }
              }
            }
            """;
        using var answer = await http.PostAsJsonAsync("/graphql", new { query = Wait, variables = new { id, script = $"sleep {(Full ? 125 : 5)}; echo done" } });
        const string Done = """{"data":{"execInContainer":{"exitCode":0,"stdout":"done\n","timedOut":false,"errors":[]}}}""";
        Assert.Equal(Done, await answer.Content.ReadAsStringAsync());
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task A_text_of_a_mebibyte_is_written_and_read_whatever_its_characters_take_in_JSON()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        foreach (var text in new[] { new string('x', 1 << 20), new string('\u0001', 1 << 20), new string('"', 1 << 20), string.Concat(Enumerable.Repeat("é<\n\\", (1 << 20) / 5)) })
        {
            // .NET writes each of them as six bytes, as many clients do.
            await fixture.Client.MutateAsync("writeFile(input: {containerId: $id, path: \"/data/long\", text: $text}) { file { size } }", "$id: ID!, $text: String!", new { id, text });
            var read = (await fixture.ContainerAsync(id, "file(path: \"/data/long\") { size content { text isTruncated } }")).GetProperty("file");
            Assert.Equal(Encoding.UTF8.GetByteCount(text), read.GetProperty("size").GetInt32());
            Assert.True(text == read.GetProperty("content").GetProperty("text").GetString());
            Assert.False(read.GetProperty("content").GetProperty("isTruncated").GetBoolean());
        }

        var refused = await fixture.Client.TryMutateAsync(
            "writeFile(input: {containerId: $id, path: \"/data/long\", text: $text}) { errors { message } }", "$id: ID!, $text: String!", new { id, text = new string('x', (1 << 20) + 1) });
        Assert.Contains("A text has at most 1048576 bytes", refused.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        await fixture.DeleteAsync(id);
    }

    [SkippableFact]
    public async Task An_archive_with_holes_and_times_of_any_year_is_unpacked_as_it_is_meant()
    {
        DockerEngine.Require();
        var id = await fixture.RunAsync();
        var folder = Directory.CreateTempSubdirectory("graphplatform-archive-");
        try
        {
            await TreeListing.RunAsync(folder.FullName, "mkdir t && truncate -s 10M t/disk.img && printf end | dd of=t/disk.img bs=1 seek=10485757 conv=notrunc status=none && echo plain > t/plain.txt && touch -d @15000000000 t/plain.txt");
            await TreeListing.RunAsync(folder.FullName, "tar --format=posix -S -cf a.tar -C t . && sed -i 's/ mtime=15000000000/ mtime=46116860184/' a.tar");
            using var http = new HttpClient { BaseAddress = new Uri(fixture.Server.Url) };
            var link = await fixture.Client.MutateAsync("uploadFile(input: {containerId: $id, path: \"/data\", unpack: true}) { upload { url } }", "$id: ID!", new { id });
            using var sent = await http.PutAsync(link.GetProperty("upload").GetProperty("url").GetString(), new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "a.tar"))));
            Assert.True(sent.StatusCode == HttpStatusCode.NoContent, await sent.Content.ReadAsStringAsync());
            Assert.Equal("10485760 disk.img\n6 plain.txt\nend", (await fixture.ExecAsync(id, "cd /data; stat -c '%s %n' *; tail -c 3 disk.img")).GetProperty("stdout").GetString());
            Assert.Equal(JsonValueKind.String, (await fixture.ContainerAsync(id, "file(path: \"/data/plain.txt\") { modifiedAt }")).GetProperty("file").GetProperty("modifiedAt").ValueKind);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        await fixture.DeleteAsync(id);
    }
}
