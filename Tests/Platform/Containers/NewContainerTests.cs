using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Tests.Platform.Containers;

public sealed class NewContainerTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_the_field()
    {
        var bad = new NewContainer("prj_1", "Not A Host", new ContainerConfig("UPPER")
        {
            CpuMillis = 1,
            MemoryBytes = 1,
            Environment = [new("A=B", "v")],
            Ports = [new(0, 70000, PortProtocol.Tcp, "nowhere")],
            WorkingDirectory = "here",
            HttpPort = 70000,
            Lifecycle = new LifecyclePolicy(IdleMode.On, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)),
            Health = new HealthCheck(HealthCheckKind.Http, null, 80, "health", TimeSpan.Zero, TimeSpan.Zero, 0, TimeSpan.Zero),
        });
        var error = Assert.Throws<PlatformException>(bad.Validate);
        Assert.Equal(
            ["name", "image", "workingDirectory", "resources.cpu", "resources.memoryBytes", "httpPort", "lifecycle.stopAfter", "environment.0.name", "ports.0.containerPort", "ports.0.hostPort", "ports.0.address",
                "healthCheck.path", "healthCheck.interval", "healthCheck.timeout", "healthCheck.retries"],
            error.Problems.Select(p => string.Join('.', p.Path!)));
        Assert.All(error.Problems, p => Assert.Equal(ErrorCode.Validation, p.Code));
    }

    [Theory]
    [InlineData("PORT", true)]
    [InlineData("discovery.type", true)]
    [InlineData("my-var", true)]
    [InlineData("spring.datasource.url", true)]
    [InlineData("1X", true)]
    [InlineData("with space", true)]
    [InlineData("größe", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("A=B", false)]
    [InlineData("A\nB", false)]
    [InlineData("A\0", false)]
    public void Variables_have_any_name_that_the_kernel_takes(string name, bool valid)
    {
        var container = new NewContainer("prj_1", "web", new ContainerConfig("nginx") { Environment = [new(name, "v")] });
        if (valid) container.Validate();
        else Assert.Equal(["environment", "0", "name"], Assert.Throws<PlatformException>(container.Validate).Problems[0].Path);
    }

    [Fact]
    public void A_variable_is_measured_with_its_name_and_in_bytes()
    {
        static NewContainer With(string name, string value) => new("prj_1", "web", new ContainerConfig("nginx") { Environment = [new(name, value)] });
        const int most = (128 << 10) - 1;       // with the byte that ends it
        With("NAME", new string('x', most - 5)).Validate();
        Assert.Throws<PlatformException>(With("NAME", new string('x', most - 4)).Validate);
        Assert.Throws<PlatformException>(With("NAME", new string('日', most / 3)).Validate);
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
