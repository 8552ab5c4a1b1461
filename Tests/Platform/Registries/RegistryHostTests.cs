using GraphPlatform.Platform.Registries;

namespace GraphPlatform.Tests.Platform.Registries;

public sealed class RegistryHostTests
{
    [Theory]
    [InlineData("nginx", "docker.io")]
    [InlineData("nginx:1.27", "docker.io")]
    [InlineData("acme/shop:2", "docker.io")]
    [InlineData("docker.io/acme/shop:2", "docker.io")]
    [InlineData("index.docker.io/acme/shop:2", "docker.io")]
    [InlineData("ghcr.io/acme/shop:2", "ghcr.io")]
    [InlineData("GHCR.io/acme/shop:2", "ghcr.io")]
    [InlineData("localhost/shop", "localhost")]
    [InlineData("127.0.0.1:5000/team/app@sha256:0123", "127.0.0.1:5000")]
    [InlineData("registry:5000/app", "registry:5000")]
    public void An_images_name_leads_to_its_registry(string reference, string server) => Assert.Equal(server, RegistryHost.Of(reference));

    [Theory]
    [InlineData("https://index.docker.io/v1/", "docker.io", true)]
    [InlineData("https://GHCR.io/", "ghcr.io", true)]
    [InlineData("registry.example.com:5000", "registry.example.com:5000", true)]
    [InlineData("ghcr.io/acme", "ghcr.io/acme", false)]
    [InlineData("user@ghcr.io", "user@ghcr.io", false)]
    [InlineData("", "", false)]
    public void A_registry_has_one_name_however_it_was_written(string written, string server, bool valid)
    {
        Assert.Equal(server, RegistryHost.Normalize(written));
        Assert.Equal(valid, RegistryHost.IsValid(server));
    }

    [Theory]
    [InlineData("nginx", "nginx:latest")]
    [InlineData("docker.io/library/nginx:1", "nginx:1")]
    [InlineData("127.0.0.1:5000/app", "127.0.0.1:5000/app:latest")]
    [InlineData("127.0.0.1:5000/app:2@sha256:01", "127.0.0.1:5000/app@sha256:01")]
    [InlineData("sha256:01", "sha256:01")]
    public void An_image_has_one_name_on_the_machine(string reference, string name) => Assert.Equal(name, LocalImageName.Of(reference));
}
