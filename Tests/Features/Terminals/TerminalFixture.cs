using GraphPlatform.Tests.Hosting;

namespace GraphPlatform.Tests.Features.Terminals;

/// <summary>A server that is quick to lose patience, with a container to open terminals in.</summary>
public sealed class TerminalFixture : ServerFixture
{
    /// <summary>A container that runs.</summary>
    public string ContainerId { get; private set; } = "";

    /// <inheritdoc />
    protected override string[] Options => ["--Terminals:HoldOutput", "00:00:01", "--Terminals:CheckInterval", "00:00:01", "--Terminals:PerUser", "30"];

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        DockerEngine.Require();
        await base.InitializeAsync();
        ContainerId = await RunAsync("exec sleep 100000");
    }
}
