using GraphPlatform.Agent.Files;
using GraphPlatform.Agent.Logs;
using GraphPlatform.Agent.Prepared;
using GraphPlatform.Agent.Terminals;
using GraphPlatform.Docker;
using GraphPlatform.Platform.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace GraphPlatform.Agent;

/// <summary>What the agent is made of.</summary>
public static class AgentSetup
{
    /// <summary>Registers the worker that is this machine, on the engine that <c>DOCKER_HOST</c> names.</summary>
    public static IServiceCollection AddLocalWorker(this IServiceCollection services)
    {
        services.AddOptions<AgentOptions>().BindConfiguration("Agent").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(_ => DockerClient.FromEnvironment());
        return services.AddSingleton<StartFiles>().AddSingleton<CommandRunner>().AddSingleton<TerminalOpener>().AddSingleton<FolderWatches>().AddSingleton<VolumeOpener>().AddSingleton<InstanceLogs>().AddSingleton<IWorker, EngineWorker>();
    }
}
