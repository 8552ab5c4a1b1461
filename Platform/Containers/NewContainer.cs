using System.Net;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Deployments;

namespace GraphPlatform.Platform.Containers;

/// <summary>What is asked of a new container. What is null gets the defaults of <see cref="ContainerOptions"/>.</summary>
/// <param name="ProjectId">Where.</param>
/// <param name="Name">A DNS label, unique in the project.</param>
/// <param name="Image">An image's reference.</param>
/// <param name="Entrypoint">Overrides the image's.</param>
/// <param name="Command">Overrides the image's arguments.</param>
/// <param name="WorkingDirectory">Overrides the image's.</param>
/// <param name="Environment">Variables.</param>
/// <param name="Ports">Ports to publish on the host.</param>
/// <param name="CpuMillis">CPU in thousandths of a core.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
/// <param name="PidsLimit">Processes and threads.</param>
/// <param name="Replicas">How many instances.</param>
/// <param name="Restart">What happens when one exits.</param>
/// <param name="StopGrace">Time between the polite signal and the end.</param>
/// <param name="SecurityProfileId">A profile that allows more than the defaults.</param>
/// <param name="Start">Whether it starts at once.</param>
public sealed record NewContainer(
    string ProjectId,
    string Name,
    string Image,
    IReadOnlyList<string>? Entrypoint,
    IReadOnlyList<string>? Command,
    string? WorkingDirectory,
    IReadOnlyList<EnvironmentVariable> Environment,
    IReadOnlyList<NewPort> Ports,
    int? CpuMillis,
    long? MemoryBytes,
    int? PidsLimit,
    int Replicas,
    RestartPolicy Restart,
    TimeSpan? StopGrace,
    string? SecurityProfileId,
    bool Start)
{
    private const int MaxReplicas = 10;
    private const int MaxListLength = 200;
    private const int MaxArgumentBytes = 128 << 10;

    /// <summary>Finds all that is wrong with it at once.</summary>
    /// <exception cref="PlatformException">VALIDATION, a problem for each field.</exception>
    public void Validate()
    {
        var problems = new Problems()
            .Require(Names.IsLabel(Name), Names.LabelRule, "name")
            .Require(ImageReference.IsValid(Image), ImageReference.Rule, "image")
            .Require(WorkingDirectory is null || WorkingDirectory.StartsWith('/'), "The working directory is an absolute path: /app.", "workingDirectory")
            .Require(CpuMillis is null or (>= 10 and <= 1_000_000), "CPU is 0.01 to 1,000 cores: 0.5 is half of one.", "resources", "cpu")
            .Require(MemoryBytes is null or (>= 6L << 20 and <= 1L << 46), "Memory is at least 6 MiB (6291456 bytes).", "resources", "memoryBytes")
            .Require(PidsLimit is null or (>= 1 and <= 1_000_000), "A container needs room for 1 to 1,000,000 processes.", "resources", "pids")
            .Require(Replicas is >= 1 and <= MaxReplicas, $"Replicas are 1 to {MaxReplicas}.", "replicas")
            .Require(StopGrace is null || (StopGrace >= TimeSpan.Zero && StopGrace <= TimeSpan.FromMinutes(10)), "The time to stop is 0 to 10 minutes.", "stopGrace")
            .Require(Environment.Count <= MaxListLength, $"At most {MaxListLength} variables.", "environment")
            .Require(Ports.Count <= MaxListLength, $"At most {MaxListLength} ports.", "ports")
            .Require(Replicas <= 1 || Ports.Count == 0, "Several replicas cannot share a host port. Publish none, or run one.", "ports");
        Arguments(problems, Entrypoint, "entrypoint");
        Arguments(problems, Command, "command");
        for (var i = 0; i < Environment.Count; i++)
        {
            var at = i.ToString();
            problems.Require(Names.IsVariable(Environment[i].Name), "A variable's name has letters, digits and underscores, and begins with no digit.", "environment", at, "name");
            problems.Require(Environment[i].Value.Length < MaxArgumentBytes && !Environment[i].Value.Contains('\0'), "A value is shorter than 128 KiB and has no NUL.", "environment", at, "value");
        }

        problems.Require(Environment.DistinctBy(e => e.Name).Count() == Environment.Count, "A variable is there twice.", "environment");
        for (var i = 0; i < Ports.Count; i++) Ports[i].Validate(problems, i.ToString());
        problems.Require(Ports.Where(p => p.Pool is null).GroupBy(p => (p.HostPort ?? p.ContainerPort, p.Protocol)).All(g => g.Count() == 1), "A host port is there twice.", "ports");
        problems.ThrowIfAny();
    }

    private static void Arguments(Problems problems, IReadOnlyList<string>? arguments, string field)
    {
        if (arguments is null) return;
        problems.Require(arguments.Count <= MaxListLength && arguments.Sum(a => (long)a.Length) < MaxArgumentBytes, "At most 200 arguments of together 128 KiB.", field);
        problems.Require(arguments.All(a => !a.Contains('\0')), "An argument cannot hold a NUL.", field);
    }
}

/// <summary>A port to publish.</summary>
/// <param name="ContainerPort">Where the container listens.</param>
/// <param name="HostPort">Where the host listens; null: the same number.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Address">The host's address; null: the configured one, loopback by default.</param>
/// <param name="Pool">A pool of <c>Networks:Ports</c> that a free host port is taken from, instead of <paramref name="HostPort"/>.</param>
public sealed record NewPort(int ContainerPort, int? HostPort, PortProtocol Protocol, string? Address, string? Pool = null)
{
    internal void Validate(Problems problems, string index) => problems
        .Require(ContainerPort is >= 1 and <= 65535, "A port is 1 to 65535.", "ports", index, "containerPort")
        .Require(HostPort is null or (>= 1 and <= 65535), "A port is 1 to 65535.", "ports", index, "hostPort")
        .Require(HostPort is null || Pool is null, "Say a host port or a pool that has one, not both.", "ports", index, "pool")
        .Require(Address is null || IPAddress.TryParse(Address, out _), "An IP address, such as 127.0.0.1 or 0.0.0.0.", "ports", index, "address");
}
