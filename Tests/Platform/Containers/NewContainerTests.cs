using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Tests.Platform.Containers;

public sealed class NewContainerTests
{
    private static readonly NewContainer Good = new(
        "prj_1", "web", "nginx:1.27", null, null, null, [], [], null, null, null, 1, RestartPolicy.Always, null, null, true);

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_the_field()
    {
        var bad = Good with
        {
            Name = "Not A Host",
            Image = "UPPER",
            CpuMillis = 1,
            MemoryBytes = 1,
            Environment = [new("1X", "v")],
            Ports = [new(0, 70000, PortProtocol.Tcp, "nowhere")],
            WorkingDirectory = "here",
        };
        var error = Assert.Throws<PlatformException>(bad.Validate);
        Assert.Equal(
            ["name", "image", "workingDirectory", "resources.cpu", "resources.memoryBytes", "environment.0.name", "ports.0.containerPort", "ports.0.hostPort", "ports.0.address"],
            error.Problems.Select(p => string.Join('.', p.Path!)));
        Assert.All(error.Problems, p => Assert.Equal(ErrorCode.Validation, p.Code));
    }

    [Theory]
    [InlineData("nginx", true)]
    [InlineData("nginx:1.27", true)]
    [InlineData("localhost:5000/a/b_c:v1", true)]
    [InlineData("ghcr.io/acme/shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", true)]
    [InlineData("", false)]
    [InlineData("UPPER", false)]
    [InlineData("nginx:", false)]
    [InlineData("a b", false)]
    [InlineData("nginx\n", false)]
    [InlineData("../etc", false)]
    public void Image_references_follow_the_distribution_grammar(string reference, bool valid) => Assert.Equal(valid, ImageReference.IsValid(reference));

    [Fact]
    public void The_hash_of_a_spec_changes_with_everything_that_runs_and_nothing_else()
    {
        var spec = new DeploymentSpec("app:1", "sha256:1", null, ["run"], null, [new("A", "1")], [], [], SecuritySpec.Default);
        Assert.Equal(spec.Hash(), DeploymentSpec.FromJson(spec.ToJson()).Hash());
        Assert.StartsWith("v1:", spec.Hash(), StringComparison.Ordinal);
        Assert.NotEqual(spec.Hash(), (spec with { Digest = "sha256:2" }).Hash());
        Assert.NotEqual(spec.Hash(), (spec with { Environment = [new("A", "2")] }).Hash());
        Assert.NotEqual(spec.Hash(), (spec with { Security = spec.Security with { AllowRoot = true } }).Hash());
    }
}
