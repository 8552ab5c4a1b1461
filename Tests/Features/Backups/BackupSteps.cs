using System.Text.Json;
using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Backups;

/// <summary>What tests of backups do most.</summary>
internal static class BackupSteps
{
    /// <summary>All files, folders and links below a folder of a container, with mode, owner, time and content.</summary>
    public static async Task<string> FilesAsync(this ServerFixture fixture, string id, string folder = "/data")
    {
        var listed = await fixture.ExecAsync(id, $"cd {folder} && find . | sort | while read -r f; do stat -c '%n %F %a %u:%g' \"$f\"; [ -L \"$f\" ] && readlink \"$f\"; [ -f \"$f\" ] && [ ! -L \"$f\" ] && sha256sum < \"$f\" && stat -c %Y \"$f\"; done; true");
        Assert.Equal("", listed.GetProperty("stderr").GetString());
        return listed.GetProperty("stdout").GetString()!;
    }

    /// <summary>Asks for a backup and waits for its end.</summary>
    /// <returns>Its id, and the operation as it ended.</returns>
    public static async Task<(string Id, JsonElement Operation)> BackUpAsync(this ServerFixture fixture, string containerId)
    {
        var payload = await fixture.Client.MutateAsync("createBackup(input: {containerId: $id}) { backup { id } operation { id } }", "$id: ID!", new { id = containerId });
        return (payload.GetProperty("backup").GetProperty("id").GetString()!, await fixture.OperationAsync(payload.GetProperty("operation").GetProperty("id").GetString()!));
    }

    /// <summary>Makes a backup that is good.</summary>
    public static async Task<string> BackedUpAsync(this ServerFixture fixture, string containerId)
    {
        var (id, ended) = await fixture.BackUpAsync(containerId);
        Assert.True(ended.GetProperty("status").GetString() == "SUCCEEDED", ended.ToString());
        return id;
    }

    /// <summary>Makes a volume by name.</summary>
    public static async Task<string> VolumeAsync(this ServerFixture fixture, string name) =>
        (await fixture.Client.MutateAsync("createVolume(input: {projectId: $project, name: $name}) { volume { id } }", "$project: ID!, $name: String!", new { project = fixture.ProjectId, name }))
            .GetProperty("volume").GetProperty("id").GetString()!;

    /// <summary>A backup as it is.</summary>
    public static async Task<JsonElement> BackupAsync(this ServerFixture fixture, string id, string selection) =>
        (await fixture.Client.QueryAsync($"query($id: ID!) {{ backup(id: $id) {{ {selection} }} }}", new { id })).GetProperty("backup");

    /// <summary>Asks for a restore and waits for its end.</summary>
    /// <param name="fixture">The server.</param>
    /// <param name="backupId">What.</param>
    /// <param name="fields">More fields of the input, as GraphQL.</param>
    /// <returns>The container that it goes into, and the operation as it ended.</returns>
    public static async Task<(string ContainerId, JsonElement Operation)> RestoreAsync(this ServerFixture fixture, string backupId, string fields = "")
    {
        var payload = await fixture.Client.MutateAsync($"restoreBackup(input: {{backupId: $id {fields}}}) {{ container {{ id }} operation {{ id }} }}", "$id: ID!", new { id = backupId });
        return (payload.GetProperty("container").GetProperty("id").GetString()!, await fixture.OperationAsync(payload.GetProperty("operation").GetProperty("id").GetString()!));
    }

    /// <summary>What refuses a mutation.</summary>
    public static async Task<(string Type, string Message)> RefusedAsync(this GraphQLClient client, string mutation)
    {
        var error = (await client.QueryAsync($"mutation {{ refused: {mutation} {{ errors {{ __typename message }} }} }}")).GetProperty("refused").GetProperty("errors")[0];
        return (error.GetProperty("__typename").GetString()!, error.GetProperty("message").GetString()!);
    }

    /// <summary>The files of a backup on the server's disk.</summary>
    public static IReadOnlyList<string> StoredFiles(this ServerFixture fixture, string backupId) =>
        Directory.Exists(Path.Combine(fixture.Server.Data, "backups"))
            ? [.. Directory.EnumerateFiles(Path.Combine(fixture.Server.Data, "backups"), "*", SearchOption.AllDirectories).Where(f => f.Contains(backupId, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
            : [];
}
