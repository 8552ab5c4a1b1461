using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Containers.Changes;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Tests.Platform.Containers;

/// <summary>Each change is one, however alike the two values look when they are written down.</summary>
public sealed class ConfigDifferenceTests
{
    private static readonly Configured Base = new(
        new RuntimeSpec(1, new Resources(500, 512L << 20, 100), RestartPolicy.Always, TimeSpan.FromSeconds(10), null, LifecyclePolicy.Default, UpdateStrategy.Auto),
        new DeploymentSpec("app:1", "sha256:1", null, ["sh", "-c", "X #a b"], null, [new("A", "1\nB=2")], [], [new("vol_1", "/data")], SecuritySpec.Default),
        "sec_1");

    [Fact]
    public void Words_are_not_their_text() => Differs("command", Base with { Spec = Base.Spec with { Command = ["sh", "-c", "X #a", "b"] } });

    [Fact]
    public void One_variable_with_a_line_break_is_not_two() => Differs("environment", Base with { Spec = Base.Spec with { Environment = [new("A", "1"), new("B", "2")] } });

    [Fact]
    public void An_empty_command_is_not_the_images_own()
    {
        var none = Base with { Spec = Base.Spec with { Command = null } };
        Assert.Equal("command", Assert.Single(ConfigDifference.Of(none, none with { Spec = none.Spec with { Command = [] } })).Field);
    }

    [Fact]
    public void Less_than_a_megabyte_more_memory_is_more() =>
        Differs("resources", Base with { Runtime = Base.Runtime with { Resources = Base.Runtime.Resources with { MemoryBytes = (512L << 20) + 700_000 } } });

    [Fact]
    public void Another_runtime_is_another_sandbox() => Differs("security", Base with { Spec = Base.Spec with { Security = SecuritySpec.Default with { Runtime = "runsc" } } });

    [Fact]
    public void Another_profile_is_a_change_though_it_allows_the_same() => Differs("securityProfileId", Base with { SecurityProfileId = "sec_2" });

    [Fact]
    public void Where_a_health_check_asks_is_a_part_of_it()
    {
        var check = new HealthCheck(HealthCheckKind.Http, null, 80, "/up", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), 3, TimeSpan.Zero);
        var with = Base with { Spec = Base.Spec with { Health = check } };
        Assert.Equal("healthCheck", Assert.Single(ConfigDifference.Of(with, with with { Spec = with.Spec with { Health = check with { Host = "shop.example" } } })).Field);
    }

    [Theory]
    [InlineData("connection", "to", "port", "80")]
    [InlineData("GET", "/up", "on", "port", "80")]
    public void A_command_that_reads_as_another_kind_of_check_is_not_that_check(params string[] words)
    {
        var command = new HealthCheck(HealthCheckKind.Command, words, null, null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), 3, TimeSpan.Zero);
        var (kind, path) = words[0] == "GET" ? (HealthCheckKind.Http, "/up") : (HealthCheckKind.Tcp, null);
        var other = command with { Kind = kind, Command = null, Port = 80, Path = path };
        Differs("healthCheck", Base with { Spec = Base.Spec with { Health = command } }, Base with { Spec = Base.Spec with { Health = other } });
    }

    [Fact]
    public void A_path_that_reads_as_two_mounts_is_one()
    {
        VolumeMount work = new("vol_1", "/data");
        Differs(
            "volumes",
            Base with { Spec = Base.Spec with { Mounts = [work, new("vol_2", "/a, vol_3→/b")] } },
            Base with { Spec = Base.Spec with { Mounts = [work, new("vol_2", "/a"), new("vol_3", "/b")] } });
    }

    [Fact]
    public void What_is_equal_by_value_is_no_change() =>
        Assert.Empty(ConfigDifference.Of(Base, Base with { Spec = DeploymentSpec.FromJson(Base.Spec.ToJson()), Runtime = Base.Runtime with { } }));

    private static void Differs(string field, Configured after) => Differs(field, Base, after);

    private static void Differs(string field, Configured before, Configured after)
    {
        var change = Assert.Single(ConfigDifference.Of(before, after));
        Assert.Equal(field, change.Field);
        Assert.NotEqual(change.From, change.To);
    }
}
