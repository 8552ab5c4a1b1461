using System.Text.RegularExpressions;
using GraphPlatform.Web.Parts;

namespace GraphPlatform.Tests.Platform.Web;

/// <summary>Lists and words of pages that have a twin elsewhere.</summary>
public sealed partial class TwinTests
{
    private static readonly string Root = Path.Combine(Node.Folder, "../../..");

    [SkippableFact]
    public async Task A_notification_looks_the_same_whoever_draws_it()
    {
        var schema = await File.ReadAllTextAsync(Path.Combine(Root, "schema.graphql"));
        var kinds = Constant().Matches(KindsOf().Match(schema).Value).Select(m => m.Value).Append("SOMETHING_NEW").ToList();
        Assert.Contains("CONTAINER_FAILED", kinds);
        var all = (from kind in kinds from container in (string?[])["ctr_1", null] select new { kind, container, organization = "org_1" }).ToList();
        Assert.Equal(
            all.Select(n => new Drawn(NotificationLook.Of(n.kind).Word, NotificationLook.Of(n.kind).Tone, NotificationLook.Link(n.kind, n.container, n.organization))),
            await Node.CallAsync<Drawn>("notifications/kinds.js", "notificationLook", all));
        Assert.Equal(kinds.Where(k => k != "SOMETHING_NEW"), kinds.Where(k => NotificationLook.Of(k).Word != "News"));
    }

    [Fact]
    public void The_audit_can_be_filtered_for_everything_that_is_written_of_an_organization()
    {
        string[] ofThePlatform = ["applyDiskPlan", "createSecurityProfile", "createUser", "createWarmPool", "deleteWarmPool", "updateWarmPool"];
        var schema = File.ReadAllText(Path.Combine(Root, "schema.graphql"));
        var platform = string.Concat(Directory.EnumerateFiles(Path.Combine(Root, "Platform"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var kinds = Constant().Matches(OperationKindsOf().Match(schema).Value).Select(m => m.Value.Replace("_", "", StringComparison.Ordinal)).ToHashSet();
        var written = Mutation().Matches(MutationsOf().Match(schema).Value).Select(m => m.Groups[1].Value)
            .Where(name => platform.Contains($"\"{name}\"", StringComparison.Ordinal) || kinds.Contains(name.ToUpperInvariant())).Except(ofThePlatform);
        Assert.Equal(written.Order(StringComparer.Ordinal), AuditActions.All);
    }

    [GeneratedRegex("(?s)enum NotificationKind \\{.*?\\n\\}")]
    private static partial Regex KindsOf();

    [GeneratedRegex("(?s)enum OperationKind \\{.*?\\n\\}")]
    private static partial Regex OperationKindsOf();

    [GeneratedRegex("(?s)type Mutation \\{.*?\\n\\}")]
    private static partial Regex MutationsOf();

    [GeneratedRegex("(?m)(?<=^  )[A-Z_]+$")]
    private static partial Regex Constant();

    [GeneratedRegex("(?m)^  ([a-zA-Z]+)\\(")]
    private static partial Regex Mutation();

    private sealed record Drawn(string Word, string Tone, string Link);
}
