using GraphPlatform.Platform.Cleanup;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Tests.Platform.Cleanup;

public sealed class DiskPlanTests
{
    private static readonly DiskRecords Nothing = new(Lookup(), new Dictionary<string, string>(), new Dictionary<string, string>());

    [Fact]
    public void What_is_not_recorded_as_ours_stays()
    {
        var disk = new EngineDisk(
            [new("sha256:1", ["nginx:1"], 10)], [new("abc", "theirs", "sha256:1", null, false, 1)], [new("gp-vol_1", 5)], [new("k", "regular", 7)], 10, null);
        var plan = Plan(disk, Nothing);
        Assert.Empty(plan.Removable);
        Assert.Equal([DiskItemKind.Image, DiskItemKind.BuildCache, DiskItemKind.Volume, DiskItemKind.StoppedContainer], plan.Kept.Select(i => i.Kind));
        Assert.All(plan.Kept, i => Assert.False(string.IsNullOrEmpty(i.ProtectedBecause)));
    }

    [Fact]
    public void An_image_that_we_pulled_goes_unless_somebody_needs_it()
    {
        var image = new EngineImage("sha256:1", ["127.0.0.1:5000/app:1"], 10);
        var disk = new EngineDisk([image], [], [], [], 10, null);
        var pulled = Nothing with { Pulled = Lookup(("sha256:1", "127.0.0.1:5000/app:1")) };
        Assert.Equal("sha256:1", Assert.Single(Plan(disk, pulled).Removable).Id);
        Assert.Equal(10, Plan(disk, pulled).ReclaimableBytes);

        var used = disk with { Containers = [new("abc", "theirs", "sha256:1", null, true, 0)] };
        Assert.Equal("The container theirs uses it.", Why(used, pulled));
        var ours = disk with { Containers = [new("abc", "gp-ins_1", "sha256:1", "ins_1", false, 0)] };
        Assert.Equal("The container web uses it.", Why(ours, pulled with { Instances = new Dictionary<string, string> { ["ins_1"] = "web" } }));
        Assert.Equal("Because.", Why(disk, pulled with { Users = new Dictionary<string, string> { ["sha256:1"] = "Because." } }));
        var named = disk with { Images = [image with { Names = ["127.0.0.1:5000/app:1", "mine:1"] }] };
        Assert.Contains("mine:1", Why(named, pulled), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_tag_has_moved_on_from_is_still_ours()
    {
        var disk = new EngineDisk([new("sha256:1", ["127.0.0.1:5000/app@sha256:9"], 10)], [], [], [], 10, null);
        Assert.Single(Plan(disk, Nothing with { Pulled = Lookup(("sha256:1", "127.0.0.1:5000/app:1")) }).Removable);
        Assert.Empty(Plan(disk, Nothing with { Pulled = Lookup(("sha256:1", "127.0.0.1:5000/other:1")) }).Removable);
    }

    [Fact]
    public void A_stopped_container_of_ours_goes_when_its_instance_is_no_more()
    {
        var disk = new EngineDisk([], [new("abc", "gp-ins_1", "sha256:1", "ins_1", false, 3), new("def", "gp-ins_2", "sha256:1", "ins_2", true, 3)], [], [], 0, null);
        Assert.Equal("ins_1", Assert.Single(Plan(disk, Nothing).Removable).Id);
        Assert.Empty(Plan(disk, Nothing with { Instances = new Dictionary<string, string> { ["ins_1"] = "web" } }).Removable);
    }

    [Fact]
    public void A_plans_id_changes_with_what_may_go_and_with_nothing_else()
    {
        var pulled = Nothing with { Pulled = Lookup(("sha256:1", "a:1"), ("sha256:2", "b:1")) };
        var one = new EngineDisk([new("sha256:1", ["a:1"], 10)], [], [], [], 10, null);
        var two = one with { Images = [.. one.Images, new("sha256:2", ["b:1"], 4)] };
        var foreign = one with { Images = [new("sha256:3", ["c:1"], 4), .. one.Images], Volumes = [new("v", 1)] };
        Assert.Equal(Plan(one, pulled).Id, Plan(foreign, pulled).Id);
        Assert.NotEqual(Plan(one, pulled).Id, Plan(two, pulled).Id);
    }

    private static DiskPlan Plan(EngineDisk disk, DiskRecords records) => DiskPlan.Of(DiskPlan.ItemsOf("wrk_1", "local", disk, records), disk.Disk);

    private static string Why(EngineDisk disk, DiskRecords records) => Plan(disk, records).Items.Single(i => i.Kind == DiskItemKind.Image).ProtectedBecause!;

    private static ILookup<string, string> Lookup(params (string Digest, string Name)[] images) => images.ToLookup(i => i.Digest, i => i.Name);
}
