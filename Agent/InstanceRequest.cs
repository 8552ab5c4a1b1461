using GraphPlatform.Agent.Images;
using GraphPlatform.Agent.Logs;
using GraphPlatform.Docker.Containers.Config;
using GraphPlatform.Platform.Access;
using GraphPlatform.Platform.Containers;
using GraphPlatform.Platform.Deployments;
using GraphPlatform.Platform.Networks;
using GraphPlatform.Platform.Security.Policies;
using GraphPlatform.Platform.Volumes;
using GraphPlatform.Platform.Workers;

namespace GraphPlatform.Agent;

/// <summary>What the engine is asked to make for an instance: a value, so that every default of security is tested without an engine.</summary>
internal static class InstanceRequest
{
    public const string InstallationLabel = "graphplatform.installation";
    public const string InstanceLabel = "graphplatform.instance";

    /// <summary>Variables as the engine takes them.</summary>
    public static IEnumerable<string> Assignments(IEnumerable<EnvironmentVariable> variables) => variables.Select(v => $"{v.Name}={v.Value}");

    /// <summary>The request for <paramref name="spec"/>, whose image wants to run as <paramref name="imageUser"/>.</summary>
    public static CreateContainerRequest From(InstanceSpec spec, ImageUser imageUser, string installation, AgentOptions options)
    {
        var deployment = spec.Spec;
        return new CreateContainerRequest
        {
            Image = deployment.Digest ?? throw new InvalidOperationException("The image was not resolved."),
            Entrypoint = deployment.Entrypoint,
            Cmd = deployment.Command,
            WorkingDir = deployment.WorkingDirectory,
            Env = [.. Assignments(deployment.Environment)],
            User = User(deployment.Security, imageUser, options),
            Hostname = spec.Name,
            Labels = Labels(installation, spec.InstanceId),
            ExposedPorts = [.. deployment.Ports.Select(p => $"{p.ContainerPort}/{Protocol(p)}")],
            Healthcheck = HealthcheckConfig.None,       // ours pauses while a container is frozen; the engine's would call it unhealthy
            HostConfig = Host(spec, Owner(deployment.Security, imageUser, options), options),
            NetworkingConfig = spec.Reachable ? NetworkingConfig.Of(spec.Network, spec.Name) : NetworkingConfig.Of(spec.Network),
        };
    }

    /// <summary>The labels of everything that is ours. They cannot change later, so nothing that changes is in them.</summary>
    public static Dictionary<string, string> Labels(string installation, string? instanceId = null)
    {
        var labels = new Dictionary<string, string> { [InstallationLabel] = installation };
        if (instanceId is not null) labels[InstanceLabel] = instanceId;
        return labels;
    }

    /// <summary>Who the processes run as; empty keeps the image's user.</summary>
    public static string User(SecuritySpec security, ImageUser image, AgentOptions options) =>
        security.AllowRoot ? image.Text : image.IsRoot ? $"{options.UserId}:{options.UserId}" : image.Numbers;

    /// <summary>The owner that volumes need; null for root's.</summary>
    public static (int User, int Group)? Owner(SecuritySpec security, ImageUser image, AgentOptions options) =>
        !image.IsRoot ? (image.User, image.Group) : security.AllowRoot ? null : (options.UserId, options.UserId);

    private static HostConfig Host(InstanceSpec spec, (int User, int Group)? owner, AgentOptions options)
    {
        var resources = Resources(spec.Resources);
        // Where the image has no such folder, the engine forgets the mode when it starts the instance again, but not the owner.
        var tmpfs = $"rw,nosuid,nodev,mode=1777,size={options.TmpfsBytes}" + (owner is var (user, group) ? $",uid={user},gid={group}" : "");
        return new HostConfig
        {
            ReadonlyRootfs = !spec.Spec.Security.WritableRoot,
            Privileged = false,
            CapDrop = ["ALL"],
            CapAdd = Capabilities(spec.Spec.Security),
            SecurityOpt = ["no-new-privileges"],
            Memory = resources.Memory,
            MemorySwap = resources.MemorySwap,
            NanoCpus = resources.NanoCpus,
            PidsLimit = resources.PidsLimit,
            Init = true,
            Tmpfs = new Dictionary<string, string> { ["/tmp"] = tmpfs, ["/run"] = tmpfs },
            Mounts = [.. spec.Spec.Mounts.Select(m => Mount.Volume(Volume.EngineName(m.VolumeId), m.Target))],
            PortBindings = [.. spec.Spec.Ports.Select(p => new PortBinding(p.ContainerPort, p.HostPort, Address(p)) { Protocol = Protocol(p) })],
            RestartPolicy = Docker.Containers.Config.RestartPolicy.No,      // starting is the reconciler's
            LogConfig = new LogConfig(InstanceLogs.Driver, new Dictionary<string, string> { ["max-size"] = $"{options.EngineLogMegabytes}m", ["max-file"] = "2", ["compress"] = "false" }),
            NetworkMode = Network(spec),
            Runtime = spec.Spec.Security.Runtime,
        };
    }

    /// <summary>Whatever the platform asks for by mistake: a network of ours and no other.</summary>
    private static string Network(InstanceSpec spec) => spec.Network.StartsWith("gp-", StringComparison.Ordinal)
        ? spec.Network
        : throw new InvalidOperationException($"'{spec.Network}' is no network of a project.");

    /// <summary>And no capability that leads out.</summary>
    private static IReadOnlyList<string> Capabilities(SecuritySpec security) => !security.Capabilities.Any(CapabilitiesPolicy.IsRefused)
        ? security.Capabilities
        : throw new InvalidOperationException("A capability that leads out of a container was to be given.");

    /// <summary>CPU, memory and swap go together: memory without its swap would double it.</summary>
    public static ContainerResources Resources(Resources resources) => new()
    {
        NanoCpus = resources.CpuMillis * 1_000_000L,
        Memory = resources.MemoryBytes,
        MemorySwap = resources.MemoryBytes,
        PidsLimit = resources.PidsLimit,
    };

    /// <summary>The engine publishes on every address what it cannot read: nothing else may reach it, from whichever version a deployment is.</summary>
    private static string Address(PortMapping port) => HostAddress.Canonical(port.Address)
        ?? throw new PlatformException(ErrorCode.Engine, $"Host port {port.HostPort} has the address '{port.Address}', which the engine does not know. {HostAddress.Rule} Change it in the container's ports.");

    private static string Protocol(PortMapping port) => port.Protocol == PortProtocol.Udp ? "udp" : "tcp";
}
